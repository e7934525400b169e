"""FHIR's JSON form as XML, each element in the place that its schema gives it.

A narrative that is no well-formed XHTML is left out with its status; a name that XML has no place for, too.
"""

import re
from collections.abc import Iterator
from typing import Any, Final
from xml.parsers import expat
from xml.sax.saxutils import quoteattr

from samspil.region_bridge.partner.medcom import elements
from samspil.region_bridge.partner.medcom.elements import Element
from samspil.region_bridge.partner.medcom.xml_in import FHIR

_NAME: Final = re.compile(r"[A-Za-z][A-Za-z0-9]*")
_NOT_XML: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def to_xml(resource: dict[str, Any]) -> bytes:
    """The document, in UTF-8; written again it is the same."""
    kind = str(resource["resourceType"])
    body = "".join(_inner(elements.resource(kind), resource))
    return f'<?xml version="1.0" encoding="UTF-8"?><{kind} xmlns="{FHIR}">{body}</{kind}>'.encode()


def _inner(owner: str, told: dict[str, Any]) -> Iterator[str]:
    names = dict.fromkeys(name.removeprefix("_") for name in told if name != "resourceType")
    kinds = {name: elements.element(owner, name) for name in names if _NAME.fullmatch(name)}
    for name in sorted(kinds, key=lambda one: kinds[one].place):
        values, besides = _listed(told.get(name)), _listed(told.get(f"_{name}"))
        for number in range(max(len(values), len(besides))):
            value = values[number] if number < len(values) else None
            beside = besides[number] if number < len(besides) else None
            yield _element(name, kinds[name], value, beside)


def _listed(told: Any) -> list[Any]:
    return told if isinstance(told, list) else [] if told is None else [told]


def _element(name: str, kind: Element, value: Any, beside: Any) -> str:
    if kind.type == elements.XHTML:
        return value if isinstance(value, str) and _is_well_formed(value) else ""
    if isinstance(value, dict) and "resourceType" in value:
        return _resource(name, value)
    if isinstance(value, dict):
        return _object(name, kind.type, value, "")
    return _object(name, kind.type, beside if isinstance(beside, dict) else {}, _attribute("value", value))


def _resource(name: str, value: dict[str, Any]) -> str:
    kind = str(value["resourceType"])
    if not _NAME.fullmatch(kind):
        return ""
    return f"<{name}><{kind}>{''.join(_inner(elements.resource(kind), value))}</{kind}></{name}>"


def _object(name: str, kind: str, told: dict[str, Any], value: str) -> str:
    is_extension = kind == "Extension"
    apart = {"id", "url"} if is_extension else {"id"}
    attributes = "".join(_attribute(one, told[one]) for one in ("id", "url") if one in apart and one in told)
    if kind == "Narrative" and not _is_well_formed(str(told.get("div"))):
        return ""
    inner = "".join(_inner(kind, {one: held for one, held in told.items() if one not in apart}))
    head = f"<{name}{attributes}{value}"
    return f"{head}>{inner}</{name}>" if inner else f"{head}/>" if attributes or value else ""


def _attribute(name: str, value: Any) -> str:
    if value is None or isinstance(value, dict | list):
        return ""
    text = str(value).lower() if isinstance(value, bool) else str(value)
    readable = _NOT_XML.sub("\ufffd", text)
    return f" {name}={quoteattr(readable)}"


def _is_well_formed(narrative: str) -> bool:
    parser = expat.ParserCreate()
    try:
        parser.Parse(narrative.encode("utf-8", "replace"), True)
    except expat.ExpatError:
        return False
    return narrative.startswith("<div")
