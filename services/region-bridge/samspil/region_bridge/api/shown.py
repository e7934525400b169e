"""How OpenAPI shows the door of messages, with a message that our own sandbox has built."""

import json
from importlib.resources import files
from typing import Any, Final

from samspil.region_bridge import api
from samspil.region_bridge.api.operation_outcome import FHIR_JSON

_BUNDLE: Final = {
    "type": "object",
    "description": "A FHIR R4 Bundle of type message, by MedCom's profiles.",
    "required": ["resourceType", "id", "type", "entry"],
    "properties": {"resourceType": {"const": "Bundle"}, "type": {"const": "message"}},
}
MESSAGE: Final = {
    "required": True,
    "description": "HospitalNotification 3.0, CareCommunication 5.0 or 4.0 or Acknowledgement 2.0, plain or "
    "with Content-Encoding: gzip.",
    "content": {
        FHIR_JSON: {
            "schema": _BUNDLE,
            "example": json.loads((files(api) / "admit-inpatient.json").read_bytes()),
        }
    },
}
ANSWERED: Final[dict[str, Any]] = {
    "description": "A MedCom Acknowledgement, of a message that is refused for what it says, too.",
    "content": {FHIR_JSON: {"schema": _BUNDLE}},
}
CAPABLE: Final[dict[str, Any]] = {
    "description": "A CapabilityStatement.",
    "content": {FHIR_JSON: {"schema": {"type": "object"}}},
}
