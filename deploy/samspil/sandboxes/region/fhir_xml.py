"""FHIR's XML, written from its JSON."""

import json
from typing import Any
from xml.etree import ElementTree

_FHIR = "http://hl7.org/fhir"
_FIRST = ("id", "meta", "implicitRules", "language", "text", "contained", "extension", "modifierExtension")
"""They stand first in whatever has them; everything else is written in the profiles' order already."""


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
