"""An answer to the region stands in its thread: it repeats it, follows the newest, and goes to who wrote."""

import json
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid5

import pytest

from medcom import NOW, REGION, US, resources, shape
from published import examples, needs_standards
from region_told import DELIVERY, Scene
from samspil.contracts.delivery import Told
from samspil.contracts.hospital_messages import Attachment, Segment
from samspil.contracts.message import Category
from samspil.exchange.delivery import Content
from samspil.region_bridge.domain.correspondence import Correspondence
from samspil.region_bridge.domain.thread import (
    Addressee,
    Correspondent,
    Headline,
    Party,
    Payload,
    Step,
    Thread,
    note_of,
)
from samspil.region_bridge.partner.correspondents import CORRESPONDENT, PARTY
from samspil.testkit.builders import CITIZEN
from samspil.testkit.people import BRUNO
from samspil.vocabulary.sealed import Sealed

THREAD, ASKED, FILE, TEXT = (UUID(int=n) for n in (31, 32, 33, 34))
WARD = Party("999990000000088", "5799999900884")
MINUTE = timedelta(minutes=1)


async def a_thread(
    scene: Scene, addressee: Addressee | None = None, party: Party | None = WARD, **more: Any
) -> Correspondence:
    """They wrote a text with a file in it."""

    async def seal(kind: str, text: str) -> Sealed:
        return await scene.keyring.seal(CITIZEN, kind, text)

    by = await seal("party", PARTY.dump_json(WARD).decode())
    headline = Headline(
        Category.DISCHARGE,
        None,
        None,
        await seal("party", CORRESPONDENT.dump_json(Correspondent(party, addressee)).decode()),
    )
    step = Step(str(ASKED), "new-message", NOW - MINUTE, by, False, (TEXT, FILE), None, True)
    text = Segment(
        segment_id=TEXT,
        written_at=NOW - MINUTE,
        words=await seal("words", "Hvem tager imod hende?"),
        author=await seal("name", "Emma Test Waters"),
        role=await seal("words", "sygeplejerske"),
        phone=await seal("phone", "87654321"),
    )
    file = Attachment(
        attachment_id=FILE,
        title=await seal("words", "Medicinliste"),
        media_type="application/pdf",
        size=1,
        attached_at=NOW - MINUTE,
    )
    thread = Thread(uuid5(THREAD, str(CITIZEN)), THREAD, (step,), (TEXT, FILE), headline)
    payloads = (Payload(TEXT, text, by), Payload(FILE, file, by))
    return Correspondence(thread, payloads, **more)


async def answer(scene: Scene, delivery: UUID = DELIVERY, **changed: str) -> dict[str, list[dict[str, Any]]]:
    body: dict[str, str] = {
        "message": str(UUID(int=41)),
        "thread": str(THREAD),
        "answers": str(ASKED),
        "unit": "REGION-1",
        "category": "discharge",
        "role": "caseworker",
    }
    for name, text in {"topic": "Svar", "words": "Det gør vi.", "name": "Ida Test", "phone": "1"}.items():
        body[name] = await scene.keyring.seal(CITIZEN, "words", text)
    written = await scene.region.compose(CITIZEN, Content(Told.MESSAGE, {**body, **changed}), delivery)
    scene.bodies.append(written)
    return resources(written.encode())


def steps(said: dict[str, list[dict[str, Any]]]) -> list[tuple[str, str, str | None, list[str]]]:
    """Each message of the chain: whose it is, what it did, after which, and which texts it brought."""
    found = []
    for one in said["Provenance"]:
        entities = [(it["role"], it["what"]) for it in one.get("entity", [])]
        after = [what["reference"].rpartition("/")[2] for role, what in entities if role == "revision"]
        brings = [what["identifier"]["value"] for role, what in entities if role == "source"]
        target = one["target"][0]["reference"].rpartition("/")[2]
        found.append((target, one["activity"]["coding"][0]["code"], *(after or [None]), brings))
    return found


def organisation(said: dict[str, list[dict[str, Any]]], reference: dict[str, str]) -> str:
    """The SOR number behind a reference."""
    (found,) = [one for one in said["Organization"] if reference["reference"].endswith(one["id"])]
    return str(found["identifier"][1]["value"])


async def test_an_answer_repeats_the_thread_follows_its_newest_message_and_goes_to_who_wrote() -> None:
    scene = Scene(BRUNO)
    scene.threads[THREAD] = await a_thread(scene)

    said = await answer(scene)

    (communication,) = said["Communication"]
    assert communication["identifier"] == [{"value": f"urn:uuid:{THREAD}"}]
    texts = [one.get("contentString") or one["contentAttachment"] for one in communication["payload"]]
    assert texts == [
        "Hvem tager imod hende?",
        {"contentType": "application/pdf", "title": "Medicinliste"},
        "Det gør vi.",
    ]
    own = communication["payload"][-1]["extension"][1]["valueIdentifier"]["value"]
    assert steps(said) == [
        (str(ASKED), "new-message", None, [f"urn:uuid:{TEXT}", f"urn:uuid:{FILE}"]),
        (str(DELIVERY), "reply-message", str(ASKED), [own]),
    ]
    assert organisation(said, said["MessageHeader"][0]["destination"][0]["receiver"]) == WARD.sor
    assert organisation(said, said["Provenance"][0]["agent"][0]["who"]) == WARD.sor
    assert organisation(said, said["Provenance"][1]["agent"][0]["who"]) == US.sor
    assigners = [one["extension"][1]["valueIdentifier"]["assigner"] for one in communication["payload"]]
    assert [organisation(said, one) for one in assigners] == [WARD.sor, WARD.sor, US.sor]
    signed = [one["name"][0]["family"] for one in said["Practitioner"]]
    assert signed == ["Test", "Waters"]


@pytest.mark.parametrize(
    ("addressee", "expected"),
    [
        (Addressee("PractitionerRole", "Emma Test Waters", "læge"), "PractitionerRole"),
        (Addressee("PractitionerRole", "Emma Test Waters"), "PractitionerRole"),
        (Addressee("CareTeam", "Team 1"), "CareTeam"),
        (Addressee("PractitionerRole", None, "læge"), None),
        (None, None),
    ],
)
async def test_the_specific_sender_of_theirs_is_the_specific_recipient_of_the_answer(
    addressee: Addressee | None, expected: str | None
) -> None:
    scene = Scene(BRUNO)
    scene.threads[THREAD] = await a_thread(scene, addressee)

    said = await answer(scene)

    recipients = said["Communication"][0].get("recipient", [])
    assert [one["reference"].partition("/")[0] for one in recipients] == ([expected] if expected else [])
    for one in recipients:
        (found,) = [it for it in said[str(expected)] if one["reference"].endswith(it["id"])]
        whose = found.get("organization") or found["managingOrganization"][0]
        assert whose == said["MessageHeader"][0]["destination"][0]["receiver"]
        if expected == "PractitionerRole":
            assert found["practitioner"]["reference"] in {
                f"Practitioner/{it['id']}" for it in said["Practitioner"]
            }


async def test_of_a_thread_that_nobody_knows_an_answer_has_the_id_and_no_chain() -> None:
    said = await answer(Scene(BRUNO))

    assert said["Communication"][0]["identifier"] == [{"value": f"urn:uuid:{THREAD}"}]
    ((_, activity, after, _),) = steps(said)
    assert (activity, after) == ("reply-message", None)
    assert organisation(said, said["MessageHeader"][0]["destination"][0]["receiver"]) == REGION.sor


async def test_what_we_add_to_a_thread_of_ours_follows_what_we_wrote_and_repeats_it_as_it_left() -> None:
    scene = Scene(BRUNO)
    first = await answer(scene, UUID(int=8))
    scene.now += MINUTE
    kept = await scene.region.seal(CITIZEN, scene.bodies[0])
    scene.threads[THREAD] = Correspondence(Thread(THREAD, THREAD), ours=(kept,))

    second = await answer(scene)

    assert [one[:3] for one in steps(second)] == [
        (str(UUID(int=8)), "reply-message", None),
        (str(DELIVERY), "reply-message", str(UUID(int=8))),
    ]
    repeated, own = second["Communication"][0]["payload"]
    before = first["Communication"][0]["payload"][0]
    assert repeated["contentString"] == before["contentString"] == own["contentString"]
    assert repeated["extension"][0] == before["extension"][0]
    assert (
        repeated["extension"][1]["valueIdentifier"]["value"]
        == (before["extension"][1]["valueIdentifier"]["value"])
    )
    assert repeated["extension"][3] == before["extension"][3]
    assert len({one["id"] for kind in second.values() for one in kind}) == sum(map(len, second.values()))


async def test_both_sides_of_a_thread_stand_in_the_order_in_which_they_were_written_each_once() -> None:
    scene = Scene(BRUNO)
    scene.threads[THREAD] = await a_thread(scene)
    await answer(scene, UUID(int=8))
    scene.now += MINUTE
    kept = await scene.region.seal(CITIZEN, scene.bodies[0])
    known = await a_thread(scene, ours=(kept,))
    ours = Step(str(UUID(int=8)), "reply-message", NOW, None, True, (), str(ASKED), True)
    thread = known.thread
    known = known._replace(
        thread=Thread(thread.id, THREAD, (*thread.steps, ours), thread.known, thread.headline)
    )
    scene.threads[THREAD] = known

    said = await answer(scene)

    assert [one[:3] for one in steps(said)] == [
        (str(ASKED), "new-message", None),
        (str(UUID(int=8)), "reply-message", str(ASKED)),
        (str(DELIVERY), "reply-message", str(UUID(int=8))),
    ]
    texts = [one.get("contentString", "file") for one in said["Communication"][0]["payload"]]
    assert texts == ["Hvem tager imod hende?", "file", "Det gør vi.", "Det gør vi."]


async def test_that_a_file_did_not_come_along_is_told_to_nobody_but_us() -> None:
    scene = Scene(BRUNO)
    known = await a_thread(scene)
    note = Payload(
        note_of(FILE),
        Segment(
            segment_id=note_of(FILE),
            written_at=NOW,
            words=await scene.keyring.seal(CITIZEN, "words", "Filen er ikke med"),
            author=None,
            role=None,
            phone=None,
        ),
        None,
    )
    scene.threads[THREAD] = known._replace(payloads=(*known.payloads, note))

    said = await answer(scene)

    assert "Filen er ikke med" not in json.dumps(said, ensure_ascii=False)


async def test_who_signed_with_nothing_is_unknown_and_a_text_too_long_to_keep_is_left_out() -> None:
    scene = Scene(BRUNO)
    bare = Segment(
        segment_id=TEXT,
        written_at=NOW - MINUTE,
        words=await scene.keyring.seal(CITIZEN, "words", "Hej"),
        author=None,
        role=None,
        phone=None,
    )
    long = Segment(
        segment_id=FILE,
        written_at=NOW - MINUTE,
        words=None,
        document_id=FILE,
        author=None,
        role=None,
        phone=None,
    )
    payloads = (Payload(TEXT, bare, None), Payload(FILE, long, None))
    scene.threads[THREAD] = Correspondence(Thread(THREAD, THREAD), payloads)

    said = await answer(scene)

    texts = [one["contentString"] for one in said["Communication"][0]["payload"]]
    assert texts == ["Hej", "Det gør vi."]
    assert said["Communication"][0]["payload"][0]["extension"][3]["valueContactPoint"]["value"] == "ukendt"


@needs_standards
async def test_an_answer_is_built_like_a_published_one() -> None:
    scene = Scene(BRUNO)
    scene.threads[THREAD] = await a_thread(scene)
    await answer(scene)
    (file,) = (
        one
        for one in examples("medcom/examples/carecommunication/carecommunication-5.0.2")
        if "3dcb5618" in one.name
    )

    missing = shape(json.loads(file.read_text())) - shape(json.loads(scene.bodies[0]))

    assert missing <= {
        "Organization.name:str",
        "PractitionerRole.code[].coding[].code:str",
        "PractitionerRole.code[].coding[].system:str",
        # Of a file that is repeated only what says which one it is.
        "Communication.payload[].contentAttachment.creation:str",
    }
