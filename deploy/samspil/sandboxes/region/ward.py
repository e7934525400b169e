"""A ward writes: MedCom's CareCommunication 5.0, new, as a reply, or forwarded."""

from base64 import b64encode
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID, uuid5

from samspil.sandboxes.region.attachments import FILES, File
from samspil.sandboxes.region.course import Course
from samspil.sandboxes.region.fhir import (
    ENDPOINT,
    HOSPITAL,
    IG,
    REGION,
    SOCIAL,
    TERMINOLOGY,
    Resource,
    at,
    bundle,
    header,
    meta,
    new_id,
    person_number,
    provenance,
    reference,
)
from samspil.sandboxes.region.threads import Attached, Segment, Signer, Step, Thread

_GUIDE = "carecommunication"
_CORE = f"{IG}/core/StructureDefinition"
_DEFINITION = f"{IG}/messagedefinitions/MessageDefinition/MedComCareCommunicationMessageDefinition|5.0"
_NAMESPACE = UUID("6a4f61d8-2f53-5c0e-8d1b-0f6f7f1c9d27")


class Writes(StrEnum):
    """How a message comes to be."""

    NEW = "new"
    REPLY = "reply"
    FORWARD = "forward"


@dataclass(frozen=True, slots=True)
class Words:
    """What is written, and by whom."""

    signer: Signer
    texts: tuple[str, ...]
    """A segment each; at least one."""
    file: File | None = None


def write(
    how: Writes, thread: Thread, words: Words, now: datetime, stay: Course | None = None
) -> tuple[Thread, bytes]:
    """The thread with one more message, and the message; what is forwarded goes on in a thread of its own.

    With a stay the message tells of which one, so that an answer can.
    """
    if how is Writes.FORWARD:
        thread = replace(thread, id=f"urn:uuid:{new_id()}")
    segments = [Segment(f"urn:uuid:{new_id()}", now, True, words.signer, text) for text in words.texts]
    attached = [_attached(words.file, now)] if words.file else []
    step = Step(
        message_id=new_id(),
        activity=f"{how}-message",
        at=now,
        ours=True,
        introduces=(*(one.id for one in segments), *(one.id for one in attached)),
        before=thread.steps[-1].message_id if thread.steps else None,
    )
    thread = thread.joined(segments, attached, [step])
    sends = {one.id for one in (thread.attached if how is Writes.FORWARD else attached)}
    return thread, _message(thread, step, sends, now, stay)


def _attached(file: File, now: datetime) -> Attached:
    return Attached(f"urn:uuid:{new_id()}", now, True, FILES[file].title, FILES[file].kind, file)


def _message(thread: Thread, step: Step, sends: set[str], now: datetime, stay: Course | None) -> bytes:
    patient: Resource = {
        "resourceType": "Patient",
        "id": new_id(),
        "meta": meta("core", "medcom-core-patient"),
        "identifier": [person_number(thread.cpr)],
        "name": [{"use": "official", **_name(thread.name)}],
    }
    signers = {one.signer: _practitioner(one.signer.name, one.signer.role) for one in thread.segments}
    addressed = _practitioner(thread.recipient, "Kontaktperson", SOCIAL) if thread.recipient else ()
    encounter = _encounter(stay, patient) if stay else None
    said: Resource = {
        "resourceType": "Communication",
        "id": new_id(),
        "meta": meta(_GUIDE, "medcom-careCommunication-communication"),
        "identifier": [{"value": thread.id}],
        "status": "unknown",
        "category": [_coded("medcom-careCommunication-categoryCodes", thread.category)],
        "priority": thread.priority,
        "subject": reference(patient),
        "topic": {"text": thread.topic} if thread.topic else None,
        "encounter": reference(encounter) if encounter else None,
        "recipient": [reference(addressed[0])] if addressed else None,
        "payload": [
            *(_segment(one, signers[one.signer][0]) for one in thread.segments),
            *(_file(one, whole=one.id in sends) for one in thread.attached),
        ],
    }
    said = {name: value for name, value in said.items() if value is not None}
    head = header(
        step.message_id,
        meta(_GUIDE, "medcom-careCommunication-messageHeader"),
        "care-communication-message",
        {"focus": [reference(said)], "definition": _DEFINITION},
    )
    people = [one for pair in (*signers.values(), addressed) for one in pair]
    stays = [encounter] if encounter else []
    steps = [_provenance(one) for one in thread.steps]
    profile = meta(_GUIDE, "medcom-careCommunication-message")
    return bundle(profile, now, [head, patient, said, *stays, *people, SOCIAL, REGION, *steps])


def _name(name: str) -> dict[str, Any]:
    *given, family = name.split()
    return {"family": family, "given": given} if given else {"family": family}


def _coded(system: str, code: str) -> dict[str, Any]:
    return {"coding": [{"system": f"{TERMINOLOGY}/{system}", "code": code}]}


def _practitioner(name: str, role: str, of: Resource | None = None) -> tuple[Resource, Resource]:
    """In a role, and who has it."""
    own = f"{name}/{role}/{of and of['id']}"
    person: Resource = {
        "resourceType": "Practitioner",
        "id": str(uuid5(_NAMESPACE, f"practitioner {own}")),
        "meta": meta("core", "medcom-core-practitioner"),
        "name": [_name(name)],
    }
    has: Resource = {
        "resourceType": "PractitionerRole",
        "id": str(uuid5(_NAMESPACE, f"role {own}")),
        "meta": meta("core", "medcom-core-practitionerrole"),
        "practitioner": reference(person),
        **({"organization": reference(of)} if of else {}),
        "code": [{"text": role}],
    }
    return has, person


def _encounter(stay: Course, patient: Resource) -> Resource:
    return {
        "resourceType": "Encounter",
        "id": stay.encounter,
        "meta": meta("core", "medcom-core-encounter"),
        "status": stay.status,
        "class": {
            "system": "http://terminology.hl7.org/CodeSystem/v3-ActCode",
            "code": "EMER" if stay.emergency else "IMP",
        },
        "subject": reference(patient),
        "episodeOfCare": [{"identifier": {"system": f"{ENDPOINT}{HOSPITAL[0]}", "value": stay.episode}}],
    }


def _placed(one: Segment | Attached) -> list[Resource]:
    """When it was written, and which it is, by whom."""
    organisation = reference(REGION if one.ours else SOCIAL)
    return [
        {"url": f"{_CORE}/medcom-core-datetime-extension", "valueDateTime": at(one.at)},
        {
            "url": f"{_CORE}/medcom-core-identifier-extension",
            "valueIdentifier": {"value": one.id, "assigner": organisation},
        },
    ]


def _segment(one: Segment, role: Resource) -> Resource:
    phone = {"system": "phone", "value": one.signer.phone}
    signed: list[Resource] = [
        {"url": f"{_CORE}/medcom-core-practitioner-extension", "valueReference": reference(role)},
        {"url": f"{_CORE}/medcom-core-contact-extension", "valueContactPoint": phone},
    ]
    return {"extension": [*_placed(one), *signed], "contentString": one.text}


def _file(one: Attached, *, whole: bool) -> Resource:
    content: Resource = {"contentType": one.kind} if one.kind else {}
    if whole and one.file:
        content["data"] = b64encode(FILES[one.file].data).decode()
    return {
        "extension": _placed(one),
        "contentAttachment": {**content, "title": one.title, "creation": at(one.at)},
    }


def _provenance(step: Step) -> Resource:
    made = provenance(step.activity, step.message_id, step.at, step.before)
    made["meta"] = meta(_GUIDE, "medcom-careCommunication-provenance")
    made["agent"] = [{"who": reference(REGION if step.ours else SOCIAL)}]
    made["entity"] = [*_sources(step.introduces), *made.get("entity", ())]
    return made


def _sources(introduces: Iterable[str]) -> list[Resource]:
    return [{"role": "source", "what": {"identifier": {"value": id_}}} for id_ in introduces]
