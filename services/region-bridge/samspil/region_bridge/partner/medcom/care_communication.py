"""MedCom's CareCommunication 5.0 (korrespondancemeddelelse) as we write it: one new text about a citizen."""

from collections.abc import Iterator
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
    SENDER_EXTENSION,
    profile,
)
from samspil.region_bridge.partner.medcom.letter import Addressee, Before, Spoken
from samspil.region_bridge.partner.medcom.letter import Author as Author
from samspil.region_bridge.partner.medcom.letter import Letter as Letter
from samspil.region_bridge.partner.medcom.organisation import Organisation
from samspil.region_bridge.partner.medcom.payload import payload, practitioner
from samspil.vocabulary.cpr import CprKind

EVENT: Final = "care-communication-message"
NEW, REPLY = "new-message", "reply-message"

_DEFINITION = f"{IG}/messagedefinitions/MessageDefinition/MedComCareCommunicationMessageDefinition|5.0"
_PROVENANCE = profile("carecommunication", "medcom-careCommunication-provenance")
SYSTEMS: Final = {
    CprKind.CIVIL: (CPR, "official"),
    CprKind.NATIONAL_REPLACEMENT: (NATIONAL_REPLACEMENT, "temp"),
    CprKind.REGIONAL_REPLACEMENT: (REGIONAL_REPLACEMENT, "temp"),
}
"""By which numbers the region knows people; administrative replacement numbers are in none of its systems."""


def care_communication(
    letter: Letter,
    message_id: UUID,
    us: Organisation,
    to: Organisation,
    author: Author,
    now: datetime,
    before: Before | None = None,
) -> bytes:
    """The message, written again at the same moment it is the same; ``author`` signs for who has not signed.

    In a thread it repeats what stands there, the newest last, and follows its newest message.
    """
    own = str(message_id)
    before = before or Before(UUID(part_id(own, "thread")), is_reply=False)
    parties = _Parties(own, us, to)
    signer = letter.author or author
    patient = _patient(letter, part_id(own, "patient"))
    role, person = practitioner(signer, part_id(own, "role"), part_id(own, "practitioner"))
    if signer.is_person:
        role["organization"] = reference(parties.ours)
    segment = segment_of(message_id)
    repeated = [_repeat(one, own, parties) for one in before.spoken]
    recipient = _recipient(before.to, own, parties) if before.to else []
    communication: Resource = {
        "resourceType": "Communication",
        "id": part_id(own, "communication"),
        "meta": profile("carecommunication", "medcom-careCommunication-communication"),
        **(
            {"extension": [{"url": SENDER_EXTENSION, "valueReference": reference(role)}]}
            if signer.is_person
            else {}
        ),
        "identifier": [{"value": before.thread.urn}],
        "status": "unknown",
        "category": [{"coding": [{"system": CATEGORY_CODES, "code": letter.category.value}]}],
        **({"priority": letter.urgency.value} if letter.urgency else {}),
        "subject": reference(patient),
        "topic": {"text": letter.topic},
        **({"recipient": [reference(recipient[0])]} if recipient else {}),
        "payload": [
            *(one for one, _ in repeated),
            payload(Spoken(segment, now, us, letter.text, signer), parties.ours, role),
        ],
    }
    head = header(
        own,
        profile("carecommunication", "medcom-careCommunication-messageHeader"),
        EVENT,
        sender=(us, parties.ours),
        receiver=(to, parties.theirs),
        more={"focus": [reference(communication)], "definition": _DEFINITION},
    )
    sent = provenance(
        part_id(own, "provenance"),
        _PROVENANCE,
        REPLY if before.is_reply else NEW,
        target=own,
        occurred=now,
        who=parties.ours,
        entity=_entities((segment,), before.after),
    )
    chain = [*_chain(before, own, parties), sent]
    people = [role, person, *recipient, *(each for _, signed in repeated for each in signed)]
    return message_bundle(
        part_id(own, "bundle"),
        profile("carecommunication", "medcom-careCommunication-message"),
        now,
        [head, patient, communication, *people, *parties.all, *chain],
    )


def segment_of(message_id: UUID) -> UUID:
    """The identifier of the text that a message of ours brings."""
    return UUID(part_id(str(message_id), "segment"))


class _Parties:
    """The organisations that a message names, each once."""

    def __init__(self, own: str, us: Organisation, to: Organisation) -> None:
        self._own = own
        self._named: dict[str, Resource] = {}
        self.ours, self.theirs = self.named(us), self.named(to)

    def named(self, one: Organisation | None) -> Resource:
        """Its resource; without one, of whom we write to."""
        if one is None:
            return self.theirs
        made = organization(one, part_id(self._own, one.sor))
        return self._named.setdefault(one.sor, made)

    @property
    def all(self) -> list[Resource]:
        """Ours, theirs, and whoever else took part in the thread."""
        return list(self._named.values())


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


def _repeat(one: Spoken, own: str, parties: _Parties) -> tuple[dict[str, Any], list[Resource]]:
    """A text of the thread, and who signed it."""
    by = parties.named(one.by)
    if one.author is None:
        return payload(one, by, None), []
    role, person = practitioner(
        one.author, part_id(own, f"role/{one.id}"), part_id(own, f"practitioner/{one.id}")
    )
    return payload(one, by, role), [role, person]


def _recipient(to: Addressee, own: str, parties: _Parties) -> list[Resource]:
    """Whom within their organisation it is for, and beside a role whose it is."""
    if to.is_team:
        return [
            {
                "resourceType": "CareTeam",
                "id": part_id(own, "recipient"),
                "meta": profile("core", "medcom-core-careteam"),
                "name": to.name,
                "managingOrganization": [reference(parties.theirs)],
            }
        ]
    signer = Author(to.name, "", to.role or "", is_person=True)
    role, person = practitioner(signer, part_id(own, "recipient"), part_id(own, "recipient/person"))
    return [{**role, "organization": reference(parties.theirs)}, person]


def _chain(before: Before, own: str, parties: _Parties) -> Iterator[Resource]:
    for one in before.done:
        yield provenance(
            part_id(own, f"provenance/{one.message_id}"),
            _PROVENANCE,
            one.activity,
            target=one.message_id,
            occurred=one.at,
            who=parties.named(one.by),
            entity=_entities(one.brings, one.after),
        )


def _entities(brings: tuple[UUID, ...], after: str | None) -> Iterator[dict[str, Any]]:
    for segment in brings:
        yield {"role": "source", "what": {"identifier": {"value": segment.urn}}}
    if after is not None:
        yield {"role": "revision", "what": {"reference": f"MessageHeader/{after}"}}
