"""Discarding a record on real PostgreSQL: its number is passed over, and what waits behind it goes on."""

from typing import Any
from uuid import UUID, uuid4

import pytest

from samspil.contracts import topics
from samspil.contracts.envelope import Event
from samspil.ledger.discard import discard
from samspil.ledger.parked import list_parked, release, show_parked
from samspil.ledger.rebuild import Rebuilt, rebuild
from samspil.testkit.ledger_kit import FOLDS, Toy, ToyTransaction, take_note
from samspil.testkit.memory_log import Listener, MemoryLog

BOTH = (topics.CITIZEN, topics.REFERRAL)
UNKNOWN = {"type": "referral.sung.v1"}
REASON = "Sent by a test system; the publisher said it otherwise"


async def names(toy: Toy, citizen: UUID | None, state: str = "failed") -> list[str]:
    rows = await toy.fetch(
        "SELECT id FROM parked WHERE citizen_id IS NOT DISTINCT FROM $1 AND state = $2 ORDER BY id",
        citizen,
        state,
    )
    return [str(row[0]) for row in rows]


async def give_up(toy: Toy, name: str) -> bool:
    async with toy.pool.acquire() as connection:
        return await discard(connection, name, REASON)


async def test_what_waits_behind_a_discarded_record_is_applied_and_it_is_kept_with_its_reason(
    toy: Toy, log: MemoryLog
) -> None:
    citizen, other = uuid4(), uuid4()
    hearing = toy.hearing()
    log.say(topics.REFERRAL, citizen, 1)
    log.say(topics.REFERRAL, citizen, 2, **UNKNOWN)
    log.say(topics.REFERRAL, citizen, 3, 4)
    log.say(topics.REFERRAL, other, 1, **UNKNOWN)
    listener = Listener(hearing, log, *BOTH)
    await listener.hear_all()
    [name] = await names(toy, citizen)
    before = await toy.fetch("SELECT key, value, headers FROM parked WHERE id = $1", int(name))

    assert await give_up(toy, name)
    assert not await give_up(toy, name)
    await toy.drain(hearing)

    assert await toy.heard(citizen) == [1, 3, 4]
    assert await toy.parked() == [(other, 1, "failed", "TypeUnknown")]
    assert await toy.fetch("SELECT key, value, headers FROM parked WHERE id = $1", int(name)) == before
    kept = "SELECT what, citizen_id, parked_id, error_class, attempts, reason FROM discarded"
    assert await toy.fetch(kept) == [("referral.v1", citizen, int(name), "TypeUnknown", 1, REASON)]
    async with toy.pool.acquire() as connection:
        shown = await show_parked(connection, name)
    assert shown is not None
    assert (shown["state"], shown["reason"]) == ("done", REASON)

    log.say(topics.REFERRAL, citizen, 5)
    await listener.hear_all()
    assert await toy.heard(citizen) == [1, 3, 4, 5]


async def test_a_discarded_record_of_a_stream_that_ends_with_it_lets_the_next_one_in(
    toy: Toy, log: MemoryLog
) -> None:
    citizen = uuid4()
    hearing = toy.hearing()
    log.say(topics.REFERRAL, citizen, 1, **UNKNOWN)
    listener = Listener(hearing, log, *BOTH)
    await listener.hear_all()

    assert await give_up(toy, (await names(toy, citizen))[0])
    await toy.drain(hearing)
    assert await rebuild(toy.pool, FOLDS) == Rebuilt(0, 0)
    log.say(topics.REFERRAL, citizen, 2)
    await listener.hear_all()

    assert await toy.heard(citizen) == [2]
    assert await toy.parked() == []


async def test_a_rebuild_passes_over_what_was_discarded(toy: Toy, log: MemoryLog) -> None:
    citizen = uuid4()
    hearing = toy.hearing()
    log.say(topics.REFERRAL, citizen, 1, 2)
    log.say(topics.REFERRAL, citizen, 3, **UNKNOWN)
    log.say(topics.REFERRAL, citizen, 4)
    await Listener(hearing, log, *BOTH).hear_all()
    await give_up(toy, (await names(toy, citizen))[0])
    await toy.drain(hearing)

    assert await rebuild(toy.pool, FOLDS) == Rebuilt(1, 0)
    assert await toy.fetch("SELECT seq, state->>'events' FROM folded") == [(4, "3")]


async def test_copies_of_a_discarded_record_stay_dropped_and_another_event_under_its_number_is_seen(
    toy: Toy, log: MemoryLog
) -> None:
    citizen, first = uuid4(), str(uuid4())
    hearing = toy.hearing()
    log.say(topics.REFERRAL, citizen, 1, id=first, **UNKNOWN)
    listener = Listener(hearing, log, *BOTH)
    await listener.hear_all()
    await give_up(toy, (await names(toy, citizen))[0])
    await toy.drain(hearing)

    log.again(log.of(citizen)[0])
    log.say(topics.REFERRAL, citizen, 1, id=first)  # the same, said soundly
    await listener.hear_all()
    assert await toy.parked() == []
    assert await toy.heard(citizen) == []

    log.say(topics.REFERRAL, citizen, 1)
    await listener.hear_all()
    assert await toy.parked() == [(citizen, 1, "failed", "SeqReused")]
    assert await give_up(toy, (await names(toy, citizen))[0])
    await toy.drain(hearing)
    assert await toy.parked() == []


async def test_one_that_stands_behind_a_gap_is_passed_over_when_its_turn_comes(
    toy: Toy, log: MemoryLog
) -> None:
    citizen = uuid4()
    hearing = toy.hearing()
    log.say(topics.REFERRAL, citizen, 1)
    log.say(topics.REFERRAL, citizen, 3, **UNKNOWN)
    log.say(topics.REFERRAL, citizen, 4)
    listener = Listener(hearing, log, *BOTH)
    await listener.hear_all()
    await give_up(toy, (await names(toy, citizen))[0])
    await toy.drain(hearing)
    assert await toy.heard(citizen) == [1]
    assert (citizen, 3, "discarded", "TypeUnknown") in await toy.parked()

    log.say(topics.REFERRAL, citizen, 2)
    await listener.hear_all()
    await toy.drain(hearing)

    assert await toy.heard(citizen) == [1, 2, 4]
    assert await toy.parked() == []


async def test_records_that_tell_no_number_take_the_ones_that_are_missing_in_order(
    toy: Toy, log: MemoryLog
) -> None:
    citizen = UUID(int=24 * 10**9)
    hearing = toy.hearing()
    log.say(topics.REFERRAL, citizen, 1)
    for _ in range(2):
        log.put("referral.v1", 0, str(citizen).encode(), b"{")
    log.say(topics.REFERRAL, citizen, 4, **UNKNOWN)
    log.put("referral.v1", 0, str(citizen).encode(), b"{")
    log.say(topics.REFERRAL, citizen, 6)
    listener = Listener(hearing, log, *BOTH)
    await listener.hear_all()

    for name in await names(toy, citizen):
        assert await give_up(toy, name)
    await toy.drain(hearing)

    assert await toy.heard(citizen) == [1, 6]
    assert await toy.parked() == []
    log.say(topics.REFERRAL, citizen, 2, 3, 5)  # a refill: what they were is dropped, whatever its id
    await listener.hear_all()
    assert await toy.heard(citizen) == [1, 6]
    assert await toy.parked() == []


@pytest.mark.parametrize("key", ["own", "foreign"])
async def test_one_that_tells_no_number_and_has_nothing_behind_it_is_closed(
    toy: Toy, log: MemoryLog, key: str
) -> None:
    citizen = UUID(int=24 * 10**9)
    hearing = toy.hearing()
    log.put("referral.v1", 0, str(citizen).encode() if key == "own" else b"nobody", b"{")
    listener = Listener(hearing, log, *BOTH)
    await listener.hear_all()

    assert await give_up(toy, (await names(toy, citizen if key == "own" else None))[0])
    log.say(topics.REFERRAL, citizen, 1)
    await listener.hear_all()

    assert await toy.heard(citizen) == [1]
    assert await toy.parked() == []
    assert len(await toy.fetch("SELECT FROM discarded")) == 1


async def test_what_was_released_in_vain_can_be_given_up(toy: Toy, log: MemoryLog) -> None:
    citizen = uuid4()
    log.say(topics.REFERRAL, citizen, 2, **UNKNOWN)
    await Listener(toy.hearing(), log, *BOTH).hear_all()
    async with toy.pool.acquire() as connection:
        assert await release(connection, citizen=citizen) == 1
    [name] = await names(toy, citizen, "released")

    assert await give_up(toy, name)

    assert [row[2] for row in await toy.parked()] == ["discarded"]


async def test_what_only_waits_cannot_be_discarded_and_what_was_discarded_is_not_released(
    toy: Toy, log: MemoryLog
) -> None:
    citizen = uuid4()
    log.say(topics.REFERRAL, citizen, 2)
    log.say(topics.REFERRAL, citizen, 3, **UNKNOWN)
    await Listener(toy.hearing(), log, *BOTH).hear_all()
    [waiting], [failed] = await names(toy, citizen, "waiting"), await names(toy, citizen)

    assert not await give_up(toy, waiting)
    assert await give_up(toy, failed)
    async with toy.pool.acquire() as connection:
        assert await release(connection, citizen=citizen) == 0
        assert [row["state"] for row in await list_parked(connection)] == ["waiting", "discarded"]


async def test_native_code_that_panics_in_a_handler_parks_its_record_and_nobody_elses(
    toy: Toy, log: MemoryLog
) -> None:
    class Panic(BaseException):
        """No ``Exception``."""

    sick, well = uuid4(), uuid4()

    def handle(heard: Event[Any], tx: ToyTransaction) -> None:
        take_note(heard, tx)
        if heard.subject == sick:
            raise Panic

    hearing = toy.hearing(handle)
    for citizen in (sick, well):
        log.say(topics.REFERRAL, citizen, 1)
    await Listener(hearing, log, *BOTH).hear_all()
    assert await toy.heard(well) == [1]
    assert await toy.parked() == [(sick, 1, "failed", "Panic")]

    async with toy.pool.acquire() as connection:
        await release(connection)
    await toy.drain(hearing)
    assert await toy.fetch("SELECT attempts FROM parked WHERE state = 'failed'") == [(2,)]
