"""MedCom messages as the region's own system writes them, by the published profiles."""

import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4, uuid5

Resource = dict[str, Any]

IG = "http://medcomfhir.dk/ig"
TERMINOLOGY = f"{IG}/terminology/CodeSystem"
CPR = "urn:oid:1.2.208.176.1.2"
_NATIONAL, _REGIONAL = "urn:oid:1.2.208.176.1.6.1.1", "urn:oid:1.2.208.176.1.6.1.3"
SOR = "urn:oid:1.2.208.176.1.1"
GLN = "https://www.gs1.org/gln"
ENDPOINT = "https://sor2.sum.dsdn.dk/#id="
BASE = "https://region.example/fhir"

HOSPITAL = ("999990000000001", "5799999900013")
"""SOR and GLN number of the region; made up, like the next."""
MUNICIPALITY = ("999990000000002", "5799999900020")
_UNIT = ("999990000000003", "5799999900037")

_NAMESPACE = UUID("f2c9c1c8-7d0e-5a57-9a3c-52b2f6b7c0de")


def new_id() -> str:
    """An id that nothing else has."""
    return str(uuid4())


def meta(guide: str, name: str) -> dict[str, list[str]]:
    """The profile that a resource is written to."""
    return {"profile": [f"{IG}/{guide}/StructureDefinition/{name}"]}


def reference(resource: Resource) -> dict[str, str]:
    """A reference within the same bundle."""
    return {"reference": f"{resource['resourceType']}/{resource['id']}"}


def person_number(number: str) -> dict[str, str]:
    """A CPR number, or the replacement number of the country (X-eCPR) or of a region (D-eCPR)."""
    if number.isdigit():
        return {"system": CPR, "value": number}
    return {"use": "temp", "system": _NATIONAL if number[6] in "17" else _REGIONAL, "value": number}


def at(moment: datetime) -> str:
    """A point in time."""
    return moment.isoformat(timespec="seconds")


def organization(numbers: tuple[str, str], name: str) -> Resource:
    """An organisation by its SOR and GLN number."""
    sor, gln = numbers
    return {
        "resourceType": "Organization",
        "id": str(uuid5(_NAMESPACE, sor)),
        "meta": meta("messaging", "medcom-messaging-organization"),
        "identifier": [{"system": GLN, "value": gln}, {"system": SOR, "value": sor}],
        "name": name,
    }


REGION = organization(HOSPITAL, "Regionens sandkasse")
SOCIAL = organization(MUNICIPALITY, "Socialpsykiatrien")
WARD = organization(_UNIT, "Psykiatrisk afsnit i sandkassen")


def header(message_id: str, profile: Mapping[str, Any], event: str, more: Mapping[str, Any]) -> Resource:
    """A MessageHeader from the region to social psychiatry."""
    use = {"system": f"{TERMINOLOGY}/medcom-messaging-destinationUse", "code": "primary"}
    return {
        "resourceType": "MessageHeader",
        "id": message_id,
        "meta": profile,
        "eventCoding": {"system": f"{TERMINOLOGY}/medcom-messaging-eventCodes", "code": event},
        "destination": [
            {
                "extension": [
                    {
                        "url": f"{IG}/messaging/StructureDefinition/medcom-messaging-destinationUseExtension",
                        "valueCoding": use,
                    }
                ],
                "endpoint": f"{ENDPOINT}{MUNICIPALITY[0]}",
                "receiver": reference(SOCIAL),
            }
        ],
        "sender": reference(REGION),
        "source": {"endpoint": f"{ENDPOINT}{HOSPITAL[0]}"},
        **more,
    }


def provenance(activity: str, target: str, moment: datetime, before: str | None) -> Resource:
    """That the region did this with the message ``target``, which follows the message ``before``."""
    made: Resource = {
        "resourceType": "Provenance",
        "id": str(uuid5(_NAMESPACE, f"{target}/provenance")),
        "meta": meta("messaging", "medcom-messaging-provenance"),
        "target": [{"reference": f"MessageHeader/{target}"}],
        "occurredDateTime": at(moment),
        "recorded": at(moment),
        "activity": {
            "coding": [{"system": f"{TERMINOLOGY}/medcom-messaging-activityCodes", "code": activity}]
        },
        "agent": [{"who": reference(REGION)}],
    }
    if before is not None:
        made["entity"] = [{"role": "revision", "what": {"reference": f"MessageHeader/{before}"}}]
    return made


def bundle(profile: Mapping[str, Any], moment: datetime, resources: Iterable[Resource]) -> bytes:
    """The message as it travels, under a Bundle.id of its own."""
    made = {
        "resourceType": "Bundle",
        "id": new_id(),
        "meta": profile,
        "type": "message",
        "timestamp": at(moment),
        "entry": [
            {"fullUrl": f"{BASE}/{one['resourceType']}/{one['id']}", "resource": one} for one in resources
        ],
    }
    return json.dumps(made, ensure_ascii=False).encode()
