"""Topics that keep the newest only, on real PostgreSQL: a newer record replaces an older one."""

from typing import Any
from uuid import uuid4

import pytest

from samspil.contracts import catalogue
from samspil.contracts.envelope import Event
from samspil.contracts.referral import ReferralUnanswered
from samspil.contracts.topics import Kept, Topic
from samspil.ledger.hear import Hearing
from samspil.ledger.parked import release
from samspil.testkit.ledger_kit import Toy, ToyTransaction
from samspil.testkit.memory_log import Listener, MemoryLog


@pytest.fixture
def disclosure(monkeypatch: pytest.MonkeyPatch) -> Topic:
    """A topic on which a newer record replaces an older one."""
    topic = Topic("disclosure.toy.v1", "overview", frozenset({"toy"}), Kept.NEWEST)
    monkeypatch.setitem(catalogue.FACTS, topic, (ReferralUnanswered,))
    return topic


def note_disclosure(heard: Event[Any], tx: ToyTransaction) -> None:
    if heard.source == "fails":
        raise ValueError
    tx.notes.note(heard.subject, heard, "disclosure.toy.v1")


def disclosed_to(toy: Toy, topic: Topic) -> Hearing[ToyTransaction]:
    return Hearing("toy", toy.store, {topic: {ReferralUnanswered: note_disclosure}})


async def test_where_newer_replaces_older_any_higher_number_is_next(
    toy: Toy, log: MemoryLog, disclosure: Topic
) -> None:
    citizen = uuid4()
    log.say(disclosure, citizen, 3, 7, 5, 7, 8)

    await Listener(disclosed_to(toy, disclosure), log, disclosure).hear_all()

    assert await toy.heard(citizen, disclosure) == [3, 7, 8]
    assert await toy.parked() == []


@pytest.mark.parametrize("newer", [3, 6])
async def test_where_newer_replaces_older_a_newer_record_overtakes_a_parked_one(
    toy: Toy, log: MemoryLog, disclosure: Topic, newer: int
) -> None:
    citizen = uuid4()
    hearing = disclosed_to(toy, disclosure)
    listener = Listener(hearing, log, disclosure)
    log.say(disclosure, citizen, 2)
    log.say(disclosure, citizen, 3, source="fails")
    await listener.hear_all()
    assert await toy.parked() == [(citizen, 3, "failed", "ValueError")]

    log.say(disclosure, citizen, newer)
    await listener.hear_all()
    await toy.drain(hearing)

    assert await toy.heard(citizen, disclosure) == [2, newer]
    assert await toy.parked() == []


async def test_where_newer_replaces_older_a_released_record_is_applied_although_numbers_are_missing(
    toy: Toy, log: MemoryLog, disclosure: Topic
) -> None:
    citizen, bad = uuid4(), {4, 7}

    def handle(heard: Event[Any], tx: ToyTransaction) -> None:
        tx.notes.note(heard.subject, heard, disclosure.name)
        if heard.seq in bad:
            raise ValueError

    hearing = Hearing("toy", toy.store, {disclosure: {ReferralUnanswered: handle}})
    log.say(disclosure, citizen, 2, 4, 7)
    await Listener(hearing, log, disclosure).hear_all()
    assert [row[1:] for row in await toy.parked()] == [
        (4, "failed", "ValueError"),
        (7, "failed", "ValueError"),
    ]

    bad.discard(7)
    async with toy.pool.acquire() as connection:
        await release(connection)
    await toy.drain(hearing)

    assert await toy.heard(citizen, disclosure) == [2, 7]
    assert await toy.parked() == []
