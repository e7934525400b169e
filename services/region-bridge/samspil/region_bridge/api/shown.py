"""How OpenAPI shows the doors of messages, with a message that our own sandbox has built."""

import json
from datetime import UTC, datetime
from importlib.resources import files
from typing import Any, Final
from uuid import UUID

from samspil.region_bridge import api
from samspil.region_bridge.api.incoming import XML
from samspil.region_bridge.partner.medcom.forms import Form, written
from samspil.region_bridge.partner.medcom.vans import (
    HOSPITAL_NOTIFICATION,
    Address,
    counted_as,
    write_envelope,
)

_EXAMPLE: Final = (files(api) / "admit-inpatient.json").read_bytes()
_IN_ENVELOPE: Final = write_envelope(
    _EXAMPLE,
    Form.JSON,
    identifier=UUID("6d0e6f6e-5a55-4a0e-9b39-2c1f8c6f4f10"),
    message_identifier=UUID(json.loads(_EXAMPLE)["entry"][0]["resource"]["id"]),
    name=counted_as(HOSPITAL_NOTIFICATION, "AdmissionInpatient"),
    address=Address("5799999900013", "5799999900020"),
    sent_at=datetime(2026, 11, 22, 21, 30, tzinfo=UTC),
)

_BUNDLE: Final = {
    "type": "object",
    "description": "A FHIR R4 Bundle of type message, by MedCom's profiles.",
    "required": ["resourceType", "id", "type", "entry"],
    "properties": {"resourceType": {"const": "Bundle"}, "type": {"const": "message"}},
}
_IN_XML: Final = {"schema": {"type": "string", "description": "The same in FHIR's XML."}}
_ENVELOPE: Final = {
    "schema": {
        "type": "string",
        "description": "MedCom's VANSEnvelope with the message, in JSON or XML, as base64 in Message/Data.",
    }
}
MESSAGE: Final = {
    "required": True,
    "description": "HospitalNotification 3.0, CareCommunication 5.0 or 4.0 or Acknowledgement 2.0, plain or "
    "with Content-Encoding: gzip.",
    "content": {
        Form.JSON.value: {
            "schema": _BUNDLE,
            "example": json.loads(_EXAMPLE),
        },
        Form.XML.value: {**_IN_XML, "example": written(_EXAMPLE, Form.XML).decode()},
    },
}
ANSWERED: Final[dict[str, Any]] = {
    "description": "A MedCom Acknowledgement, of a message that is refused for what it says, too.",
    "content": {Form.JSON.value: {"schema": _BUNDLE}, Form.XML.value: _IN_XML},
}
CAPABLE: Final[dict[str, Any]] = {
    "description": "A CapabilityStatement.",
    "content": {Form.JSON.value: {"schema": {"type": "object"}}, Form.XML.value: _IN_XML},
}
ENVELOPE: Final = {
    "required": True,
    "description": "A VANSEnvelope, plain or with Content-Encoding: gzip.",
    "content": {XML: {**_ENVELOPE, "example": _IN_ENVELOPE.decode()}},
}
ENVELOPED: Final[dict[str, Any]] = {
    "description": "The MedCom Acknowledgement, in a VANSEnvelope of its own.",
    "content": {XML: _ENVELOPE},
}
