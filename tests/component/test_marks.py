"""Marks on real PostgreSQL: none is swallowed, put off or taken early, whatever fails meanwhile."""

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from uuid import uuid4

from samspil.ledger.due import Answer, Incomplete
from samspil.ledger.marks import Mark, mark_due
from samspil.testkit.ledger_kit import Toy, ToyTransaction
from samspil.testkit.memory_log import CASE, unanswered
from samspil.vocabulary.citizen_id import CitizenId

HOUR = timedelta(hours=1)
ONE_TRACE, OTHER_TRACE = (f"00-{digit * 32}-{digit * 16}-01" for digit in "12")


def somebody() -> CitizenId:
    return CitizenId(uuid4())


async def mark(toy: Toy, citizen: CitizenId, **whats: timedelta) -> datetime:
    """Mark these so long after now; when that is."""
    async with toy.store.transaction([citizen]) as tx:
        for what, after in whats.items():
            tx.mark(what, tx.now + after)
    return tx.now


async def mark_in(toy: Toy, trace: str | None, citizen: CitizenId, at: datetime) -> None:
    async with toy.pool.acquire() as connection:
        await mark_due(connection, {("look", citizen): Mark(at, trace)})


def noting(looked: list[str], what: str) -> Callable[..., object]:
    """A step that reads by itself, so that it is looked at alone."""

    async def step(tx: ToyTransaction, citizen: CitizenId, item: str) -> None:
        looked.append(what)

    return step


async def test_a_later_mark_in_another_trace_moves_no_date_and_one_without_a_trace_forgets_none(
    toy: Toy,
) -> None:
    citizen = somebody()
    soon = await mark(toy, citizen) + HOUR

    await mark_in(toy, ONE_TRACE, citizen, soon)
    await mark_in(toy, OTHER_TRACE, citizen, soon + HOUR)
    assert await toy.fetch("SELECT at, trace FROM due") == [(soon, OTHER_TRACE)]

    await mark_in(toy, None, citizen, soon - HOUR)
    assert await toy.fetch("SELECT at, trace FROM due") == [(soon - HOUR, OTHER_TRACE)]


async def test_of_what_one_citizen_has_to_be_looked_at_only_what_is_due_is(toy: Toy) -> None:
    citizen, looked = somebody(), list[str]()
    await mark(toy, citizen, due=timedelta(), later=HOUR)

    clock = toy.clock(due=noting(looked, "due"), later=noting(looked, "later"))  # type: ignore[arg-type]
    assert await clock.tick() == 1

    assert looked == ["due"]
    assert await toy.fetch("SELECT what FROM due") == [("later",)]


async def test_what_was_put_off_while_the_clock_waited_for_its_citizen_is_left_alone(toy: Toy) -> None:
    citizen, looked = somebody(), list[CitizenId]()
    await mark(toy, citizen, look=timedelta())
    clock = toy.clock(look=lambda tx, who, item: looked.append(who))

    async with toy.store.transaction([citizen]) as tx:
        ticking = asyncio.create_task(clock.tick())
        async with asyncio.timeout(5):
            while not await toy.fetch("SELECT FROM pg_locks WHERE NOT granted"):
                await asyncio.sleep(0.01)
        await tx.connection.execute("UPDATE due SET at = at + interval '1 hour'")

    assert await ticking == 0
    assert looked == []
    assert len(await toy.fetch("SELECT FROM due")) == 1


async def test_a_mark_that_one_step_makes_for_another_is_not_put_off_when_that_one_fails(toy: Toy) -> None:
    citizen = somebody()

    async def first(tx: ToyTransaction, who: CitizenId, item: str) -> None:
        tx.mark("second", tx.now)

    async def second(tx: ToyTransaction, who: CitizenId, item: str) -> None:
        raise ValueError

    await mark(toy, citizen, first=timedelta(), second=timedelta())
    assert await toy.clock(first=first, second=second).tick() == 2

    due = "SELECT what, attempts, error_class, at <= clock_timestamp() FROM due"
    assert await toy.fetch(due) == [("second", 1, "ValueError", True)]


async def test_a_step_that_fails_keeps_the_trace_in_which_it_was_asked_for(toy: Toy) -> None:
    citizen = somebody()
    now = await mark(toy, citizen)
    await mark_in(toy, ONE_TRACE, citizen, now)

    def look(tx: ToyTransaction, who: CitizenId, item: str) -> None:
        raise ValueError

    await toy.clock(look=look).tick()

    assert await toy.fetch("SELECT trace, error_class FROM due") == [(ONE_TRACE, "ValueError")]


async def test_a_step_that_fails_in_part_says_what_it_can_and_is_tried_when_it_wants_or_sooner(
    toy: Toy,
) -> None:
    wanted = {somebody(): timedelta(), somebody(): HOUR, somebody(): None}

    def look(tx: ToyTransaction, who: CitizenId, item: str) -> Answer:
        after = wanted[who]
        tx.say(unanswered(), caused_by=CASE)
        tx.mark("other", tx.now + HOUR)
        return Incomplete(ValueError(), None if after is None else tx.now + after)

    for citizen in wanted:
        await mark(toy, citizen, look=timedelta())
    await toy.clock(look=look).tick()

    assert len(await toy.fetch("SELECT FROM event")) == 3
    assert len(await toy.fetch("SELECT FROM due WHERE what = 'other' AND error_class IS NULL")) == 3
    left = "SELECT citizen_id, attempts, error_class, (at - failed_at)::text FROM due WHERE what = 'look'"
    waits = {citizen: wait for citizen, _, _, wait in await toy.fetch(left)}
    assert list(map(waits.get, wanted)) == ["00:00:00", "00:00:01", "00:00:01"]
    assert {tuple(row[1:3]) for row in await toy.fetch(left)} == {(1, "ValueError")}


async def test_of_two_marks_in_one_transaction_the_earlier_counts_whichever_came_first(toy: Toy) -> None:
    citizen = somebody()

    async with toy.store.transaction([citizen]) as tx:
        for what, hours in (("falls", (2, 1)), ("rises", (1, 2))):
            for after in hours:
                tx.mark(what, tx.now + after * HOUR)

    assert await toy.fetch("SELECT what, at FROM due ORDER BY what") == [
        ("falls", tx.now + HOUR),
        ("rises", tx.now + HOUR),
    ]


async def test_an_item_is_looked_at_again_by_its_own_name(toy: Toy) -> None:
    citizen = somebody()
    await mark(toy, citizen, **{"look:7": timedelta()})

    await toy.clock(look=lambda tx, who, item: tx.now + HOUR).tick()

    assert await toy.fetch("SELECT what FROM due") == [("look:7",)]


async def test_the_calendars_ends_are_marked_at_their_own_end(toy: Toy) -> None:
    citizen = somebody()
    first = datetime.min.replace(tzinfo=timezone(timedelta(hours=14)))
    last = datetime.max.replace(tzinfo=timezone(timedelta(hours=-12)))

    async with toy.store.transaction([citizen]) as tx:
        tx.mark("first", first)
        tx.mark("last", last)

    due = "SELECT what, at < clock_timestamp() FROM due ORDER BY what"
    assert await toy.fetch(due) == [("first", True), ("last", False)]
