"""Draining on real PostgreSQL: what waited is applied in order, once nothing is missing before it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar
from uuid import uuid4

import pytest
from pydantic import AwareDatetime

from samspil.contracts import catalogue, topics
from samspil.contracts.envelope import Event
from samspil.contracts.referral import FACTS, ReferralUnanswered
from samspil.ledger.drain import drain
from samspil.ledger.parked import release
from samspil.testkit.ledger_kit import Toy, ToyTransaction, take_note
from samspil.testkit.memory_log import THEN, Listener, MemoryLog

BOTH = (topics.CITIZEN, topics.REFERRAL)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferralSung:
    """A fact that an older binary does not know."""

    TYPE: ClassVar[str] = "referral.sung.v1"
    ABOUT: ClassVar[str] = "subject"

    occurred_at: AwareDatetime


UNKNOWN: dict[str, Any] = {"type": ReferralSung.TYPE, "data": {"occurred_at": THEN.isoformat()}}


@pytest.fixture
def newer(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """Call it to have the binary that knows ``ReferralSung``."""

    def deploy() -> None:
        monkeypatch.setitem(catalogue.FACTS, topics.REFERRAL, (*FACTS, ReferralSung))
        catalogue.reader.cache_clear()

    yield deploy
    monkeypatch.undo()
    catalogue.reader.cache_clear()


async def free(toy: Toy, **which: Any) -> int:
    async with toy.pool.acquire() as connection:
        return await release(connection, **which)


async def test_a_gap_that_is_filled_later_is_drained_in_order(toy: Toy, log: MemoryLog) -> None:
    citizen = uuid4()
    hearing = toy.hearing()
    listener = Listener(hearing, log, *BOTH)
    log.say(topics.REFERRAL, citizen, 1, 4, 3, 5)
    await listener.hear_all()
    assert await toy.heard(citizen) == [1]
    await toy.drain(hearing)
    assert await toy.heard(citizen) == [1]

    log.say(topics.REFERRAL, citizen, 2)
    await listener.hear_all()
    await toy.drain(hearing)

    assert await toy.heard(citizen) == [1, 2, 3, 4, 5]
    assert await toy.parked() == []


async def test_a_gap_that_is_filled_within_its_own_poll_is_drained(toy: Toy, log: MemoryLog) -> None:
    citizen = uuid4()
    hearing = toy.hearing()
    log.say(topics.REFERRAL, citizen, 2, 1)

    await Listener(hearing, log, *BOTH).hear_all()
    await toy.drain(hearing)

    assert await toy.heard(citizen) == [1, 2]
    assert await toy.parked() == []


async def test_an_unknown_type_is_applied_after_release_by_a_binary_that_knows_it(
    toy: Toy, log: MemoryLog, newer: Any
) -> None:
    citizen = uuid4()
    older = toy.hearing()
    log.say(topics.REFERRAL, citizen, 1)
    log.say(topics.REFERRAL, citizen, 2, **UNKNOWN)
    log.say(topics.REFERRAL, citizen, 3)
    await Listener(older, log, *BOTH).hear_all()

    assert await free(toy) == 1
    await toy.drain(older)  # released too early: it fails again, and nothing is lost
    assert await toy.parked() == [(citizen, 2, "failed", "TypeUnknown"), (citizen, 3, "waiting", "Gap")]
    assert await toy.fetch("SELECT attempts FROM parked WHERE seq = 2") == [(2,)]

    newer()
    assert await free(toy) == 1
    await toy.drain(toy.hearing(facts=(ReferralSung, ReferralUnanswered)))

    assert await toy.heard(citizen) == [1, 2, 3]
    assert await toy.parked() == []


async def test_what_waits_behind_a_parked_record_is_drained_so_many_a_transaction(
    toy: Toy, log: MemoryLog, newer: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("samspil.ledger.drain.AT_ONCE", 5)
    citizen, other = uuid4(), uuid4()
    log.say(topics.REFERRAL, citizen, 1, **UNKNOWN)
    log.say(topics.REFERRAL, citizen, *range(2, 13))
    log.say(topics.REFERRAL, other, 1)
    await Listener(toy.hearing(), log, *BOTH).hear_all()
    assert await toy.heard(other) == [1]
    newer()
    await free(toy)

    clock = toy.clock(drain=drain(toy.hearing(facts=(ReferralSung, ReferralUnanswered))))
    drained = []
    while await clock.tick():
        drained.append(len(await toy.heard(citizen)))

    assert drained == [5, 10, 12]
    assert await toy.heard(citizen) == list(range(1, 13))
    assert await toy.parked() == []


async def test_while_the_first_of_many_fails_the_drain_is_over_and_does_not_begin_again(
    toy: Toy, log: MemoryLog, newer: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("samspil.ledger.drain.AT_ONCE", 2)
    citizen = uuid4()
    hearing = toy.hearing()
    log.say(topics.REFERRAL, citizen, 1, **UNKNOWN)
    log.say(topics.REFERRAL, citizen, *range(2, 6))
    await Listener(hearing, log, *BOTH).hear_all()
    await free(toy)

    await toy.clock(drain=drain(hearing)).tick()

    assert await toy.fetch("SELECT FROM due") == []
    assert (await toy.parked())[0] == (citizen, 1, "failed", "TypeUnknown")


async def test_a_record_that_fails_again_keeps_what_is_behind_it_waiting(toy: Toy, log: MemoryLog) -> None:
    citizen = uuid4()
    bad = {2, 4}

    def handle(heard: Event[Any], tx: ToyTransaction) -> None:
        take_note(heard, tx)
        tx.mark("look", tx.now)
        if heard.seq in bad:
            raise ValueError

    hearing = toy.hearing(handle)
    log.say(topics.REFERRAL, citizen, *range(1, 7))
    await Listener(hearing, log, *BOTH).hear_all()

    bad.discard(2)
    await free(toy)
    await toy.drain(hearing)
    assert await toy.heard(citizen) == [1, 2, 3]
    assert await toy.parked() == [
        (citizen, 4, "failed", "ValueError"),
        (citizen, 5, "waiting", "Gap"),
        (citizen, 6, "waiting", "Gap"),
    ]

    bad.clear()
    await free(toy)
    await toy.drain(hearing)
    assert await toy.heard(citizen) == [1, 2, 3, 4, 5, 6]
    assert await toy.fetch("SELECT count FROM noted") == [(6,)]


async def test_records_that_arrive_while_others_wait_are_drained_with_them(toy: Toy, log: MemoryLog) -> None:
    citizen = uuid4()
    hearing = toy.hearing()
    listener = Listener(hearing, log, *BOTH)
    log.say(topics.REFERRAL, citizen, 2, 3)
    await listener.hear_all()
    log.say(topics.REFERRAL, citizen, 1)
    await listener.hear_all()
    log.say(topics.REFERRAL, citizen, 4)  # before the clock drained: a gap, still
    await listener.hear_all()

    await toy.drain(hearing)

    assert await toy.heard(citizen) == [1, 2, 3, 4]
    assert await toy.parked() == []


async def test_copies_of_a_record_that_waited_are_closed_with_it(toy: Toy, log: MemoryLog) -> None:
    citizen = uuid4()
    hearing = toy.hearing()
    listener = Listener(hearing, log, *BOTH)
    log.say(topics.REFERRAL, citizen, 2, 3)
    for delivered in log.of(citizen):
        log.again(delivered)
    await listener.hear_all()
    assert len(await toy.parked()) == 4

    log.say(topics.REFERRAL, citizen, 1)
    await listener.hear_all()
    await toy.drain(hearing)

    assert await toy.heard(citizen) == [1, 2, 3]
    assert await toy.parked() == []


async def test_two_events_that_wait_under_one_number_are_told_apart(toy: Toy, log: MemoryLog) -> None:
    citizen = uuid4()
    hearing = toy.hearing()
    listener = Listener(hearing, log, *BOTH)
    log.say(topics.REFERRAL, citizen, 2, 2)
    log.say(topics.REFERRAL, citizen, 1)
    await listener.hear_all()

    await toy.drain(hearing)

    assert await toy.heard(citizen) == [1, 2]
    assert await toy.parked() == [(citizen, 2, "failed", "SeqReused")]
    await free(toy)  # a person has seen it
    await toy.drain(hearing)
    assert await toy.heard(citizen) == [1, 2]
    assert await toy.parked() == []


async def test_a_record_of_a_reused_number_stays_open_until_a_person_has_seen_it(
    toy: Toy, log: MemoryLog
) -> None:
    citizen = uuid4()
    hearing = toy.hearing()
    listener = Listener(hearing, log, *BOTH)
    log.say(topics.REFERRAL, citizen, 1, 1, 2, 3)
    await listener.hear_all()
    await toy.drain(hearing)
    assert await toy.parked() == [(citizen, 1, "failed", "SeqReused")]

    assert await free(toy, error_class="SeqReused") == 1
    await toy.drain(hearing)

    assert await toy.heard(citizen) == [1, 2, 3]
    assert await toy.parked() == []


@pytest.mark.parametrize("key", ["own", "foreign"])
async def test_a_record_that_tells_no_number_is_closed_by_a_release(
    toy: Toy, log: MemoryLog, key: str
) -> None:
    citizen = uuid4()
    hearing = toy.hearing()
    text = str(citizen) if key == "own" else "nobody"
    delivered = log.put("referral.v1", 3, text.encode(), b"{")
    await hearing.watermarks.load([("referral.v1", 3)])
    assert await hearing.poll([delivered]) is True

    assert await free(toy) == 1
    await toy.drain(hearing)

    assert await toy.parked() == []


async def test_a_release_can_choose_by_id_citizen_and_class(toy: Toy, log: MemoryLog) -> None:
    one, other = uuid4(), uuid4()
    for citizen in (one, other):
        log.say(topics.REFERRAL, citizen, 1, **UNKNOWN)
    await Listener(toy.hearing(), log, *BOTH).hear_all()
    [(first,)] = await toy.fetch("SELECT id FROM parked WHERE citizen_id = $1", one)

    assert await free(toy, error_class="JsonInvalid") == 0
    assert await free(toy, name=str(first), citizen=other) == 0
    assert await free(toy, name=str(first)) == 1
    assert await free(toy, citizen=other) == 1


async def test_a_released_record_behind_a_gap_is_applied_once_the_gap_is_filled(
    toy: Toy, log: MemoryLog, newer: Any
) -> None:
    citizen = uuid4()
    log.say(topics.REFERRAL, citizen, 1)
    log.say(topics.REFERRAL, citizen, 3, **UNKNOWN)
    await Listener(toy.hearing(), log, *BOTH).hear_all()
    newer()
    hearing = toy.hearing(facts=(ReferralSung, ReferralUnanswered))
    await free(toy)
    await toy.drain(hearing)
    assert await toy.parked() == [(citizen, 3, "released", "TypeUnknown")]

    log.say(topics.REFERRAL, citizen, 2)
    await Listener(hearing, log, *BOTH).hear_all()
    await toy.drain(hearing)

    assert await toy.heard(citizen) == [1, 2, 3]
    assert await toy.parked() == []


async def test_a_batch_of_long_drains_holds_its_locks_for_seconds_only(
    toy: Toy, log: MemoryLog, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("samspil.ledger.due.LONGEST_HOLD", 0.05)
    citizens = [uuid4() for _ in range(12)]
    for citizen in citizens:
        log.say(topics.REFERRAL, citizen, *range(2, 42))
        log.say(topics.REFERRAL, citizen, 1)
    hearing = toy.hearing()
    await Listener(hearing, log, *BOTH).hear_all()

    assert await toy.clock(drain=drain(hearing)).tick() < len(citizens)
    await toy.drain(hearing)

    for citizen in citizens:
        assert await toy.heard(citizen) == list(range(1, 42))
