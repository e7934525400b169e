"""MedCom's CareCommunication 5.0 (korrespondancemeddelelse), at its narrowest: one text about one citizen."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from samspil.region_bridge.partner.medcom.bundle import (
    Resource,
    header,
    message_bundle,
    organization,
    part_id,
    provenance,
    reference,
)
from samspil.region_bridge.partner.medcom.codes import (
    CATEGORY_CODES,
    CPR,
    IG,
    NATIONAL_REPLACEMENT,
    REGIONAL_REPLACEMENT,
    profile,
)
from samspil.region_bridge.partner.medcom.fhir import at
from samspil.region_bridge.partner.medcom.organisation import Organisation
from samspil.vocabulary.cpr import Cpr, CprKind

_DEFINITION = f"{IG}/messagedefinitions/MessageDefinition/MedComCareCommunicationMessageDefinition|5.0"
_EXTENSION = f"{IG}/core/StructureDefinition"
SYSTEMS: Final = {
    CprKind.CIVIL: (CPR, "official"),
    CprKind.NATIONAL_REPLACEMENT: (NATIONAL_REPLACEMENT, "temp"),
    CprKind.REGIONAL_REPLACEMENT: (REGIONAL_REPLACEMENT, "temp"),
}
"""By which numbers the region knows people; administrative replacement numbers are in none of its systems."""


@dataclass(frozen=True, slots=True)
class Author:
    """Who writes for us: a function, not a person."""

    name: str
    phone: str


@dataclass(frozen=True, slots=True)
class Letter:
    """What is said about whom."""

    cpr: Cpr
    """Of one of the kinds in ``SYSTEMS``."""
    name: str
    """With a word in it that can be read."""
    topic: str
    text: str


def care_communication(
    letter: Letter, message_id: UUID, us: Organisation, region: Organisation, author: Author, now: datetime
) -> bytes:
    """The message, category care coordination; written again at the same moment it is the same."""
    own = str(message_id)
    ours, theirs = (organization(one, part_id(own, one.sor)) for one in (us, region))
    patient = _patient(letter, part_id(own, "patient"))
    practitioner: Resource = {
        "resourceType": "Practitioner",
        "id": part_id(own, "practitioner"),
        "meta": profile("core", "medcom-core-practitioner"),
        "name": [{"text": author.name, "family": author.name}],
    }
    role: Resource = {
        "resourceType": "PractitionerRole",
        "id": part_id(own, "role"),
        "meta": profile("core", "medcom-core-practitionerrole"),
        "practitioner": reference(practitioner),
        "code": [{"text": "Koordinator"}],
    }
    segment = f"urn:uuid:{part_id(own, 'segment')}"
    communication: Resource = {
        "resourceType": "Communication",
        "id": part_id(own, "communication"),
        "meta": profile("carecommunication", "medcom-careCommunication-communication"),
        "identifier": [{"value": f"urn:uuid:{part_id(own, 'thread')}"}],
        "status": "unknown",
        "category": [{"coding": [{"system": CATEGORY_CODES, "code": "carecoordination"}]}],
        "subject": reference(patient),
        "topic": {"text": letter.topic},
        "payload": [
            {
                "extension": _segment_extensions(segment, ours, role, author, now),
                "contentString": letter.text,
            }
        ],
    }
    head = header(
        own,
        profile("carecommunication", "medcom-careCommunication-messageHeader"),
        "care-communication-message",
        sender=(us, ours),
        receiver=(region, theirs),
        more={"focus": [reference(communication)], "definition": _DEFINITION},
    )
    sent = provenance(
        part_id(own, "provenance"),
        profile("carecommunication", "medcom-careCommunication-provenance"),
        "new-message",
        target=own,
        occurred=now,
        who=ours,
        entity=[{"role": "source", "what": {"identifier": {"value": segment}}}],
    )
    return message_bundle(
        part_id(own, "bundle"),
        profile("carecommunication", "medcom-careCommunication-message"),
        now,
        [head, patient, communication, role, practitioner, ours, theirs, sent],
    )


def _patient(letter: Letter, resource_id: str) -> Resource:
    system, use = SYSTEMS[letter.cpr.kind]
    *given, family = letter.name.split()
    name: dict[str, Any] = {"use": "official", "family": family}
    if given:
        name["given"] = given
    return {
        "resourceType": "Patient",
        "id": resource_id,
        "meta": profile("core", "medcom-core-patient"),
        "identifier": [{"use": use, "system": system, "value": letter.cpr.number}],
        "name": [name],
    }


def _segment_extensions(
    segment: str, ours: Resource, role: Resource, author: Author, now: datetime
) -> list[dict[str, Any]]:
    return [
        {"url": f"{_EXTENSION}/medcom-core-datetime-extension", "valueDateTime": at(now)},
        {
            "url": f"{_EXTENSION}/medcom-core-identifier-extension",
            "valueIdentifier": {"value": segment, "assigner": reference(ours)},
        },
        {"url": f"{_EXTENSION}/medcom-core-practitioner-extension", "valueReference": reference(role)},
        {
            "url": f"{_EXTENSION}/medcom-core-contact-extension",
            "valueContactPoint": {"system": "phone", "value": author.phone},
        },
    ]
