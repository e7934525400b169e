"""The parts that every MedCom message has in common, as they are written."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from pydantic_core import to_json
from uuid_utils import UUID, uuid5

from samspil.region_bridge.partner.medcom.codes import (
    ACTIVITY_CODES,
    DESTINATION_USE,
    DESTINATION_USE_EXTENSION,
    EVENT_CODES,
    GLN,
    SOR,
    profile,
)
from samspil.region_bridge.partner.medcom.fhir import at
from samspil.region_bridge.partner.medcom.organisation import Organisation

Resource = dict[str, Any]

BASE = "https://samspil.example/fhir"
"""Only a name: what stands in a bundle is resolved inside of it."""

_NAMESPACE = UUID("a0b5a7c4-2d0f-5b7e-8a63-4f0c7a1d9b52")


def part_id(message_id: str, part: str) -> str:
    """The id of a part of a message: the same whenever the message is written again."""
    return str(uuid5(_NAMESPACE, f"{message_id}/{part}"))


def reference(resource: Resource) -> dict[str, str]:
    """A reference to a resource of the same bundle."""
    return {"reference": f"{resource['resourceType']}/{resource['id']}"}


def message_bundle(
    bundle_id: str, meta: Mapping[str, Any], now: datetime, resources: Iterable[Resource]
) -> bytes:
    """The message as it travels; the header comes first."""
    bundle = {
        "resourceType": "Bundle",
        "id": bundle_id,
        "meta": meta,
        "type": "message",
        "timestamp": at(now),
        "entry": [
            {"fullUrl": f"{BASE}/{one['resourceType']}/{one['id']}", "resource": one} for one in resources
        ],
    }
    return to_json(bundle)


def header(
    message_id: str,
    meta: Mapping[str, Any],
    event: str,
    *,
    sender: tuple[Organisation, Resource],
    receiver: tuple[Organisation, Resource],
    more: Mapping[str, Any],
) -> Resource:
    """A MessageHeader with its one, primary destination."""
    return {
        "resourceType": "MessageHeader",
        "id": message_id,
        "meta": meta,
        "eventCoding": {"system": EVENT_CODES, "code": event},
        "destination": [
            {
                "extension": [
                    {
                        "url": DESTINATION_USE_EXTENSION,
                        "valueCoding": {"system": DESTINATION_USE, "code": "primary"},
                    }
                ],
                "endpoint": receiver[0].endpoint,
                "receiver": reference(receiver[1]),
            }
        ],
        "sender": reference(sender[1]),
        "source": {"endpoint": sender[0].endpoint},
        **more,
    }


def organization(organisation: Organisation, resource_id: str) -> Resource:
    """Both numbers and no name: the name of a ward tells what somebody is treated for."""
    return {
        "resourceType": "Organization",
        "id": resource_id,
        "meta": profile("messaging", "medcom-messaging-organization"),
        "identifier": [
            {"system": GLN, "value": organisation.gln},
            {"system": SOR, "value": organisation.sor},
        ],
    }


def provenance(
    resource_id: str,
    meta: Mapping[str, Any],
    activity: str,
    *,
    target: str,
    occurred: datetime,
    who: Resource,
    entity: Iterable[Mapping[str, Any]] = (),
) -> Resource:
    """What happened to the message ``target``, and by whom."""
    made: Resource = {
        "resourceType": "Provenance",
        "id": resource_id,
        "meta": meta,
        "target": [{"reference": f"MessageHeader/{target}"}],
        "occurredDateTime": at(occurred),
        "recorded": at(occurred),
        "activity": {"coding": [{"system": ACTIVITY_CODES, "code": activity}]},
        "agent": [{"who": reference(who)}],
    }
    if entities := list(entity):
        made["entity"] = entities
    return made
