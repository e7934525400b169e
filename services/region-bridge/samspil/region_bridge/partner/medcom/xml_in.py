"""FHIR's XML as the JSON form that everything else reads (hl7.org/fhir/R4/xml.html).

Nothing is fetched and nothing is defined: a document type is refused where it begins. What is not FHIR's and
not a narrative is left out; an element that is in no table passes as it looks; one that repeats against the
table becomes a list, so that nothing is lost before it is read. What text cannot be a truth value or a number
stays text.
"""

import re
from collections.abc import Mapping
from typing import Any, Final, NoReturn
from xml.parsers import expat
from xml.sax.saxutils import escape, quoteattr

from samspil.region_bridge.partner.medcom import elements
from samspil.region_bridge.partner.medcom.elements import Element

FHIR: Final = "http://hl7.org/fhir"
XHTML: Final = "http://www.w3.org/1999/xhtml"
MAX_DEPTH: Final = 100
MAX_ELEMENTS: Final = 50_000

_NUMBER: Final = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]{1,2})?")
_DIGITS: Final = 30
_ROOT: Final = Element(0, False, elements.RESOURCE)


def from_xml(raw: bytes) -> dict[str, Any]:
    """The resource; a ``ValueError`` for what is no FHIR XML in UTF-8, has a DTD, is too deep or too much."""
    reader = _Reader()
    parser = expat.ParserCreate("utf-8", " ")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = no_doctype
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.text
    try:
        parser.Parse(raw, True)
    except expat.ExpatError:
        raise ValueError("no XML") from None
    return reader.resource()


def no_doctype(*_told: object) -> NoReturn:
    """What ends the reading at a document type, before anything in it is looked at."""
    raise ValueError("a document type is not read")


class _Frame:
    """One element while it is read."""

    def __init__(self, name: str, kind: Element, attributes: Mapping[str, str]) -> None:
        self.name = name
        self.kind = kind
        self.attributes = attributes
        self.inner: dict[str, list[tuple[Any, Any]]] = {}
        self.kinds: dict[str, Element] = {}

    def add(self, name: str, kind: Element, value: Any, beside: Any) -> None:
        self.inner.setdefault(name, []).append((value, beside))
        self.kinds[name] = kind

    def object(self) -> dict[str, Any]:
        """The elements in it, with the id and the address that XML writes as attributes."""
        made: dict[str, Any] = {
            name: value for name, value in self.attributes.items() if name in {"id", "url"}
        }
        for name, found in self.inner.items():
            is_list = self.kinds[name].repeats or len(found) > 1
            values, besides = [value for value, _ in found], [beside for _, beside in found]
            if any(value is not None for value in values):
                made[name] = values if is_list else values[0]
            if any(besides):
                made[f"_{name}"] = besides if is_list else besides[0]
        return made


class _Reader:
    """What expat tells, put together."""

    def __init__(self) -> None:
        self._frames: list[_Frame] = []
        self._count = 0
        self._depth = 0
        self._left_out = 0
        self._narrative: list[str] = []
        self._tags: list[str] = []
        self._read: Any = None

    def resource(self) -> dict[str, Any]:
        if not isinstance(self._read, dict):
            raise ValueError("no resource of FHIR's")
        return self._read

    def start(self, told: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        self._count += 1
        if self._depth > MAX_DEPTH or self._count > MAX_ELEMENTS:
            raise ValueError("too deep or too much")
        space, _, name = told.rpartition(" ")
        if self._left_out:
            self._left_out += 1
        elif self._tags or (space == XHTML and name == "div" and self._frames):
            self._open_tag(name, attributes)
        elif space not in {FHIR, ""}:
            self._left_out = 1
        else:
            self._frames.append(_Frame(name, self._kind(name), attributes))

    def end(self, _told: str) -> None:
        self._depth -= 1
        if self._left_out:
            self._left_out -= 1
        elif self._tags:
            self._close_tag()
        else:
            self._close(self._frames.pop())

    def text(self, told: str) -> None:
        if self._tags:
            self._narrative.append(escape(told))

    def _kind(self, name: str) -> Element:
        if not self._frames:
            return Element(0, False, elements.resource(name))
        above = self._frames[-1].kind
        if above.type == elements.RESOURCE and self._holds_a_resource():
            return Element(0, False, elements.resource(name))
        return elements.element(above.type, name)

    def _holds_a_resource(self) -> bool:
        return self._frames[-1].name in {"resource", "contained"}

    def _close(self, frame: _Frame) -> None:
        if not self._frames:
            self._read = {"resourceType": frame.name, **frame.object()}
        elif self._frames[-1].kind.type == elements.RESOURCE and self._holds_a_resource():
            made = {"resourceType": frame.name, **frame.object()}
            self._frames[-1].add("", Element(0, False, elements.RESOURCE), made, None)
        elif frame.kind.type == elements.RESOURCE and frame.inner:
            held = frame.inner.get("", [])
            for made, _ in held:
                self._frames[-1].add(frame.name, frame.kind, made, None)
        else:
            value, beside = _told(frame)
            self._frames[-1].add(frame.name, frame.kind, value, beside)

    def _open_tag(self, name: str, attributes: Mapping[str, str]) -> None:
        space = f' xmlns="{XHTML}"' if not self._tags else ""
        written = "".join(f" {key}={quoteattr(value)}" for key, value in attributes.items() if " " not in key)
        self._narrative.append(f"<{name}{space}{written}>")
        self._tags.append(name)

    def _close_tag(self) -> None:
        self._narrative.append(f"</{self._tags.pop()}>")
        if not self._tags:
            self._frames[-1].add("div", Element(0, False, elements.XHTML), "".join(self._narrative), None)
            self._narrative.clear()


def _told(frame: _Frame) -> tuple[Any, Any]:
    """The value of an element, and what stands beside a primitive one: its id and extensions."""
    made = frame.object()
    if "value" not in frame.attributes and frame.kind.type not in elements.PRIMITIVES:
        return made or None, None
    text = frame.attributes.get("value")
    return None if text is None else _value(frame.kind.type, text), made or None


def _value(kind: str, text: str) -> Any:
    if kind == elements.BOOLEAN and text in {"true", "false"}:
        return text == "true"
    if kind == elements.NUMBER and len(text) <= _DIGITS and (found := _NUMBER.fullmatch(text)):
        return float(text) if found[2] or found[3] else int(text)
    return text
