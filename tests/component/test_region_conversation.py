"""A ward writes, somebody here answers, and the ward answers back: one thread, and nothing told twice."""

from collections.abc import AsyncIterator
from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest

from samspil.contracts.disclosure import DisclosedMessage
from samspil.contracts.hospital import HospitalMessageReceived
from samspil.contracts.message import Category
from samspil.sandboxes.region.threads import Signer, Thread
from samspil.sandboxes.region.ward import Words, Writes
from samspil.sealing.access import Access
from samspil.testkit.people import BRUNO
from samspil.testkit.region_bridge import RegionBridge, region_bridge
from samspil.testkit.servers import Servers
from samspil.vocabulary.citizen_id import CitizenId
from samspil.vocabulary.role import Role
from samspil.vocabulary.sector import Sector

LOOKS = Access(who="test", role="caseworker", sector=Sector.SOCIAL, why="read-message")
WARD = Signer("Emma Test Waters", "Sygeplejerske", "87654321")
UNTIL = date.today() + timedelta(days=30)  # noqa: DTZ011  # any later day will do


@pytest.fixture
async def bridge(servers: Servers) -> AsyncIterator[RegionBridge]:
    async with region_bridge(servers) as bridge:
        yield bridge


async def disclosed(
    bridge: RegionBridge, citizen: CitizenId, thread: UUID, words: str, answers: UUID | None = None
) -> DisclosedMessage:
    seal = bridge.keyring.seal
    return DisclosedMessage(
        message_id=uuid4(),
        thread_id=thread,
        answers=answers,
        category=Category.DISCHARGE,
        urgency=None,
        topic=await seal(citizen, "words", "Udskrivning"),
        words=await seal(citizen, "words", words),
        name=await seal(citizen, "name", "Ida Test Opdigtet"),
        role=Role.SUPPORT_WORKER,
        phone=await seal(citizen, "phone", "12345678"),
        to_unit="REGION-1",
        until=UNTIL,
    )


async def received(bridge: RegionBridge, citizen: CitizenId) -> list[HospitalMessageReceived]:
    facts = [event.data for event in await bridge.said(citizen)]
    return [one for one in facts if isinstance(one, HospitalMessageReceived)]


async def test_a_thread_goes_back_and_forth_and_each_text_is_told_once(
    bridge: RegionBridge,
) -> None:
    citizen = await bridge.disclose(BRUNO, messages=True)
    ward = Thread(f"urn:uuid:{uuid4()}", BRUNO.cpr.number, BRUNO.name, "discharge", "Udskrivning")
    asked = await bridge.sandbox.write(Writes.NEW, ward, Words(WARD, ("Hvem tager imod ham?",)))
    assert (asked.status, asked.code) == (200, "ok")
    (question,) = await received(bridge, citizen)

    answer = await disclosed(bridge, citizen, question.thread_id, "Det gør jeg.", question.message_id)
    await bridge.disclose(BRUNO, messages=True, written=(answer,))
    await bridge.courier.round()

    (letter,) = bridge.sandbox.memory.received
    assert (letter.activity, letter.category, letter.text) == ("reply-message", "discharge", "Det gør jeg.")
    known = bridge.sandbox.memory.thread(ward.id)
    assert known is not None
    assert {one.text for one in known.segments} == {"Hvem tager imod ham?", "Det gør jeg."}
    assert {(one.activity, one.ours, one.before) for one in known.steps} == {
        ("new-message", True, None),
        ("reply-message", False, asked.message_id),
    }

    thanked = await bridge.sandbox.write(Writes.REPLY, known, Words(WARD, ("Tak.",)))
    assert (thanked.status, thanked.code) == (200, "ok")
    _, thanks = await received(bridge, citizen)
    assert thanks.thread_id == question.thread_id
    opened = [
        await bridge.keyring.open(citizen, {"words": one.words}, LOOKS)
        for one in thanks.segments
        if one.words is not None
    ]
    assert opened == [{"words": "Tak."}], "of what stood in the thread before, nothing again"

    more = await disclosed(bridge, citizen, question.thread_id, "Selv tak.", thanks.message_id)
    await bridge.disclose(BRUNO, messages=True, written=(answer, more))
    await bridge.courier.round()
    await bridge.courier.round()

    texts = [one.text for one in bridge.sandbox.memory.received]
    assert texts == ["Det gør jeg.", "Selv tak."]
    known = bridge.sandbox.memory.thread(ward.id)
    assert known is not None
    assert sorted(one.text for one in known.segments) == [
        *("Det gør jeg.", "Hvem tager imod ham?", "Selv tak.", "Tak."),
    ]
    assert "Selv tak" not in await bridge.everything()


async def test_what_we_begin_is_a_thread_of_ours_and_what_we_add_follows_it(bridge: RegionBridge) -> None:
    citizen = await bridge.disclose(BRUNO, messages=True)
    thread = uuid4()
    first = await disclosed(bridge, citizen, thread, "Han kommer hjem på fredag.")
    await bridge.disclose(BRUNO, messages=True, written=(first,))
    await bridge.courier.round()
    second = await disclosed(bridge, citizen, thread, "Nej, på lørdag.")
    await bridge.disclose(BRUNO, messages=True, written=(first, second))
    await bridge.courier.round()

    told = bridge.sandbox.memory.received
    assert [(one.activity, one.text) for one in told] == [
        ("new-message", "Han kommer hjem på fredag."),
        ("reply-message", "Nej, på lørdag."),
    ]
    assert {one.thread for one in told} == {f"urn:uuid:{thread}"}
