"""Acknowledgements that come in: they end an exchange and are never acknowledged (MedCom's rule KR2.R)."""

import json
from typing import Any, Final

from samspil.region_bridge.partner.medcom.forms import Form, form_of, read_form

_EVENT: Final = "acknowledgement-message"


def is_acknowledgement(raw: bytes) -> bool:
    """Whether the body is meant as one, however malformed: by its event, or as an answer to a message."""
    try:
        bundle = read_form(raw) if form_of(raw) is Form.XML else json.loads(raw)
    except (ValueError, RecursionError):
        return False
    return any(_is_one(resource) for resource in _resources(bundle))


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
