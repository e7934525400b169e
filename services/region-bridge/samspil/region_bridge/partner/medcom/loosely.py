"""What is read where it can be and else is not there: no form of it spoils a message."""

from typing import Any, Final

from pydantic import ValidationError as Invalid

from samspil.region_bridge.partner.medcom.codes import REPORT_OF_ADMISSION, REPORT_RECIPIENT
from samspil.region_bridge.partner.medcom.fhir import (
    Message,
    MessageHeader,
    Organization,
    Provenance,
    Reference,
    message_id_in,
)

AT_MOST: Final = 200
"""Signs of a name: nobody is called longer, and what is longer is no name."""


def revised(provenance: Provenance) -> str | None:
    """The id of the message that this one revises (``Provenance.entity`` of the role ``revision``)."""
    for one in _dicts(provenance.entity):
        what = one.get("what")
        reference = what.get("reference") if isinstance(what, dict) else None
        if one.get("role") == "revision" and isinstance(reference, str):
            return message_id_in(reference)
    return None


def wants_report(header: MessageHeader) -> bool:
    """Whether the ward asks for an admission report."""
    return any(
        one.get("url") == REPORT_OF_ADMISSION and one.get("valueBoolean") is True
        for one in _dicts(header.extension)
    )


def report_recipient(message: Message, header: MessageHeader) -> str | None:
    """Who is to have the report, as the message names them."""
    for one in _dicts(header.extension):
        if one.get("url") == REPORT_RECIPIENT:
            try:
                found = message.referred(Organization, Reference.model_validate(one.get("valueReference")))
            except Invalid:
                return None
            return _text(found.name) if found else None
    return None


def names_in(message: Message) -> tuple[str, ...]:
    """How its patients are called, each name once."""
    found: dict[str, None] = {}
    for names in message.names():
        for one in _dicts(names):
            given = one.get("given")
            parts = [*(given if isinstance(given, list) else []), one.get("family")]
            written = " ".join(part for part in map(_text, parts) if part) or _text(one.get("text"))
            if written:
                found[written] = None
    return tuple(found)


def _text(value: object) -> str | None:
    text = " ".join(value.split()) if isinstance(value, str) else ""
    return text if 0 < len(text) <= AT_MOST and text.isprintable() else None


def _dicts(value: object) -> list[dict[str, Any]]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []
