"""How OpenAPI shows the doors of messages, with a message that our own sandbox has built."""

import json
from importlib.resources import files
from typing import Any, Final

from samspil.region_bridge import api
from samspil.region_bridge.api.incoming import XML
from samspil.region_bridge.partner.medcom.forms import Form

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
    "description": "HospitalNotification 3.0 or Acknowledgement 2.0, plain or with Content-Encoding: gzip.",
    "content": {
        Form.JSON.value: {
            "schema": _BUNDLE,
            "example": json.loads((files(api) / "admit-inpatient.json").read_bytes()),
        },
        Form.XML.value: _IN_XML,
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
    "content": {XML: _ENVELOPE},
}
ENVELOPED: Final[dict[str, Any]] = {
    "description": "The MedCom Acknowledgement, in a VANSEnvelope of its own.",
    "content": {XML: _ENVELOPE},
}
