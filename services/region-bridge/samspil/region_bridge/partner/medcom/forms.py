"""The two forms in which FHIR travels, JSON and XML, and reading either as JSON has it."""

import codecs
import json
from enum import StrEnum
from typing import Any, Final

from samspil.region_bridge.partner.medcom.xml_in import MAX_DEPTH, from_xml
from samspil.region_bridge.partner.medcom.xml_out import to_xml
from samspil.vocabulary.json_once import read_json


class Form(StrEnum):
    """By its media type."""

    JSON = "application/fhir+json"
    XML = "application/fhir+xml"


_SPACE: Final = b" \t\r\n"
_NESTING: Final = frozenset({dict, list})


def form_of(raw: bytes) -> Form:
    """Which of the two a text is meant as: by its first character."""
    return Form.XML if raw.removeprefix(codecs.BOM_UTF8).lstrip(_SPACE).startswith(b"<") else Form.JSON


def read_form(raw: bytes) -> Any:
    """The value, of the same depth at most in either form; a ``ValueError`` for what is neither."""
    raw = raw.removeprefix(codecs.BOM_UTF8)
    if form_of(raw) is Form.XML:
        return from_xml(raw)
    value = read_json(raw.decode())  # in no other encoding
    if _is_deeper(value, MAX_DEPTH):
        raise ValueError("nested too deep")
    return value


def written(body: bytes, form: Form) -> bytes:
    """A resource of ours, kept in JSON, in the form that is asked for; always the same bytes."""
    return body if form is Form.JSON else to_xml(json.loads(body))


def _is_deeper(value: Any, at_most: int) -> bool:
    level = [value] if type(value) in _NESTING else []
    for _ in range(at_most):
        if not level:
            return False
        inside = [one.values() if type(one) is dict else one for one in level]
        level = [inner for one in inside for inner in one if type(inner) in _NESTING]
    return bool(level)
