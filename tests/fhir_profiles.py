"""A resource held against the published profile that it names: what a differential and a snapshot can say.

Counts, fixed values and patterns, required value sets, slices, references and their targets, primitive forms,
elements that nobody defined, and the conditions of kl_invariants.py. It reads the definitions that lie beside
the checkout, and says what is wrong, one line a fault.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from fhir_terms import Terms
from kl_invariants import INVARIANTS, NOT_LOOKED_AT

FILES = (
    "kl/ffb-reporting/definitions/StructureDefinition-*.json",
    "kl/kl-core/definitions/StructureDefinition-*.json",
    "hl7dk-core/3.4.0/StructureDefinition-dk-core-cpr-identifier.json",
)

# What FHIR R4's own types hold, where a profile does not say it again.
TYPES = {
    "Meta": {"profile", "tag", "security", "versionId", "lastUpdated", "source"},
    "Coding": {"system", "version", "code", "display", "userSelected"},
    "CodeableConcept": {"coding", "text"},
    "Reference": {"reference", "type", "identifier", "display"},
    "Identifier": {"use", "type", "system", "value", "period", "assigner"},
    "Period": {"start", "end"},
    "Extension": {"url", "extension", "value[x]"},
}
_DAY = r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?"
_TIME = r"T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]+)?(Z|[+-][0-9]{2}:[0-9]{2})"
PRIMITIVES = {
    "boolean": None,
    "positiveInt": r"[1-9][0-9]*",
    "date": _DAY,
    "dateTime": f"({_DAY}|[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}{_TIME})",
    "instant": f"[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}{_TIME}",
    "code": r"[^\s]+( [^\s]+)*",
    "id": r"[A-Za-z0-9.-]{1,64}",
    "uri": r"\S+",
    "string": r"(?s).*\S.*",
}


@dataclass
class Element:
    """What a profile says of an element, with what is inside of it and its slices."""

    told: dict[str, Any]
    inside: dict[str, "Element"] = field(default_factory=dict)
    slices: list["Element"] = field(default_factory=list)

    @property
    def types(self) -> list[dict[str, Any]]:
        types: list[dict[str, Any]] = self.told.get("type", [])
        return types


class Profiles:
    """The definitions, by their addresses."""

    def __init__(self, standards: Path) -> None:
        self._terms = Terms(standards)
        read = [json.loads(file.read_text()) for pattern in FILES for file in standards.glob(pattern)]
        self._roots = {one["url"]: _tree(one["snapshot"]["element"]) for one in read}

    def faults(self, bundle: dict[str, Any]) -> list[str]:
        """What is wrong with a bundle and with everything in it."""
        return list(_Look(self._roots, self._terms, bundle).faults())


class _Look:
    def __init__(self, roots: dict[str, Element], terms: Terms, bundle: dict[str, Any]) -> None:
        self._roots, self._terms, self._bundle = roots, terms, bundle

    def faults(self) -> Iterator[str]:
        yield from _empty(self._bundle, "Bundle")
        yield from self._resource(self._bundle)
        for entry in self._bundle.get("entry", ()):
            resource = entry.get("resource", {})
            if not entry.get("fullUrl", "").endswith(f"{resource['resourceType']}/{resource['id']}"):
                yield f"{resource['resourceType']}: its fullUrl is another's"
            yield from self._resource(resource)

    def _resource(self, resource: dict[str, Any]) -> Iterator[str]:
        kind = resource["resourceType"]
        [profile] = resource.get("meta", {}).get("profile", [""])
        root = self._roots.get(profile)
        if root is None or root.told["id"] != kind:
            yield f"{kind}: of no known profile"
            return
        yield from self._value(root, {k: v for k, v in resource.items() if k != "resourceType"}, kind)

    def _find(self, reference: str) -> dict[str, Any] | None:
        for entry in self._bundle["entry"]:
            one = entry["resource"]
            if f"{one['resourceType']}/{one['id']}" == reference:
                found: dict[str, Any] = one
                return found
        return None

    def _value(self, element: Element, value: Any, path: str, kind: str = "") -> Iterator[str]:
        """One value of an element; of a choice, of this type."""
        told = element.told
        for name, said in told.items():
            if name.startswith("fixed") and value != said:
                yield f"{path}: not the fixed value"
            elif name.startswith("pattern") and not _fits(said, value):
                yield f"{path}: not by the pattern"
            elif name.startswith("maxValue") and value > said:
                yield f"{path}: more than {said}"
        if told.get("binding", {}).get("strength") == "required":
            yield from self._bound(told["binding"]["valueSet"], value, path)
        for constraint in told.get("constraint", ()):
            asked = INVARIANTS.get(constraint["key"])
            if asked is None:
                assert constraint["key"] in NOT_LOOKED_AT, constraint
            elif not asked(value, self._find, self._terms):
                yield f"{path}: {constraint['key']}"
        kind = kind or _type_of(element)
        if kind in PRIMITIVES:
            yield from _primitive(kind, value, path)
        elif kind == "Bundle.entry.resource":
            yield from self._allowed(element, value, path)
        elif not isinstance(value, dict):
            yield f"{path}: no {kind}"
        else:
            yield from self._profiles_of(element, value, path)
            yield from self._inside(element, kind, value, path)

    def _allowed(self, element: Element, value: dict[str, Any], path: str) -> Iterator[str]:
        for one in element.types:
            if one["code"] == value["resourceType"]:
                profiles = one.get("profile")
                if profiles and not {*profiles} & {*value.get("meta", {}).get("profile", ())}:
                    yield f"{path}: a {one['code']} of another profile"
                return
        yield f"{path}: no {value['resourceType']} is allowed"

    def _profiles_of(self, element: Element, value: dict[str, Any], path: str) -> Iterator[str]:
        for one in element.types:
            for profile in one.get("profile", ()):
                yield from self._value(self._roots[profile], value, path)
            targets = [target for target in one.get("targetProfile", ()) if target in self._roots]
            if targets and "reference" in value:
                found = self._find(value["reference"])
                if found is None:
                    yield f"{path}: refers to nothing here"
                elif not {*targets} & {*found.get("meta", {}).get("profile", ())}:
                    yield f"{path}: refers to something else"

    def _inside(self, element: Element, kind: str, value: dict[str, Any], path: str) -> Iterator[str]:
        known = set(TYPES.get(kind, ())) | {"id", "extension"} if not element.inside else {*element.inside}
        for name in value:
            if _element_for(name, known) is None:
                yield f"{path}.{name}: nobody defined it"
        if kind == "Period" and value.get("end", value.get("start", "")) < value.get("start", ""):
            yield f"{path}: ends before it begins"
        for name, inner in element.inside.items():
            yield from self._counted(inner, name, value, f"{path}.{name}")

    def _counted(self, element: Element, name: str, holder: dict[str, Any], path: str) -> Iterator[str]:
        """How often an element is there, and each of its values, in its slice too."""
        said = [key for key in holder if _element_for(key, {name})]
        held = [(key, holder[key]) for key in said]
        repeats = element.told.get("base", element.told)["max"] not in {"0", "1"}
        values: list[tuple[str, Any]] = []
        for key, one in held:
            if isinstance(one, list) != repeats:
                yield f"{path}: a list where there is one, or one where there is a list"
                return
            values += [(key, inner) for inner in one] if repeats else [(key, one)]
        yield from _count(element, len(values), path)
        types = {_capital(one["code"]): str(one["code"]) for one in element.types}
        for key, one in values:
            if not name.endswith("[x]"):
                yield from self._value(element, one, path)
            elif key.removeprefix(name.removesuffix("[x]")) in types:
                yield from self._value(element, one, path, types[key.removeprefix(name.removesuffix("[x]"))])
            else:
                yield f"{path}: not of a type that is allowed"
        in_slices = 0
        for part in element.slices:
            mine = [one for key, one in values if self._is_of(part, key, one)]
            in_slices += len(mine)
            yield from _count(part, len(mine), f"{path}:{part.told['sliceName']}")
            for one in mine:
                yield from self._value(part, one, f"{path}:{part.told['sliceName']}")
        if element.told.get("slicing", {}).get("rules") == "closed" and in_slices < len(values):
            yield f"{path}: one more than the slices that there are"

    def _is_of(self, part: Element, key: str, value: Any) -> bool:
        """By its address an extension, by its type a choice, and else by what it measures."""
        [kind] = part.types
        if kind["code"] == "Extension":
            inner = part.inside.get("url")
            url = kind["profile"][0] if "profile" in kind else inner and inner.told.get("fixedUri")
            return bool(value.get("url") == url)
        if "[x]" in part.told["path"]:
            return key.endswith(_capital(kind["code"]))
        return _fits(part.inside["measure"].told["patternCodeableConcept"], value.get("measure"))

    def _bound(self, value_set: str, value: Any, path: str) -> Iterator[str]:
        codings = value.get("coding", [value]) if isinstance(value, dict) else [{"code": value}]
        if not any(self._terms.holds(value_set, one.get("code")) for one in codings):
            yield f"{path}: not in {value_set.rpartition('/')[2]}"


def _tree(elements: list[dict[str, Any]]) -> Element:
    found: dict[str, Element] = {}
    for told in elements:
        found[told["id"]] = element = Element(told)
        holder, _, name = told["id"].rpartition(".")
        if not holder:
            continue
        if ":" in name:
            found[told["id"].rpartition(":")[0]].slices.append(element)
        else:
            found[holder].inside[name] = element
    return found[elements[0]["id"]]


def _count(element: Element, there: int, path: str) -> Iterator[str]:
    most = element.told["max"]
    if there < element.told["min"] or (most != "*" and there > int(most)):
        yield f"{path}: {there} where {element.told['min']}..{most} are allowed"


def _type_of(element: Element) -> str:
    """Its type; the root's is its own name, and an entry's resource may be of several."""
    codes = [one["code"] for one in element.types]
    if len(codes) != 1:
        return str(element.told["path"])
    code = str(codes[0])
    if code.startswith("http://hl7.org/fhirpath/"):
        return (
            "id"
            if element.told["path"].count(".") == 1 and element.told["path"].endswith(".id")
            else "string"
        )
    return code


def _primitive(kind: str, value: Any, path: str) -> Iterator[str]:
    form = PRIMITIVES[kind]
    if form is None:
        if not isinstance(value, bool):
            yield f"{path}: no {kind}"
    elif isinstance(value, bool) or not re.fullmatch(form, str(value)):
        yield f"{path}: no {kind}"


def _element_for(key: str, known: set[str]) -> str | None:
    """The element that a property is of: ``valueCode`` is of ``value[x]``."""
    for name in known:
        stem = name.removesuffix("[x]")
        if key == name or (stem != name and re.fullmatch(rf"{stem}[A-Z]\w*", key)):
            return name
    return None


def _capital(code: str) -> str:
    return code[0].upper() + code[1:]


def _fits(pattern: Any, value: Any) -> bool:
    """Whether a value holds all that the pattern holds."""
    match pattern:
        case dict():
            return isinstance(value, dict) and all(_fits(inner, value.get(k)) for k, inner in pattern.items())
        case list():
            return isinstance(value, list) and all(any(_fits(one, it) for it in value) for one in pattern)
    return bool(pattern == value)


def _empty(value: Any, path: str) -> Iterator[str]:
    if value in ("", [], {}, None):
        yield f"{path}: is there and empty"
    elif isinstance(value, dict):
        for name, inner in value.items():
            yield from _empty(inner, f"{path}.{name}")
    elif isinstance(value, list):
        for inner in value:
            yield from _empty(inner, path)
