"""The region as the courier knows it: what is opened for a letter, whom it names, and what may not leave."""

import json
from dataclasses import replace
from datetime import date, timedelta
from typing import Any, cast
from uuid import UUID

import pytest

from kept_in_memory import MemoryKeyring
from medcom import AUTHOR, NOW, REGION, US, resources
from samspil.contracts.delivery import Told
from samspil.contracts.disclosure import Identity
from samspil.exchange.courier import Answer, Undeliverable
from samspil.exchange.delivery import Content
from samspil.region_bridge.domain.correspondence import Correspondence
from samspil.region_bridge.partner.region import NobodyKnown, Region
from samspil.rulebook.organisations import Organisation, Organisations, ReceiverType
from samspil.testkit.builders import CITIZEN
from samspil.testkit.people import ADMINISTRATIVE_REPLACEMENT, BRUNO, NANCY, NATIONAL_REPLACEMENT, Person
from samspil.vocabulary.citizen_id import CitizenId
from samspil.vocabulary.sealed import Sealed

DELIVERY = UUID(int=7)
DAY = date(2026, 1, 1)
THEIRS = Organisation(
    name="Regionen",
    sor=REGION.sor,
    gln=REGION.gln,
    units=("REGION-1",),
    is_our_region=True,
    valid_from=DAY,
    source="",
)
HOSPITAL = Organisation(
    name="Hospitalet",
    sor="999990000000077",
    gln="5799999900778",
    units=("WARD-1",),
    valid_from=DAY,
    source="",
)


class Door:
    """The way to the region: takes everything, and keeps it."""

    def __init__(self) -> None:
        self.taken: list[tuple[str, bytes]] = []
        self.answer = Answer.REFUSED

    async def hand_over(self, message_id: str, body: bytes) -> Answer:
        self.taken.append((message_id, body))
        return self.answer


class Scene:
    """One citizen who is known to the region, or not."""

    def __init__(self, person: Person | None, type_: ReceiverType = ReceiverType.A) -> None:
        self.now = NOW
        self.threads: dict[UUID, Correspondence] = {}
        self.keyring, self.door, self._person = MemoryKeyring(), Door(), person
        self.region = Region(
            cast(Any, self.keyring),
            cast(Any, self.door),
            self._identity_of,
            self._correspondence_of,
            us=US,
            organisations=Organisations((replace(THEIRS, receiver_type=type_), HOSPITAL)),
            author=AUTHOR,
            now=lambda: self.now,
        )

    async def _identity_of(self, citizen: CitizenId) -> Identity | None:
        if self._person is None or citizen != CITIZEN:
            return None
        seal = self.keyring.seal
        return Identity(
            cpr=await seal(citizen, "cpr", self._person.cpr.number),
            name=await seal(citizen, "name", self._person.name),
        )

    async def _correspondence_of(self, citizen: CitizenId, thread_id: UUID) -> Correspondence:
        return self.threads.get(thread_id) or Correspondence.nothing(thread_id)

    async def letter(self, told: Told, **tells: str) -> dict[str, list[dict[str, Any]]]:
        body = {name: await self.keyring.seal(CITIZEN, "name", text) for name, text in tells.items()}
        written = await self.region.compose(CITIZEN, Content(told, body), DELIVERY)
        return resources(written.encode())


@pytest.mark.parametrize("person", [BRUNO, NATIONAL_REPLACEMENT])
async def test_a_letter_names_its_citizen_and_tells_what_was_sealed(person: Person) -> None:
    scene = Scene(person)

    said = await scene.letter(Told.CONTACT_PERSON, name="Aisha Digtet")

    (patient,) = said["Patient"]
    assert patient["identifier"][0]["value"] == person.cpr.number
    assert patient["name"][0]["family"] == person.name.split()[-1]
    (communication,) = said["Communication"]
    assert communication["payload"][0]["contentString"] == "Kontaktperson i socialpsykiatrien: Aisha Digtet"
    (head,) = said["MessageHeader"]
    assert head["id"] == str(DELIVERY)
    assert head["source"]["endpoint"] == US.endpoint
    assert [one["endpoint"] for one in head["destination"]] == [REGION.endpoint]
    assert [one.why for one in scene.keyring.accesses] == ["tell-region"]


async def test_the_end_of_sharing_names_nobody_but_the_citizen() -> None:
    said = await Scene(NANCY).letter(Told.SHARING_ENDED)

    assert said["Patient"][0]["identifier"][0]["value"] == NANCY.cpr.number
    assert said["Communication"][0]["payload"][0]["contentString"] == (
        "Socialpsykiatrien deler ikke længere oplysninger om borgeren."
    )


async def test_somebody_whom_the_region_cannot_know_by_number_is_never_told_of() -> None:
    with pytest.raises(Undeliverable):
        await Scene(ADMINISTRATIVE_REPLACEMENT).letter(Told.SHARING_ENDED)


async def test_of_somebody_who_was_never_named_nothing_can_be_worded_yet() -> None:
    with pytest.raises(NobodyKnown):
        await Scene(None).letter(Told.SHARING_ENDED)


async def test_what_is_kept_is_sealed_and_each_transmission_has_a_bundle_id_and_a_time_of_its_own() -> None:
    scene = Scene(BRUNO)
    body = await scene.region.compose(CITIZEN, Content(Told.SHARING_ENDED, {}), DELIVERY)

    kept = await scene.region.seal(CITIZEN, body)
    opened = await scene.region.open(CITIZEN, kept)
    for number in (1, 2, 3):
        scene.now = NOW + number * timedelta(minutes=30)
        assert await scene.region.send(DELIVERY, opened, number) is Answer.REFUSED

    assert (Sealed(kept).kind, opened) == ("message", body)
    sent = [json.loads(taken) for _, taken in scene.door.taken]
    assert len({one.pop("id") for one in sent} | {str(DELIVERY)}) == 4
    assert [one.pop("timestamp") for one in sent] == [
        (NOW + number * timedelta(minutes=30)).isoformat() for number in (1, 2, 3)
    ]
    assert sent[0] == sent[1] == sent[2]
    assert sent[0]["entry"][0]["resource"]["id"] == str(DELIVERY)
    assert {id_ for id_, _ in scene.door.taken} == {str(DELIVERY)}
    assert [one.why for one in scene.keyring.accesses] == ["tell-region", "tell-region-again"]


@pytest.mark.parametrize(
    ("type_", "answers", "expected"),
    [
        (ReceiverType.A, Answer.TAKEN, Answer.TAKEN),
        (ReceiverType.C, Answer.TAKEN, Answer.ACKNOWLEDGED),
        (ReceiverType.C, Answer.REFUSED, Answer.REFUSED),
    ],
)
async def test_to_who_never_acknowledges_that_a_message_was_taken_is_the_end(
    type_: ReceiverType, answers: Answer, expected: Answer
) -> None:
    scene = Scene(BRUNO, type_)
    scene.door.answer = answers
    body = await scene.region.compose(CITIZEN, Content(Told.SHARING_ENDED, {}), DELIVERY)

    assert await scene.region.send(DELIVERY, body, 1) is expected
