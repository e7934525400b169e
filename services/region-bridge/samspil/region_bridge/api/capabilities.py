"""What this FHIR endpoint can do (CapabilityStatement, FHIR R4)."""

import json
from importlib.metadata import version
from typing import Final

CAPABILITIES: Final = json.dumps(
    {
        "resourceType": "CapabilityStatement",
        "status": "active",
        "date": "2026-11-22",
        "kind": "instance",
        "software": {"name": "Samspil region-bridge", "version": version("samspil")},
        "implementation": {"description": "Takes in MedCom messages from the region's hospitals."},
        "fhirVersion": "4.0.1",
        "format": ["application/fhir+json"],
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
                "documentation": "HospitalNotification 3.0 is answered with Acknowledgement 2.0.",
                "supportedMessage": [
                    {
                        "mode": "receiver",
                        "definition": "http://medcomfhir.dk/ig/messagedefinitions/MessageDefinition/"
                        "MedComHospitalNotificationMessageDefinition",
                    }
                ],
            }
        ],
    }
).encode()
