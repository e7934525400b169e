"""The clock on real PostgreSQL: what is due is looked at once, by one, and a mark is never lost."""

import asyncio
import contextlib
import random
import time
from collections import Counter
from collections.abc import Callable
from contextlib import AsyncExitStack
from datetime import datetime, timedelta
from itertools import pairwise
from statistics import median
from uuid import uuid4

import asyncpg
import pytest

from samspil.ledger.due import Clock
from samspil.testkit.ledger_kit import Toy, ToyTransaction
from samspil.testkit.memory_log import CASE, unanswered
from samspil.vocabulary.citizen_id import CitizenId

MINUTE = timedelta(minutes=1)

Looks = Counter[tuple[CitizenId, str]]


def citizens(count: int) -> list[CitizenId]:
    return [CitizenId(uuid4()) for _ in range(count)]


async def mark(toy: Toy, citizen: CitizenId, what: str = "look", after: timedelta = timedelta()) -> None:
    async with toy.store.transaction([citizen]) as tx:
        tx.mark(what, tx.now + after)


def looking(looks: Looks) -> Callable[[ToyTransaction, CitizenId, str], None]:
    """A step that counts, and says something each time."""

    def look(tx: ToyTransaction, citizen: CitizenId, item: str) -> None:
        looks[citizen, item] += 1
        tx.notes.note(citizen)
        tx.say(unanswered(), caused_by=CASE)

    return look


async def run_out(*clocks: Clock[ToyTransaction]) -> None:
    """Tick until nothing is due."""

    async def run(clock: Clock[ToyTransaction]) -> None:
        while await clock.tick():
            pass

    await asyncio.gather(*(run(clock) for clock in clocks))


async def test_a_due_item_is_looked_at_once_by_one_of_two_clocks(toy: Toy) -> None:
    looks: Looks = Counter()
    marked = citizens(300)
    for citizen in marked:
        await mark(toy, citizen, "look:a")
        await mark(toy, citizen, "look:b")
    other = await toy.another()

    await run_out(toy.clock(look=looking(looks)), other.clock(look=looking(looks)))
    await other.pool.close()

    assert looks == Counter({(citizen, item): 1 for citizen in marked for item in "ab"})
    assert await toy.fetch("SELECT count(*), max(seq) FROM event") == [(600, 2)]
    assert await toy.fetch("SELECT FROM due") == []


async def test_what_is_not_due_yet_is_left_alone(toy: Toy) -> None:
    looks: Looks = Counter()
    [citizen] = citizens(1)
    await mark(toy, citizen, after=MINUTE)

    assert await toy.clock(look=looking(looks)).tick() == 0
    assert looks == Counter()


async def test_what_fell_due_during_an_outage_is_looked_at_at_the_first_chance(toy: Toy) -> None:
    looks: Looks = Counter()
    [citizen] = citizens(1)
    await mark(toy, citizen, after=timedelta(days=-3))

    assert await toy.clock(look=looking(looks)).tick() == 1
    assert looks == {(citizen, ""): 1}


async def test_a_running_clock_goes_on_after_its_connections_were_ended(toy: Toy) -> None:
    looks: Looks = Counter()
    one, other = citizens(2)
    worker = await toy.another()
    running = asyncio.create_task(worker.clock(look=looking(looks)).run())
    await mark(toy, one)
    async with asyncio.timeout(5):
        while not await toy.fetch("SELECT FROM event"):
            await asyncio.sleep(0.01)

    await toy.fetch(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
        " WHERE datname = current_database() AND pid <> pg_backend_pid()"
    )
    async with asyncio.timeout(5):
        while not looks[other, ""]:
            with contextlib.suppress(asyncpg.PostgresError, asyncpg.InterfaceError):  # ours were ended, too
                await mark(toy, other)
            await asyncio.sleep(0.05)
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
    await worker.pool.close()

    assert looks[one, ""] == 1
    assert looks[other, ""] >= 1


async def test_a_later_date_never_swallows_an_earlier_mark(toy: Toy) -> None:
    [citizen] = citizens(1)
    await mark(toy, citizen, after=MINUTE)
    await mark(toy, citizen, after=5 * MINUTE)
    [(at,)] = await toy.fetch("SELECT at FROM due")
    await mark(toy, citizen)
    [(earlier,)] = await toy.fetch("SELECT at FROM due")

    async with toy.store.transaction([citizen]) as tx:
        tx.mark("other", tx.now)
        tx.mark("other", tx.now + MINUTE)
        now = tx.now

    assert earlier < at < earlier + 2 * MINUTE
    assert await toy.fetch("SELECT at FROM due WHERE what = 'other'") == [(now,)]


async def test_a_step_says_when_to_look_again_and_a_mark_made_meanwhile_is_earlier(toy: Toy) -> None:
    [citizen] = citizens(1)
    looked: list[datetime] = []

    async def step(tx: ToyTransaction, who: CitizenId, item: str) -> datetime | None:
        looked.append(tx.now)
        if len(looked) == 1:
            tx.mark("step", tx.now + MINUTE)  # by what the step itself decided
        return tx.now + 5 * MINUTE

    await mark(toy, citizen, "step")
    await toy.clock(step=step).tick()

    assert await toy.fetch("SELECT at FROM due") == [(looked[0] + MINUTE,)]


async def test_a_step_that_always_fails_holds_up_nobody_and_backs_off(
    toy: Toy, capsys: pytest.CaptureFixture[str]
) -> None:
    sick, *others = citizens(5)

    def look(tx: ToyTransaction, citizen: CitizenId, item: str) -> None:
        looking(Counter())(tx, citizen, item)
        tx.mark("made-by-the-failing", tx.now)
        if citizen == sick:
            raise ValueError("Vera Test Opdigtet")

    for citizen in (sick, *others):
        await mark(toy, citizen)
    clock = toy.clock(look=look, **{"made-by-the-failing": lambda *_: None})
    waits: list[timedelta] = []
    for attempt in range(1, 5):
        await run_out(clock)
        [(what, citizen, at, attempts, error_class)] = await toy.fetch(
            "SELECT what, citizen_id, at - clock_timestamp(), attempts, error_class FROM due"
        )
        assert (what, citizen, attempts, error_class) == ("look", sick, attempt, "ValueError")
        waits.append(at)
        await toy.pool.execute("UPDATE due SET at = clock_timestamp()")

    effects = await toy.fetch("SELECT citizen_id, max(seq) FROM event GROUP BY 1")
    assert sorted(effects) == sorted((citizen, 1) for citizen in others)
    assert [round(wait.total_seconds()) for wait in waits] == [1, 2, 4, 8]
    told = capsys.readouterr()
    assert "ValueError" in told.out
    assert "Vera" not in told.out + told.err


async def test_a_step_that_always_fails_like_a_fault_that_passes_holds_up_nobody_either(toy: Toy) -> None:
    looks: Looks = Counter()
    sick, *others = citizens(5)

    async def look(tx: ToyTransaction, citizen: CitizenId, item: str) -> None:
        if citizen == sick:
            raise TimeoutError
        looking(looks)(tx, citizen, item)

    for citizen in (sick, *others):
        await mark(toy, citizen)

    await run_out(toy.clock(look=look))

    assert set(looks) == {(citizen, "") for citizen in others}
    assert await toy.fetch("SELECT citizen_id, error_class FROM due") == [(sick, "TimeoutError")]


async def test_while_hearing_is_behind_the_clock_rests_longer_than_it_looks(toy: Toy) -> None:
    looks: list[float] = []

    def look(tx: ToyTransaction, citizen: CitizenId, item: str) -> datetime:
        looks.append(time.monotonic())
        time.sleep(0.02)
        return tx.now

    async def gaps(behind: bool) -> float:
        looks.clear()
        running = asyncio.create_task(Clock(toy.store, {"look": look}, lambda: behind).run())
        while len(looks) < 6:
            await asyncio.sleep(0.01)
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
        return median(after - before for before, after in pairwise(looks))

    [citizen] = citizens(1)
    await mark(toy, citizen)

    assert await gaps(behind=True) > 10 * 0.02
    assert await gaps(behind=False) < 10 * 0.02


async def test_marks_behind_looks_that_follow_each_other_closely_gather_and_are_looked_at_together(
    toy: Toy, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("samspil.ledger.due.OFTEN", 5)
    monkeypatch.setattr("samspil.ledger.due.GATHERS", 1)
    looks: Looks = Counter()
    crowd, clock, ticks = citizens(5), Clock(toy.store, {"look": looking(looks)}), list[int]()
    tick = clock.tick

    async def noted() -> int:
        looked = await tick()
        ticks.extend([looked] if looked else [])
        return looked

    monkeypatch.setattr(clock, "tick", noted)
    running = asyncio.create_task(clock.run())
    for who in crowd:
        await mark(toy, who)
        clock.awake.set()
        async with asyncio.timeout(5):
            while sum(ticks) < 2 and sum(ticks) <= crowd.index(who):
                await asyncio.sleep(0.005)
    async with asyncio.timeout(5):
        while sum(ticks) < len(crowd):
            await asyncio.sleep(0.01)
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)

    assert ticks == [1, 1, 3]


async def test_a_step_nobody_knows_holds_up_nobody(toy: Toy) -> None:
    looks: Looks = Counter()
    one, other = citizens(2)
    await mark(toy, one, "of-another-binary")
    await mark(toy, other)

    await run_out(toy.clock(look=looking(looks)))

    assert looks == {(other, ""): 1}
    assert await toy.fetch("SELECT what, error_class FROM due") == [("of-another-binary", "StepUnknown")]


async def test_a_failing_item_that_is_marked_again_is_looked_at_at_once_and_keeps_its_attempts(
    toy: Toy,
) -> None:
    [citizen] = citizens(1)
    fails = [True]

    def look(tx: ToyTransaction, who: CitizenId, item: str) -> None:
        if fails[0]:
            raise ValueError

    clock = toy.clock(look=look)
    await mark(toy, citizen)
    await run_out(clock)
    await mark(toy, citizen)
    assert await clock.tick() == 1
    assert await toy.fetch("SELECT attempts FROM due") == [(2,)]

    fails[0] = False
    await mark(toy, citizen)
    assert await clock.tick() == 1
    assert await toy.fetch("SELECT FROM due") == []


async def test_a_mark_made_while_its_step_runs_is_looked_at_afterwards(toy: Toy) -> None:
    [citizen] = citizens(1)
    runs, go_on = asyncio.Event(), asyncio.Event()
    looks = 0

    async def look(tx: ToyTransaction, who: CitizenId, item: str) -> None:
        nonlocal looks
        looks += 1
        runs.set()
        await go_on.wait()

    clock = toy.clock(look=look)
    await mark(toy, citizen)
    ticking = asyncio.create_task(clock.tick())
    await runs.wait()
    marking = asyncio.create_task(mark(toy, citizen))
    by_hand = asyncio.create_task(
        toy.pool.execute(
            "INSERT INTO due VALUES ('look', $1, clock_timestamp())"
            " ON CONFLICT (what, citizen_id) DO UPDATE SET at = LEAST(due.at, excluded.at)",
            citizen,
        )
    )
    await asyncio.sleep(0.05)
    go_on.set()
    await asyncio.gather(ticking, marking, by_hand)

    await run_out(clock)
    assert looks == 2


async def test_ten_thousand_random_interleavings_of_marks_and_looks_lose_no_mark(toy: Toy) -> None:
    """A mark raises what is wanted, and the step that sees it brings what is had up to it.

    Steps fail, are rolled back, put themselves off, or are marked while they run; whatever the order, once
    the clocks have nothing left to do, everybody has what was wanted.
    """
    chance = random.Random(3)
    crowd = citizens(40)
    wanted: Counter[CitizenId] = Counter()
    had: Counter[CitizenId] = Counter()
    seen: Counter[CitizenId] = Counter()
    interleavings = 0

    async def look(tx: ToyTransaction, citizen: CitizenId, item: str) -> datetime | None:
        nonlocal interleavings
        interleavings += 1
        before = seen[citizen] = wanted[citizen]
        for _ in range(chance.randrange(3)):
            await asyncio.sleep(0)
        dice = chance.random()
        if dice < 0.05:
            raise ValueError
        had[citizen] = max(had[citizen], before)
        return tx.now if dice < 0.1 else tx.now + MINUTE if dice < 0.15 else None

    async def demand(worker: Toy) -> None:
        nonlocal interleavings
        while interleavings < 10_000:
            some = chance.sample(crowd, chance.randrange(1, 16))
            async with worker.store.transaction(some) as tx:
                for citizen in some:
                    interleavings += 1
                    tx.turn_to(citizen)
                    # wanted before the mark commits: a step that runs from now on may, and later must, see it
                    wanted[citizen] += 1
                    tx.mark("look", tx.now + timedelta(milliseconds=chance.randrange(-5, 5)))
                    if chance.random() < 0.3:
                        await asyncio.sleep(0)

    async def ticking(worker: Toy) -> None:
        clock = worker.clock(look=look)
        while interleavings < 10_000:
            await clock.tick()
            await asyncio.sleep(0)

    async with AsyncExitStack() as stack:
        workers = [toy, await toy.another(), await toy.another()]
        for worker in workers[1:]:
            stack.push_async_callback(worker.pool.close)
        await asyncio.gather(
            *(demand(worker) for worker in workers for _ in range(2)), *(ticking(one) for one in workers[1:])
        )

        clock = toy.clock(look=look)
        chance = random.Random(4)
        while had != wanted:
            await toy.pool.execute("UPDATE due SET at = clock_timestamp()")  # time passes
            if not await clock.tick():
                break

    assert had == wanted
    assert seen == wanted
    assert await toy.fetch("SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()") == [
        (0,)
    ]
