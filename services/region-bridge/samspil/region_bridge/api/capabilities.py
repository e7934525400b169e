"""What this FHIR endpoint can do (CapabilityStatement, FHIR R4)."""

import json
from importlib.metadata import version
from typing import Final

_DEFINITIONS: Final = "http://medcomfhir.dk/ig/messagedefinitions/MessageDefinition"

CAPABILITIES: Final = json.dumps(
    {
        "resourceType": "CapabilityStatement",
        "status": "active",
        "date": "2026-11-28",
        "kind": "instance",
        "software": {"name": "Samspil region-bridge", "version": version("samspil")},
        "implementation": {
            "description": "Takes MedCom messages in from the region's hospitals, and writes to them."
        },
        "fhirVersion": "4.0.1",
        "format": ["application/fhir+json", "application/fhir+xml"],
        "rest": [
            {
                "mode": "server",
                "security": {"description": "A bearer token of the role integrator and the sector region."},
                "operation": [
                    {
                        "name": "process-message",
                        "definition": "http://hl7.org/fhir/OperationDefinition/MessageHeader-process-message",
                    }
                ],
            }
        ],
        "messaging": [
            {
                "documentation": "HospitalNotification 3.0 and CareCommunication 5.0 and 4.0 are answered "
                "with Acknowledgement 2.0; an Acknowledgement is taken with 204 and never acknowledged. "
                "Bodies are UTF-8, plain or with Content-Encoding: gzip, of at most one mebibyte unpacked, "
                "and the attachments beside it; they may come in a VANSEnvelope at $process-envelope.",
                "supportedMessage": [
                    {"mode": mode, "definition": f"{_DEFINITIONS}/MedCom{name}MessageDefinition"}
                    for mode, name in (
                        ("receiver", "HospitalNotification"),
                        ("receiver", "CareCommunication"),
                        ("receiver", "Acknowledgement"),
                        ("sender", "Acknowledgement"),
                        ("sender", "CareCommunication"),
                    )
                ],
            }
        ],
    }
).encode()
