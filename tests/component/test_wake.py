"""Waking on real PostgreSQL: what is said or due at once is looked at without waiting for the next look."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import timedelta
from uuid import uuid4

import asyncpg
import pytest

from samspil.contracts import topics
from samspil.ledger import due, wake
from samspil.ledger.due import Clock
from samspil.ledger.parked import release
from samspil.ledger.session import Session
from samspil.ledger.wake import DUE, SAID
from samspil.testkit.ledger_kit import Toy, ToyTransaction
from samspil.testkit.memory_log import CASE, Listener, MemoryLog, unanswered
from samspil.vocabulary.citizen_id import CitizenId

MUCH_LATER = 30.0


@pytest.fixture
def looked() -> list[CitizenId]:
    """Whom the clock has looked at."""
    return []


@asynccontextmanager
async def idle(
    toy: Toy, looked: list[CitizenId], monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Clock[ToyTransaction]]:
    """A running clock that has nothing to do and would look again in half a minute."""
    monkeypatch.setattr(wake, "SLOW_LOOK", MUCH_LATER)
    monkeypatch.setattr(due, "SLOW_LOOK", MUCH_LATER)
    clock = toy.clock(look=lambda tx, who, item: looked.append(who))
    running = asyncio.create_task(clock.run())
    await asyncio.sleep(0.1)
    yield clock
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)


async def soon(true: Callable[[], object]) -> None:
    async with asyncio.timeout(3):
        while not true():
            await asyncio.sleep(0.005)


async def mark(toy: Toy, citizen: CitizenId, after: timedelta = timedelta()) -> None:
    async with toy.store.transaction([citizen]) as tx:
        tx.mark("look", tx.now + after)


async def notices(toy: Toy, told: list[str]) -> asyncpg.Connection:
    connection = await asyncpg.connect(toy.url)
    for channel in (SAID, DUE):
        await connection.add_listener(channel, lambda _c, _pid, name, _text: told.append(name))
    return connection


async def test_a_mark_that_is_due_wakes_the_clock_of_the_same_process_without_sql(
    toy: Toy, looked: list[CitizenId], monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    listening = await notices(toy, told)
    async with idle(toy, looked, monkeypatch) as clock:
        toy.store.waker.here[DUE] = clock.awake.set
        citizen = CitizenId(uuid4())
        await mark(toy, citizen)
        await soon(lambda: looked == [citizen])
    await asyncio.sleep(0.05)
    await listening.close()

    assert told == []


async def test_a_mark_that_is_due_wakes_the_clock_of_another_process(
    toy: Toy, looked: list[CitizenId], monkeypatch: pytest.MonkeyPatch, measured: Callable[[str, float], None]
) -> None:
    web = await toy.another()
    session = await Session.open(toy.url)
    async with idle(toy, looked, monkeypatch) as clock:
        await session.listen(DUE, clock.awake.set)
        citizen = CitizenId(uuid4())
        started = time.perf_counter()
        await mark(web, citizen)
        await soon(lambda: looked == [citizen])
        measured("milliseconds from a mark to its look", 1000 * (time.perf_counter() - started))
    await session.close()
    await web.pool.close()


async def test_a_mark_that_is_due_wakes_although_a_later_part_of_its_transaction_marks_nothing_that_is(
    toy: Toy,
) -> None:
    near: list[None] = []
    toy.store.waker.here[DUE] = lambda: near.append(None)
    citizen = CitizenId(uuid4())

    async with toy.store.transaction([citizen]) as tx:
        for what, after in (("now", timedelta()), ("later", timedelta(hours=1))):
            async with tx.savepoint(citizen):
                tx.mark(what, tx.now + after)

    assert len(near) == 1


async def test_people_who_release_a_step_wake_the_clock(
    toy: Toy, looked: list[CitizenId], monkeypatch: pytest.MonkeyPatch
) -> None:
    citizen = CitizenId(uuid4())
    await mark(toy, citizen, timedelta(hours=1))
    await toy.pool.execute("UPDATE due SET error_class = 'ValueError', attempts = 9")
    session = await Session.open(toy.url)
    async with idle(toy, looked, monkeypatch) as clock:
        await session.listen(DUE, clock.awake.set)
        async with toy.pool.acquire() as connection:
            assert await release(connection) == 1
        await soon(lambda: looked == [citizen])
    await session.close()


async def test_a_mark_for_later_wakes_nobody(toy: Toy) -> None:
    told: list[str] = []
    listening = await notices(toy, told)

    await mark(toy, CitizenId(uuid4()), timedelta(seconds=2))
    await asyncio.sleep(0.1)
    await listening.close()

    assert told == []


async def test_what_is_said_wakes_the_relay_alone_and_both_are_woken_once_a_transaction(toy: Toy) -> None:
    told: list[str] = []
    listening = await notices(toy, told)
    crowd = [CitizenId(uuid4()) for _ in range(20)]

    async with toy.store.transaction(crowd) as tx:
        for citizen in crowd:
            tx.turn_to(citizen)
            tx.say(unanswered(), caused_by=CASE)
    await soon(lambda: told)
    await asyncio.sleep(0.05)
    assert told == [SAID]

    async with toy.store.transaction(crowd) as tx:
        for citizen in crowd:
            tx.turn_to(citizen)
            tx.say(unanswered(), caused_by=CASE)
            tx.mark("look", tx.now)
    await soon(lambda: len(told) > 1)
    await asyncio.sleep(0.05)
    await listening.close()

    assert sorted(told[1:]) == [SAID, DUE]


async def test_a_poll_that_marks_everybody_wakes_its_own_clock_once_and_the_database_never(
    toy: Toy, log: MemoryLog
) -> None:
    told: list[str] = []
    near: list[None] = []
    listening = await notices(toy, told)
    toy.store.waker.here[DUE] = lambda: near.append(None)
    for _ in range(100):
        log.say(topics.REFERRAL, uuid4(), 1)
    hearing = toy.hearing(lambda heard, tx: tx.mark("look", tx.now))

    assert await Listener(hearing, log, topics.REFERRAL).poll() is True
    await asyncio.sleep(0.05)
    await listening.close()

    assert (len(near), told) == (1, [])


async def test_a_session_that_is_asked_by_many_tasks_at_once_answers_them_all(toy: Toy) -> None:
    session = await Session.open(toy.url)
    watching = asyncio.create_task(session.watch())

    await asyncio.gather(
        session.claim_ordinal(of=1),
        session.claim_relay(),
        *(session.listen(channel, lambda: None) for channel in (SAID, DUE)),
    )

    await asyncio.sleep(1.1)
    assert not watching.done()
    watching.cancel()
    await asyncio.gather(watching, return_exceptions=True)
    await session.close()
