"""The brake on real PostgreSQL: when too many citizens fail alike, hearing stops and leaves no trace."""

from typing import Any
from uuid import UUID, uuid4

import pytest

from samspil.contracts import topics
from samspil.contracts.envelope import Event
from samspil.ledger import brake
from samspil.ledger.parked import release
from samspil.testkit.ledger_kit import Toy, ToyTransaction, take_note
from samspil.testkit.memory_log import Listener, MemoryLog

BOTH = (topics.CITIZEN, topics.REFERRAL)


def failing_for(sick: set[UUID], fault: type[Exception] = ValueError) -> Any:
    def handle(heard: Event[Any], tx: ToyTransaction) -> None:
        take_note(heard, tx)
        if heard.subject in sick:
            raise fault

    return handle


async def trace(toy: Toy) -> list[tuple[Any, ...]]:
    return await toy.fetch(
        "SELECT (SELECT count(*) FROM parked), (SELECT count(*) FROM journal),"
        " (SELECT sum(next_offset) FROM watermark)"
    )


async def test_the_citizen_that_is_one_too_many_stops_hearing_and_its_poll_leaves_no_trace(
    toy: Toy, log: MemoryLog
) -> None:
    citizens = [uuid4() for _ in range(21)]
    listener = Listener(toy.hearing(failing_for(set(citizens))), log, *BOTH)
    for citizen in citizens[:20]:
        log.say(topics.REFERRAL, citizen, 1, 2)
    await listener.hear_all()
    assert len(await toy.parked()) == 40
    before = await trace(toy)

    log.say(topics.REFERRAL, citizens[20], 1, 2)
    log.say(topics.REFERRAL, uuid4(), 1)

    assert await listener.poll() is False
    assert listener.hearing.holds_back
    assert await trace(toy) == before
    log.say(topics.CITIZEN, uuid4(), 1)  # nothing wrong with it
    assert await Listener(listener.hearing, log, topics.CITIZEN).poll() is False  # it stays stopped
    assert await trace(toy) == before


async def test_twenty_citizens_of_each_of_two_classes_do_not_stop_hearing(toy: Toy, log: MemoryLog) -> None:
    sick = {uuid4() for _ in range(20)}
    listener = Listener(toy.hearing(failing_for(sick)), log, *BOTH)
    for citizen in sick:
        log.say(topics.REFERRAL, citizen, 1)
    for _ in range(20):
        log.say(topics.REFERRAL, uuid4(), 1, type="referral.sung.v1")
    for _ in range(30):
        log.say(topics.REFERRAL, uuid4(), 2)  # only waits

    assert await listener.poll() is True

    assert len(await toy.parked()) == 70
    assert not listener.hearing.holds_back


async def test_one_citizen_of_whom_many_records_fail_alike_does_not_stop_hearing(
    toy: Toy, log: MemoryLog
) -> None:
    citizen, well = uuid4(), uuid4()
    log.say(topics.REFERRAL, citizen, *range(1, 31), type="referral.sung.v1")
    log.say(topics.REFERRAL, well, 1)

    assert await Listener(toy.hearing(), log, *BOTH).poll() is True

    assert [row[1:] for row in await toy.parked()] == [(n, "failed", "TypeUnknown") for n in range(1, 31)]
    assert await toy.heard(well) == [1]


@pytest.mark.parametrize(("seconds", "stops"), [(50, True), (70, False)])
async def test_only_who_failed_within_the_last_minute_counts(
    toy: Toy, log: MemoryLog, seconds: int, stops: bool
) -> None:
    listener = Listener(toy.hearing(), log, *BOTH)
    for _ in range(20):
        log.say(topics.REFERRAL, uuid4(), 1, type="referral.sung.v1")
    await listener.hear_all()
    await toy.pool.execute("UPDATE parked SET parked_at = parked_at - $1::int * interval '1 s'", seconds)

    log.say(topics.REFERRAL, uuid4(), 1, type="referral.sung.v1")

    assert await listener.poll() is not stops


async def test_after_a_release_hearing_goes_on_and_parks_without_a_limit(toy: Toy, log: MemoryLog) -> None:
    sick = {uuid4() for _ in range(30)}
    well = uuid4()
    listener = Listener(toy.hearing(failing_for(sick)), log, *BOTH)
    for citizen in (*sick, well):
        log.say(topics.REFERRAL, citizen, 1)
    assert await listener.poll() is False

    async with toy.pool.acquire() as connection:
        assert await release(connection) == 1
        assert await release(connection) == 0
    await brake.start_afresh(toy.pool)  # a start does not take back what people said
    while not await listener.poll():  # it looks once a second whether it may
        assert not await brake.pulled(toy.pool)

    assert await toy.heard(well) == [1]
    assert {row[0] for row in await toy.parked()} == sick
    for citizen in [uuid4() for _ in range(25)]:
        sick.add(citizen)
        log.say(topics.REFERRAL, citizen, 1)
    await listener.hear_all()
    assert len(await toy.parked()) == 55


@pytest.mark.parametrize(("hours", "holds"), [(23, True), (25, False)])
async def test_a_release_holds_for_a_day(toy: Toy, log: MemoryLog, hours: int, holds: bool) -> None:
    sick = {uuid4() for _ in range(30)}
    listener = Listener(toy.hearing(failing_for(sick)), log, *BOTH)
    async with toy.pool.acquire() as connection:
        await brake.pull(toy.pool, "ValueError")
        await release(connection)
    await toy.pool.execute("UPDATE brake SET released_at = released_at - $1::int * interval '1 h'", hours)
    for citizen in sick:
        log.say(topics.REFERRAL, citizen, 1)

    assert await listener.poll() is holds
    assert await brake.pulled(toy.pool) is not holds


async def test_a_brake_that_one_worker_pulled_stops_the_others_at_the_next_failure_of_its_class(
    toy: Toy, log: MemoryLog
) -> None:
    sick = {uuid4() for _ in range(21)}
    for citizen in sick:
        log.say(topics.REFERRAL, citizen, 1)
    first = Listener(toy.hearing(failing_for(sick)), log, topics.REFERRAL)
    assert await first.poll() is False

    other = Listener(toy.hearing(failing_for(sick)), log, topics.CITIZEN)
    log.say(topics.CITIZEN, uuid4(), 1)
    assert await other.poll() is True  # nothing fails
    log.say(topics.CITIZEN, next(iter(sick)), 1)
    assert await other.poll() is False

    assert other.hearing.holds_back
    assert await toy.parked() == []


async def test_a_new_start_tries_again_and_a_repaired_binary_hears_everything(
    toy: Toy, log: MemoryLog
) -> None:
    sick = {uuid4() for _ in range(30)}
    for citizen in sick:
        log.say(topics.REFERRAL, citizen, 1)
    old = Listener(toy.hearing(failing_for(sick)), log, *BOTH)
    assert await old.poll() is False

    await brake.start_afresh(toy.pool)
    again = Listener(toy.hearing(failing_for(sick)), log, *BOTH)
    assert await again.poll() is False
    assert again.hearing.holds_back

    await brake.start_afresh(toy.pool)
    repaired = Listener(toy.hearing(), log, *BOTH)
    await repaired.hear_all()

    assert await toy.parked() == []
    assert len(await toy.fetch("SELECT FROM effect")) == 30
