"""Which elements repeat, in which order they stand, and which are no text: what XML does not say of itself.

FHIR's other resources and whatever is not in the table pass as they look.
"""

from collections.abc import Iterator, Mapping
from importlib.resources import files
from typing import Final, NamedTuple

from samspil.region_bridge.partner import medcom

RESOURCE: Final = "Resource"
XHTML: Final = "xhtml"
TEXT: Final = "text"
BOOLEAN: Final = "boolean"
NUMBER: Final = "number"
PRIMITIVES: Final = frozenset({TEXT, BOOLEAN, NUMBER})
_NUMBERS: Final = frozenset({"Integer", "Decimal", "PositiveInt", "UnsignedInt"})
_OTHERWISE: Final = 1_000


class Element(NamedTuple):
    """What is known of an element from its name and the type that it stands in."""

    place: int
    """In the order of its schema."""
    repeats: bool
    type: str
    """Of the table, or one of the words above; empty: unknown."""


UNKNOWN: Final = Element(_OTHERWISE, False, "")


def _read(text: str) -> Iterator[tuple[str, list[str]]]:
    for line in text.splitlines():
        if line and not line.startswith("#"):
            name, *elements = line.split()
            yield name, elements


def _elements(told: list[str]) -> Iterator[tuple[str, Element]]:
    for place, one in enumerate(told):
        name, _, kind = one.partition(":")
        yield name.removesuffix("*"), Element(place, name.endswith("*"), kind or TEXT)


def _types() -> Iterator[tuple[str, Mapping[str, Element]]]:
    lines = dict(_read((files(medcom) / "r4_elements.txt").read_text()))
    for name, told in lines.items():
        above = lines[RESOURCE] if name.startswith("@") else lines["Element"]
        yield name.removeprefix("@"), dict(_elements([*above, *told]))


_TYPES: Final = dict(_types())


def element(owner: str, name: str) -> Element:
    """The element of this name in a type; of an unknown type those that every element has."""
    known = _TYPES.get(owner) or _TYPES["Element"]
    return known.get(name) or _choice(known, name) or UNKNOWN


def resource(name: str) -> str:
    """The type of a resource of this name; of one that is not in the table what every resource has."""
    return name if name in _TYPES and "id" in _TYPES[name] else RESOURCE


def _choice(known: Mapping[str, Element], name: str) -> Element | None:
    """``valueBoolean`` for ``value[x]``: the type ends the name."""
    for end in range(len(name) - 1, 0, -1):
        if name[end].isupper() and (one := known.get(f"{name[:end]}[x]")):
            return Element(one.place, one.repeats, _type(name[end:]))
    return None


def _type(told: str) -> str:
    if told in _NUMBERS:
        return NUMBER
    if told == "Boolean":
        return BOOLEAN
    return told if told in _TYPES else TEXT
