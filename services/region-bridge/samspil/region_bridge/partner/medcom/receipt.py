"""Acknowledgements that come in: they end an exchange and are never acknowledged (MedCom's rule KR2.R)."""

import json
from collections.abc import Mapping
from typing import Any, Final, NamedTuple
from uuid import UUID

from pydantic import ValidationError as Invalid

from samspil.contracts.delivery import Outcome
from samspil.region_bridge.partner.medcom.acknowledgement import Code
from samspil.region_bridge.partner.medcom.fhir import Message
from samspil.region_bridge.partner.medcom.forms import Form, form_of, read_form

_OUTCOMES: Final[Mapping[str, Outcome]] = {Code.OK: Outcome.ACKNOWLEDGED, Code.FATAL_ERROR: Outcome.REFUSED}
_EVENT: Final = "acknowledgement-message"


def is_acknowledgement(raw: bytes) -> bool:
    """Whether the body is meant as one, however malformed: by its event, or as an answer to a message."""
    try:
        bundle = read_form(raw) if form_of(raw) is Form.XML else json.loads(raw)
    except (ValueError, RecursionError):
        return False
    return any(_is_one(resource) for resource in _resources(bundle))


def acknowledges(message: Message) -> bool:
    """The same of a message that can be read."""
    return any(
        _is_one(one.resource)
        for one in message.entries
        if one.resource.get("resourceType") == "MessageHeader"
    )


def _resources(bundle: Any) -> list[dict[str, Any]]:
    entries = bundle.get("entry") if isinstance(bundle, dict) else None
    found = (
        [one.get("resource") for one in entries if isinstance(one, dict)] if isinstance(entries, list) else []
    )
    return [one for one in found if isinstance(one, dict) and one.get("resourceType") == "MessageHeader"]


def _is_one(header: dict[str, Any]) -> bool:
    event = header.get("eventCoding")
    code = event.get("code") if isinstance(event, dict) else None
    return code == _EVENT or (code is None and isinstance(header.get("response"), dict))


class Receipt(NamedTuple):
    """What an acknowledgement says of a message of ours."""

    about: UUID
    """The message's MessageHeader.id, which is the delivery's."""
    outcome: Outcome


def receipt_of(message: Message) -> Receipt | None:
    """What it says; None where it changes nothing.

    That is one whose header cannot be read, which names no message that could be ours, or which asks for the
    message again: it goes again by itself. Who says it is not asked: nobody else knows the message's id, and
    a ward answers under numbers of its own.
    Where ``response.identifier`` and Provenance name different messages, as in published samples, the first
    counts.
    """
    try:
        response = message.header().response
        if response is None:
            return None
        about = UUID(response.identifier)
    except (Invalid, ValueError):
        return None
    outcome = _OUTCOMES.get(response.code)
    return Receipt(about, outcome) if outcome else None
