"""FHIR's XML, written from its JSON, and read as it."""

import json
from typing import Any, Final, NamedTuple, NoReturn
from xml.etree import ElementTree
from xml.parsers import expat

_FHIR = "http://hl7.org/fhir"
_FIRST = ("id", "meta", "implicitRules", "language", "text", "contained", "extension", "modifierExtension")
"""They stand first in whatever has them; everything else is written in the profiles' order already."""


_REPEATS: Final = frozenset(
    {
        *("Bundle.entry", "meta.profile", "MessageHeader.destination", "MessageHeader.focus"),
        *("Provenance.target", "Provenance.agent", "Provenance.entity", "Organization.identifier"),
        *("OperationOutcome.issue", "issue.expression", "Patient.identifier", "Patient.name", "name.given"),
        *("Communication.identifier", "Communication.category", "Communication.recipient"),
        *("Communication.payload", "Practitioner.name", "PractitionerRole.code"),
        "CareTeam.managingOrganization",
    }
)
"""What is a list in the JSON of a message from social psychiatry, by what it stands in."""
_REPEATS_ANYWHERE: Final = frozenset({"extension", "coding"})
_MAX_DEPTH: Final = 100


def as_xml(body: bytes) -> bytes:
    """The same resource."""
    made = _resource(json.loads(body))
    made.set("xmlns", _FHIR)
    return bytes(ElementTree.tostring(made, encoding="UTF-8", xml_declaration=True))


def _resource(resource: dict[str, Any]) -> ElementTree.Element:
    made = ElementTree.Element(resource["resourceType"])
    _fill(made, {name: value for name, value in resource.items() if name != "resourceType"})
    return made


def _fill(parent: ElementTree.Element, properties: dict[str, Any]) -> None:
    first = [name for name in _FIRST if name in properties]
    for name in (*first, *(name for name in properties if name not in first)):
        value = properties[name]
        for one in value if isinstance(value, list) else [value]:
            _add(parent, name, one)


def _add(parent: ElementTree.Element, name: str, value: Any) -> None:
    if name == "url" and parent.tag == "extension":
        parent.set("url", value)
        return
    made = ElementTree.SubElement(parent, name)
    if isinstance(value, dict) and "resourceType" in value:
        made.append(_resource(value))
    elif isinstance(value, dict):
        _fill(made, value)
    else:
        made.set("value", str(value).lower() if isinstance(value, bool) else str(value))


def as_json(body: bytes) -> bytes:
    """The same message, each primitive as text. Raises ``ValueError`` for what is no XML, or too deep."""
    reading = _Reading()
    parser = expat.ParserCreate("utf-8", " ")
    parser.StartDoctypeDeclHandler = _no_doctype
    parser.StartElementHandler = reading.start
    parser.EndElementHandler = reading.end
    try:
        parser.Parse(body, True)
    except expat.ExpatError:
        raise ValueError("no XML") from None
    return json.dumps(reading.told, ensure_ascii=False).encode()


def _no_doctype(*_told: object) -> NoReturn:
    raise ValueError("a document type is not read")


class _Element(NamedTuple):
    name: str
    value: str | None
    inner: dict[str, Any]


class _Reading:
    """What stands in what, while it is told."""

    def __init__(self) -> None:
        self.told: dict[str, Any] = {}
        self._open: list[_Element] = []

    def start(self, told: str, attributes: dict[str, str]) -> None:
        if len(self._open) == _MAX_DEPTH:
            raise ValueError("nested too deep")
        name = told.rpartition(" ")[2]
        inner = {"resourceType": name} if name[0].isupper() else {}
        inner |= {"url": attributes["url"]} if "url" in attributes else {}
        self._open.append(_Element(name, attributes.get("value"), inner))

    def end(self, _told: str) -> None:
        name, value, inner = self._open.pop()
        if not self._open:
            self.told = inner
            return
        parent = self._open[-1]
        if name[0].isupper():  # the element around a resource is nothing of its own
            parent.inner.update(inner)
        elif name in _REPEATS_ANYWHERE or f"{parent.name}.{name}" in _REPEATS:
            parent.inner.setdefault(name, []).append(inner if value is None else value)
        else:
            parent.inner[name] = inner if value is None else value
