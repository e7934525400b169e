"""The region as the courier knows it: what is opened for a letter, whom it names, and what may not leave."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest

from medcom import NOW, REGION, US
from region_told import DELIVERY, THEIRS, Scene
from samspil.contracts.delivery import Told
from samspil.exchange.courier import Answer, Undeliverable
from samspil.exchange.delivery import Content
from samspil.region_bridge.partner.medcom.forms import Form, form_of, read_form
from samspil.region_bridge.partner.region import NobodyKnown
from samspil.rulebook.organisations import ReceiverForm, ReceiverType
from samspil.testkit.builders import CITIZEN
from samspil.testkit.people import ADMINISTRATIVE_REPLACEMENT, BRUNO, NANCY, NATIONAL_REPLACEMENT, Person
from samspil.vocabulary.sealed import Sealed


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
    scene = Scene(BRUNO, replace(THEIRS, receiver_type=type_))
    scene.door.answer = answers
    body = await scene.region.compose(CITIZEN, Content(Told.SHARING_ENDED, {}), DELIVERY)

    assert await scene.region.send(DELIVERY, body, 1) is expected


@pytest.mark.parametrize(("asked", "form"), [(ReceiverForm.JSON, Form.JSON), (ReceiverForm.XML, Form.XML)])
async def test_each_transmission_is_in_the_form_that_its_receiver_reads(
    asked: ReceiverForm, form: Form
) -> None:
    scene = Scene(BRUNO, replace(THEIRS, receiver_form=asked))
    body = await scene.region.compose(CITIZEN, Content(Told.SHARING_ENDED, {}), DELIVERY)

    for number in (1, 2, 3):
        await scene.region.send(DELIVERY, body, number)

    sent = [taken for _, taken in scene.door.taken]
    assert [form_of(one) for one in sent] == [form] * 3
    assert [{**read_form(one), "id": None} for one in sent] == [{**json.loads(body), "id": None}] * 3


async def test_whoever_is_in_the_rulebook_no_more_is_sent_json() -> None:
    scene = Scene(BRUNO, replace(THEIRS, receiver_form=ReceiverForm.XML))
    body = await scene.region.compose(CITIZEN, Content(Told.SHARING_ENDED, {}), DELIVERY)

    await scene.region.send(DELIVERY, body.replace(REGION.sor, "999990000000099"), 1)

    assert [form_of(taken) for _, taken in scene.door.taken] == [Form.JSON]
