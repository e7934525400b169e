"""Hearing on real PostgreSQL: what is next takes effect once, and a poll commits whole or leaves no trace."""

from typing import Any
from uuid import UUID, uuid4

import pytest

from samspil.contracts import catalogue, topics
from samspil.contracts.envelope import Event
from samspil.telemetry.trace import current_traceparent
from samspil.testkit.ledger_kit import Toy, ToyTransaction, answer
from samspil.testkit.memory_log import CASE, Listener, MemoryLog

BOTH = (topics.CITIZEN, topics.REFERRAL)


async def test_everything_next_takes_effect_in_order(toy: Toy, log: MemoryLog) -> None:
    one, other = uuid4(), uuid4()
    log.say(topics.REFERRAL, one, 1, 2, 3)
    log.say(topics.REFERRAL, other, 1)
    log.say(topics.CITIZEN, one, 1)

    await Listener(toy.hearing(), log, *BOTH).hear_all()

    assert await toy.heard(one) == [1, 2, 3]
    assert await toy.heard(other) == [1]
    assert await toy.heard(one, topics.CITIZEN) == [1]


async def test_a_full_poll_is_taken_in_shares_and_everything_takes_effect_in_order(
    toy: Toy, log: MemoryLog, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("samspil.ledger.hear.MANY", 20)
    citizens = [uuid4() for _ in range(30)]
    for citizen in citizens:
        log.say(topics.REFERRAL, citizen, 1, 2, 3)
        log.say(topics.CITIZEN, citizen, 1)
    listener = Listener(toy.hearing(), log, *BOTH)

    assert await listener.poll() is True

    assert listener.hearing.behind()
    for citizen in citizens:
        assert await toy.heard(citizen) == [1, 2, 3]
        assert await toy.heard(citizen, topics.CITIZEN) == [1]


async def test_a_share_that_misses_its_watermark_holds_back_no_other_and_is_heard_after_the_rewind(
    toy: Toy, log: MemoryLog, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("samspil.ledger.hear.MANY", 2)
    missed, other = UUID(int=24 + 1), UUID(int=24 + 2)
    listener = Listener(toy.hearing(), log, *BOTH)
    await listener.rewind()
    log.say(topics.REFERRAL, missed, 1, 2)
    log.say(topics.REFERRAL, other, 1)
    moved = "UPDATE watermark SET next_offset = $1 WHERE topic = 'referral.v1' AND part = 1"
    await toy.pool.execute(moved, 1)

    assert await listener.poll() is False

    assert await toy.heard(other) == [1]
    assert await toy.heard(missed) == []
    await toy.pool.execute(moved, 0)
    await listener.rewind()
    await listener.hear_all()
    assert await toy.heard(other) == [1]
    assert await toy.heard(missed) == [1, 2]


async def test_a_fault_in_one_share_is_waited_out_although_another_missed_its_watermark(
    toy: Toy, log: MemoryLog, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("samspil.ledger.hear.MANY", 2)

    def away(heard: Event[Any], tx: ToyTransaction) -> None:
        raise TimeoutError

    listener = Listener(toy.hearing(away), log, *BOTH)
    await listener.rewind()
    for part in (1, 2):
        log.say(topics.REFERRAL, UUID(int=24 + part), 1)
    await toy.pool.execute("UPDATE watermark SET next_offset = 1 WHERE topic = 'referral.v1' AND part = 1")

    assert await listener.poll() is False

    assert listener.hearing.holds_back


async def test_what_was_heard_before_is_dropped(toy: Toy, log: MemoryLog) -> None:
    citizen = uuid4()
    listener = Listener(toy.hearing(), log, *BOTH)
    log.say(topics.REFERRAL, citizen, 1, 2)
    await listener.hear_all()

    for delivered in log.of(citizen):
        log.again(delivered)
    log.again(log.of(citizen)[0])
    await listener.hear_all()

    assert await toy.heard(citizen) == [1, 2]
    assert await toy.parked() == []


async def test_a_record_that_is_twice_in_one_poll_takes_effect_once(toy: Toy, log: MemoryLog) -> None:
    citizen = uuid4()
    log.say(topics.REFERRAL, citizen, 1)
    log.again(log.of(citizen)[0])

    await Listener(toy.hearing(), log, *BOTH).hear_all()

    assert await toy.heard(citizen) == [1]
    assert await toy.parked() == []


@pytest.mark.parametrize("polls", [1, 2])
async def test_a_number_heard_before_with_another_event_is_parked_and_has_no_effect(
    toy: Toy, log: MemoryLog, polls: int
) -> None:
    citizen = uuid4()
    log.say(topics.REFERRAL, citizen, 1, 2)
    log.say(topics.REFERRAL, citizen, 2)

    await Listener(toy.hearing(), log, *BOTH).hear_all(at_most=3 if polls == 1 else 2)

    assert await toy.heard(citizen) == [1, 2]
    assert await toy.parked() == [(citizen, 2, "failed", "SeqReused")]


async def test_a_number_heard_before_with_another_event_that_nobody_can_read_is_parked_too(
    toy: Toy, log: MemoryLog
) -> None:
    citizen = uuid4()
    log.say(topics.REFERRAL, citizen, 1)
    log.say(topics.REFERRAL, citizen, 1, type="referral.other.v1")

    await Listener(toy.hearing(), log, *BOTH).hear_all()

    assert await toy.parked() == [(citizen, 1, "failed", "SeqReused")]


async def test_a_known_fact_without_a_handler_moves_the_stream_on(toy: Toy, log: MemoryLog) -> None:
    citizen = uuid4()
    log.say(topics.REFERRAL, citizen, 1, 2)
    deaf = toy.hearing(facts=())

    await Listener(deaf, log, *BOTH).hear_all()

    assert await toy.heard(citizen) == []
    assert await toy.parked() == []
    assert await toy.fetch("SELECT seq FROM journal ORDER BY seq") == [(1,), (2,)]


async def test_what_a_handler_says_and_what_it_heard_are_committed_together(toy: Toy, log: MemoryLog) -> None:
    citizen = uuid4()
    log.say(topics.REFERRAL, citizen, 1, 2)

    await Listener(toy.hearing(answer), log, *BOTH).hear_all()

    said = await toy.fetch("SELECT record FROM event WHERE citizen_id = $1 ORDER BY seq", citizen)
    read = catalogue.reader(topics.REFERRAL).validate_json
    assert {read(record).correlationid for (record,) in said} == {CASE.case}
    assert [read(record).causationid for (record,) in said] == [
        read(delivered.value or b"").id for delivered in log.of(citizen)
    ]


async def test_an_event_is_applied_in_the_trace_in_which_it_was_said(toy: Toy, log: MemoryLog) -> None:
    citizen = uuid4()
    log.say(topics.REFERRAL, citizen, 1)
    sound = log.of(citizen)[0]
    seen: list[str | None] = []

    def handle(heard: Event[Any], tx: ToyTransaction) -> None:
        seen.append(current_traceparent())

    headers = (("traceparent", b"\xff"), ("traceparent", None), *sound.headers)
    log.put("referral.v1", 1, sound.key, sound.value, headers)

    hearing = toy.hearing(handle)
    await hearing.watermarks.load([("referral.v1", 1)])
    assert await hearing.poll(log.records["referral.v1", 1]) is True

    assert seen == [None]
