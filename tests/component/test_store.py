"""Deciding under the lock on real PostgreSQL: numbers without gaps, no lost update, nothing out of reach."""

import asyncio
import random
import time
from collections.abc import Sequence
from contextlib import AsyncExitStack
from dataclasses import replace
from uuid import uuid4

import asyncpg
import pytest

from samspil.contracts import topics
from samspil.ledger.shelf import OutOfReach
from samspil.ledger.store import Store
from samspil.testkit.ledger_kit import Toy, ToyTransaction, answer, wrong_effects
from samspil.testkit.memory_log import CASE, Listener, MemoryLog, registered, unanswered
from samspil.vocabulary.citizen_id import CitizenId

BOTH = (topics.CITIZEN, topics.REFERRAL)

GAPS = """
SELECT topic, citizen_id FROM stream LEFT JOIN event USING (topic, citizen_id)
GROUP BY topic, citizen_id, stream.seq
HAVING count(event.seq) <> stream.seq OR coalesce(max(event.seq), 0) <> stream.seq
"""

DEADLOCKS = "SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()"


def citizens(count: int) -> list[CitizenId]:
    return [CitizenId(uuid4()) for _ in range(count)]


# Nothing outside a transaction, nobody out of reach


async def test_nothing_can_be_said_saved_or_marked_before_a_transaction_is_open(toy: Toy) -> None:
    [citizen] = citizens(1)
    tx = ToyTransaction("/samspil/toy", ["citizen.v1", "referral.v1"])

    with pytest.raises(OutOfReach):
        tx.say(unanswered(), caused_by=CASE)
    with pytest.raises(OutOfReach):
        tx.notes.note(citizen)
    with pytest.raises(OutOfReach):
        tx.turn_to(citizen)


async def test_nothing_can_be_said_saved_or_marked_after_a_transaction_has_ended(toy: Toy) -> None:
    [citizen] = citizens(1)
    async with toy.store.transaction([citizen]) as tx:
        tx.say(unanswered(), caused_by=CASE)

    with pytest.raises(OutOfReach):
        tx.say(unanswered(), caused_by=CASE)
    with pytest.raises(OutOfReach):
        tx.mark("look", tx.now)
    with pytest.raises(OutOfReach):
        tx.notes.note(citizen)
    with pytest.raises(OutOfReach):
        tx.turn_to(citizen)


async def test_a_citizen_whose_lock_is_not_held_is_out_of_reach(toy: Toy) -> None:
    one, other, third = citizens(3)
    async with toy.store.transaction([one, other]) as tx:
        with pytest.raises(OutOfReach):
            tx.say(unanswered(), caused_by=CASE)  # nobody is at hand yet
        tx.turn_to(one)
        with pytest.raises(OutOfReach):
            tx.notes.of(other)
        with pytest.raises(OutOfReach):
            tx.notes.save(other, 1)
        with pytest.raises(OutOfReach):
            tx.turn_to(third)


async def test_what_is_said_is_kept_counted_and_queued(toy: Toy) -> None:
    [citizen] = citizens(1)

    async with toy.store.transaction([citizen]) as tx:
        tx.say(unanswered(), registered(), unanswered(), caused_by=CASE)

    said = [("citizen.v1", 1), ("referral.v1", 1), ("referral.v1", 2)]
    assert await toy.fetch("SELECT topic, seq FROM event ORDER BY 1, 2") == said
    assert await toy.fetch("SELECT topic, seq FROM outbox ORDER BY pos") == [said[1], said[0], said[2]]
    assert await toy.fetch("SELECT topic, seq FROM stream ORDER BY 1") == [said[0], said[2]]


async def test_what_is_decided_in_a_block_that_fails_leaves_no_trace_and_numbers_have_no_gap(
    toy: Toy,
) -> None:
    [citizen] = citizens(1)
    for fails in (False, True, True, False):
        try:
            async with toy.store.transaction([citizen]) as tx:
                tx.notes.note(citizen)
                tx.say(unanswered(), unanswered(), caused_by=CASE)
                tx.mark("look", tx.now)
                await tx.flush()
                if fails:
                    raise ValueError
        except ValueError:
            pass

    assert await toy.fetch("SELECT seq FROM event ORDER BY seq") == [(1,), (2,), (3,), (4,)]
    assert await toy.fetch("SELECT count FROM noted") == [(2,)]
    assert await toy.fetch("SELECT count(*) FROM outbox") == [(4,)]


async def test_a_savepoint_that_fails_takes_back_what_was_collected_in_it_and_nothing_else(
    toy: Toy,
) -> None:
    one, other = citizens(2)

    async def look(tx: ToyTransaction, citizen: CitizenId, *, fails: bool) -> None:
        async with tx.savepoint(citizen):
            tx.notes.note(citizen)
            tx.say(unanswered(), caused_by=CASE)
            tx.mark("look", tx.now)
            if fails:
                await tx.flush()
                tx.notes.note(citizen)
                tx.mark("in-vain", tx.now)
                raise ValueError

    async with toy.store.transaction([one, other]) as tx:
        await look(tx, one, fails=False)
        with pytest.raises(ValueError):
            await look(tx, one, fails=True)
        with pytest.raises(ValueError):
            await look(tx, other, fails=True)
        await look(tx, one, fails=False)

    assert await toy.fetch("SELECT citizen_id, seq FROM event ORDER BY seq") == [(one, 1), (one, 2)]
    assert await toy.fetch("SELECT citizen_id, count FROM noted") == [(one, 2)]
    assert await toy.fetch("SELECT what, citizen_id FROM due") == [("look", one)]
    assert await toy.fetch(GAPS) == []


# Locks


async def test_locks_are_taken_in_citizen_and_topic_order(toy: Toy) -> None:
    low, middle, high = sorted(citizens(3))
    await toy.pool.executemany(
        "INSERT INTO stream (citizen_id, topic) VALUES ($1, $2)",
        [
            (citizen, topic.name)
            for citizen in (high, low, middle)
            for topic in (topics.REFERRAL, topics.CITIZEN)
        ],
    )
    async with toy.pool.acquire() as holder, holder.transaction():
        await holder.execute(
            "SELECT FROM stream WHERE citizen_id = $1 AND topic = 'referral.v1' FOR UPDATE", middle
        )
        deciding = asyncio.create_task(decide_about(toy, [high, middle, low]))
        await waiting(toy)

        free = await holder.fetch("SELECT citizen_id, topic FROM stream ORDER BY 1, 2 FOR UPDATE SKIP LOCKED")

    await deciding
    # the holder's own, and those that come after it
    assert [tuple(row) for row in free] == [
        (middle, "referral.v1"),
        (high, "citizen.v1"),
        (high, "referral.v1"),
    ]


async def decide_about(toy: Toy, some: Sequence[CitizenId]) -> None:
    async with toy.store.transaction(some) as tx:
        for citizen in some:
            tx.turn_to(citizen)
            tx.notes.note(citizen)
            tx.say(unanswered(), caused_by=CASE)


async def waiting(toy: Toy, count: int = 1) -> None:
    """Until so many of this database's sessions wait for a lock."""
    async with asyncio.timeout(5):
        while await toy.pool.fetchval(
            "SELECT count(*) < $1 FROM pg_stat_activity"
            " WHERE datname = current_database() AND wait_event_type = 'Lock'",
            count,
        ):
            await asyncio.sleep(0.01)


async def test_state_is_loaded_after_the_lock_was_taken(toy: Toy) -> None:
    [citizen] = citizens(1)
    loaded: list[int | None] = []

    async def second() -> None:
        async with toy.store.transaction([citizen]) as tx:
            loaded.append(tx.notes.of(citizen))
            tx.notes.note(citizen)
            tx.say(unanswered(), caused_by=CASE)

    async with toy.store.transaction([citizen]) as tx:
        tx.notes.note(citizen)
        tx.say(unanswered(), caused_by=CASE)
        deciding = asyncio.create_task(second())
        await waiting(toy)
    await deciding

    assert loaded == [1]
    assert await wrong_effects(toy.url) == []


@pytest.mark.parametrize("says", [True, False])
async def test_the_clock_of_a_transaction_is_read_after_the_wait_for_its_locks(toy: Toy, says: bool) -> None:
    [citizen] = citizens(1)
    store = Store(toy.pool, ToyTransaction, "toy", topics.REFERRAL)

    async def second() -> float:
        async with store.transaction([citizen]) as tx:
            return tx.now.timestamp()

    async with store.transaction([citizen]) as tx:
        if says:
            tx.say(unanswered(), caused_by=CASE)
        deciding = asyncio.create_task(second())
        await waiting(toy)
        await asyncio.sleep(0.1)
        let_go = await tx.connection.fetchval("SELECT extract(epoch FROM clock_timestamp())::float")

    assert await deciding >= let_go


async def test_two_transactions_that_make_the_same_citizens_rows_do_not_deadlock(toy: Toy) -> None:
    other = await toy.another()
    chance = random.Random(3)
    for _ in range(30):
        crowd = citizens(100)
        await asyncio.gather(
            *(decide_about(one, chance.sample(crowd, len(crowd))) for one in (toy, other, toy, other))
        )
    await other.pool.close()

    assert await toy.fetch(DEADLOCKS) == [(0,)]
    assert await toy.fetch(GAPS) == []


async def test_ten_thousand_decisions_of_two_workers_and_of_requests_lose_nothing(
    toy: Toy, log: MemoryLog
) -> None:
    """Two workers answer what they hear of the same citizens about whom requests decide."""
    crowd = citizens(50)
    for citizen in crowd:
        log.say(topics.CITIZEN, citizen, *range(1, 81))
        log.say(topics.REFERRAL, citizen, *range(1, 81))
    began = time.monotonic()

    async def request(worker: Toy, number: int) -> None:
        chance = random.Random(number)
        for _ in range(250):
            await worker.decide(chance.choice(crowd))

    async with AsyncExitStack() as stack:
        workers = [toy, await toy.another(), await toy.another()]
        for worker in workers[1:]:
            stack.push_async_callback(worker.pool.close)
        await asyncio.gather(
            Listener(workers[1].hearing(answer), log, topics.CITIZEN).hear_all(at_most=200),
            Listener(workers[2].hearing(answer), log, topics.REFERRAL).hear_all(at_most=200),
            *(request(toy, number) for number in range(8)),
        )

    assert await wrong_effects(toy.url) == []
    assert await toy.fetch("SELECT count(*) FROM effect") == [(10_000,)]
    assert await toy.fetch("SELECT count(*) FROM event") == [(10_000,)]
    assert await toy.fetch(GAPS) == []
    assert await toy.parked() == []
    assert await toy.fetch(DEADLOCKS) == [(0,)]
    assert time.monotonic() - began < 40


async def test_a_fact_on_a_topic_that_the_service_does_not_say_is_refused(toy: Toy) -> None:
    [citizen] = citizens(1)
    store = Store(toy.pool, ToyTransaction, "toy", topics.CITIZEN)

    async with store.transaction([citizen]) as tx:
        with pytest.raises(KeyError):
            tx.say(unanswered(), caused_by=CASE)

    assert await toy.fetch("SELECT FROM event") == []


async def test_a_fact_too_large_to_be_sent_is_refused_where_it_is_said(toy: Toy) -> None:
    [citizen] = citizens(1)
    large = replace(registered(), registered_by="x" * 262_144)

    with pytest.raises(asyncpg.CheckViolationError):
        async with toy.store.transaction([citizen]) as tx:
            tx.say(large, caused_by=CASE)

    assert await toy.fetch("SELECT FROM event") == []
