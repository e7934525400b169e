"""Steps of the clock that fail, on real PostgreSQL: people see them, try them again, or give them up."""

import asyncio
import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from typing import Any
from uuid import uuid4

import pytest
import structlog
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from samspil.ledger.discard import ReasonUnfit, discard
from samspil.ledger.due import COUNTED_AT_MOST
from samspil.ledger.parked import list_parked, release, show_parked
from samspil.messaging.gauges import FIGURES
from samspil.telemetry import log
from samspil.testkit.ledger_kit import Toy, ToyTransaction, toy_service
from samspil.testkit.people import BRUNO
from samspil.testkit.servers import Servers
from samspil.vocabulary.citizen_id import CitizenId

HOUR = timedelta(hours=1)
REASON = "Never can: the plan was moved by hand"


class Panic(BaseException):
    """What native code raises when it gives up: no ``Exception``."""


def failing(fault: BaseException | type[BaseException] = ValueError) -> Callable[..., None]:
    def step(tx: ToyTransaction, who: CitizenId, item: str) -> None:
        raise fault

    return step


async def mark(toy: Toy, citizen: CitizenId, *whats: str, at: datetime | None = None) -> None:
    async with toy.store.transaction([citizen]) as tx:
        for what in whats:
            tx.mark(what, at or tx.now)


async def listed(toy: Toy) -> list[dict[str, Any]]:
    async with toy.pool.acquire() as connection:
        return await list_parked(connection)


async def figure(toy: Toy, name: str) -> int:
    [figures] = await toy.pool.fetch(FIGURES)
    count: int = figures[name]
    return count


async def test_a_failing_step_is_listed_shown_counted_and_logged_with_its_class_and_citizen(
    toy: Toy, capsys: pytest.CaptureFixture[str]
) -> None:
    log.configure("toy")
    citizen = CitizenId(uuid4())
    await mark(toy, citizen, "look:7", "later", at=None)
    await mark(toy, CitizenId(uuid4()), "well")

    while await toy.clock(look=failing(), later=lambda *_: None, well=lambda *_: None).tick():
        pass

    [row] = await listed(toy)
    assert (row["id"], row["what"], row["citizen_id"]) == (f"look:7/{citizen}", "look:7", citizen)
    assert (row["state"], row["error_class"], row["attempts"], row["total"]) == (
        "failing",
        "ValueError",
        1,
        1,
    )
    async with toy.pool.acquire() as connection:
        shown = await show_parked(connection, row["id"])
    assert shown is not None
    assert shown["since"] == row["since"]
    assert await figure(toy, "due_failing") == 1
    structlog.reset_defaults()
    told = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    [line] = [one for one in told if one["event"] == "due.failed"]
    assert (line["what"], line["fault"], line["citizen"]) == ("look", "ValueError", str(citizen))


async def test_since_when_a_step_fails_stays_and_a_success_forgets_it(toy: Toy) -> None:
    citizen = CitizenId(uuid4())
    await mark(toy, citizen, "look")
    await toy.clock(look=failing()).tick()
    [first] = await listed(toy)
    await mark(toy, citizen, "look")
    await toy.clock(look=failing()).tick()
    [second] = await listed(toy)

    assert (second["since"], second["attempts"]) == (first["since"], 2)

    await mark(toy, citizen, "look")
    await toy.clock(look=lambda tx, *_: tx.now + HOUR).tick()
    assert await listed(toy) == []
    assert await toy.fetch("SELECT attempts, error_class, failed_at FROM due") == [(0, None, None)]


async def test_a_released_step_is_tried_at_once_and_is_as_patient_as_at_first(toy: Toy) -> None:
    one, other = CitizenId(uuid4()), CitizenId(uuid4())
    for citizen in (one, other):
        await mark(toy, citizen, "look")
    for _ in range(5):
        await toy.clock(look=failing()).tick()
        await toy.pool.execute("UPDATE due SET at = clock_timestamp()")
    await toy.pool.execute("UPDATE due SET at = clock_timestamp() + interval '1 hour'")

    async with toy.pool.acquire() as connection:
        assert await release(connection, name=f"look/{one}", error_class="TypeError") == 0
        assert await release(connection, name=f"look/{one}") == 1

    tries: list[CitizenId] = []

    def look(tx: ToyTransaction, who: CitizenId, item: str) -> None:
        tries.append(who)
        raise ValueError

    await toy.clock(look=look).tick()
    assert set(tries) == {one}
    [(attempts, at)] = await toy.fetch(
        "SELECT attempts, at - clock_timestamp() FROM due WHERE citizen_id = $1", one
    )
    assert attempts == 1
    assert at < timedelta(seconds=2)

    async with toy.pool.acquire() as connection:
        assert await release(connection, citizen=other) == 1
        assert await release(connection, error_class="ValueError") == 2


async def test_a_discarded_step_is_gone_until_it_is_marked_anew_and_is_kept_with_its_reason(toy: Toy) -> None:
    citizen = CitizenId(uuid4())
    await mark(toy, citizen, "look")
    await toy.clock(look=failing()).tick()

    async with toy.pool.acquire() as connection:
        assert not await discard(connection, f"look/{uuid4()}", REASON)
        assert await discard(connection, f"look/{citizen}", f"  {REASON} ")
        assert not await discard(connection, f"look/{citizen}", REASON)

    assert await listed(toy) == []
    assert await toy.fetch("SELECT FROM due") == []
    kept = "SELECT what, citizen_id, parked_id, error_class, attempts, reason FROM discarded"
    assert await toy.fetch(kept) == [("look", citizen, None, "ValueError", 1, REASON)]
    assert await figure(toy, "discarded") == 1
    await mark(toy, citizen, "look")
    assert await toy.clock(look=lambda *_: None).tick() == 1


async def test_a_step_that_does_not_fail_cannot_be_discarded(toy: Toy) -> None:
    citizen = CitizenId(uuid4())
    await mark(toy, citizen, "look")

    async with toy.pool.acquire() as connection:
        assert not await discard(connection, f"look/{citizen}", REASON)

    assert len(await toy.fetch("SELECT FROM due")) == 1


@pytest.mark.parametrize("reason", ["", "   ", "\x00", "…", "x\u202e", "a" * 501, f"of {BRUNO.cpr.number}"])
async def test_a_reason_that_says_nothing_or_holds_a_persons_number_is_refused(toy: Toy, reason: str) -> None:
    citizen = CitizenId(uuid4())
    await mark(toy, citizen, "look")
    await toy.clock(look=failing()).tick()

    async with toy.pool.acquire() as connection:
        with pytest.raises(ReasonUnfit):
            await discard(connection, f"look/{citizen}", reason)

    assert len(await listed(toy)) == 1


async def test_a_step_that_this_binary_does_not_know_is_seen_and_waits_for_one_that_does(toy: Toy) -> None:
    citizen = CitizenId(uuid4())
    await mark(toy, citizen, "of-a-newer-binary:3")

    await toy.clock().tick()
    [row] = await listed(toy)
    assert (row["id"], row["error_class"]) == (f"of-a-newer-binary:3/{citizen}", "StepUnknown")

    looked: list[str] = []
    await mark(toy, citizen, "of-a-newer-binary:3")
    await toy.clock(**{"of-a-newer-binary": lambda tx, who, item: looked.append(item)}).tick()
    assert looked == ["3"]
    assert await listed(toy) == []


@pytest.mark.parametrize(
    "fault",
    [Panic(), asyncio.CancelledError(), SystemExit(3), RecursionError(), StopAsyncIteration(), MemoryError()],
    ids=lambda fault: type(fault).__name__,
)
async def test_an_odd_fault_of_a_step_is_that_steps_failure_and_the_clock_runs_on(
    toy: Toy, fault: BaseException
) -> None:
    sick, well = CitizenId(uuid4()), CitizenId(uuid4())
    looked: list[CitizenId] = []

    async def later(tx: ToyTransaction, who: CitizenId, item: str) -> None:
        failing(fault)(tx, who, item)

    for citizen in (sick, well):
        await mark(
            toy, citizen, "at-once" if citizen == sick else "look", "later" if citizen == sick else "look"
        )
    clock = toy.clock(
        look=lambda tx, who, item: looked.append(who), later=later, **{"at-once": failing(fault)}
    )
    running = asyncio.create_task(clock.run())
    async with asyncio.timeout(5):
        while len(await listed(toy)) < 2 or not looked:
            await asyncio.sleep(0.01)

    assert not running.done()
    assert {row["error_class"] for row in await listed(toy)} == {type(fault).__name__}
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
    assert running.cancelled()


async def test_a_clock_that_is_told_to_end_in_the_middle_of_a_step_ends_and_leaves_the_row(toy: Toy) -> None:
    citizen = CitizenId(uuid4())
    runs = asyncio.Event()

    async def step(tx: ToyTransaction, who: CitizenId, item: str) -> None:
        runs.set()
        await asyncio.sleep(60)

    await mark(toy, citizen, "step")
    running = asyncio.create_task(toy.clock(step=step).run())
    await runs.wait()
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)

    assert running.cancelled()
    assert await toy.fetch("SELECT attempts, error_class FROM due") == [(0, None)]


async def test_a_step_that_has_failed_more_often_than_can_be_counted_is_tried_within_the_hour(
    toy: Toy,
) -> None:
    citizen = CitizenId(uuid4())
    await mark(toy, citizen, "look")
    await toy.pool.execute("UPDATE due SET attempts = $1, error_class = 'ValueError'", COUNTED_AT_MOST)

    assert await toy.clock(look=failing()).tick() == 1

    [(attempts, wait)] = await toy.fetch("SELECT attempts, at - clock_timestamp() FROM due")
    assert attempts == COUNTED_AT_MOST
    assert wait <= HOUR


@pytest.mark.parametrize("at", ["-infinity", "4000-01-01 BC", "infinity", "200000-01-01"])
async def test_rows_at_the_ends_of_time_stop_nobody_and_can_be_listed(toy: Toy, at: str) -> None:
    far, well = CitizenId(uuid4()), CitizenId(uuid4())
    looked: list[CitizenId] = []
    await mark(toy, well, "look")
    await toy.pool.execute(
        "INSERT INTO due (what, citizen_id, at, attempts, error_class, failed_at)"
        " VALUES ('look', $1, $2::text::timestamptz, 3, 'ValueError', clock_timestamp())",
        far,
        at,
    )
    [row] = await listed(toy)
    async with toy.pool.acquire() as connection:
        assert await show_parked(connection, row["id"]) is not None

    while await toy.clock(look=lambda tx, who, item: looked.append(who)).tick():
        pass

    assert well in looked
    assert (far in looked) == (await listed(toy) == [])
    async with toy.pool.acquire() as connection:
        await release(connection)
    await toy.clock(look=lambda tx, who, item: looked.append(who)).tick()
    assert far in looked


@pytest.fixture(scope="module")
async def marking(servers: Servers) -> Any:
    """One toy for all examples."""
    async with toy_service(servers) as toy:
        yield toy


ENDS = [
    datetime.min.replace(tzinfo=UTC),
    datetime.max.replace(tzinfo=UTC),
    datetime.min.replace(tzinfo=timezone(timedelta(hours=14))),
    datetime.max.replace(tzinfo=timezone(timedelta(hours=-12))),
]


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    at=st.datetimes(timezones=st.timezones())
    | st.sampled_from(ENDS)
    | st.datetimes(timezones=st.integers(-14, 14).map(lambda hours: timezone(timedelta(hours=hours)))),
    again=st.sampled_from(ENDS),
)
@example(at=ENDS[2], again=ENDS[3])
@example(at=ENDS[3], again=ENDS[2])
async def test_any_time_can_be_marked_and_answered(marking: Toy, at: datetime, again: datetime) -> None:
    citizen = CitizenId(uuid4())
    await marking.pool.execute("DELETE FROM due")

    await mark(marking, citizen, "look", at=at)
    await marking.pool.execute("UPDATE due SET at = LEAST(at, clock_timestamp())")
    looks = await marking.clock(look=lambda *_: again).tick()

    assert looks == 1
    assert await marking.fetch("SELECT what, error_class FROM due") == [("look", None)]


async def test_a_time_without_a_zone_is_the_markers_error(toy: Toy) -> None:
    citizen = CitizenId(uuid4())

    with pytest.raises(ValueError, match="zone"):
        await mark(toy, citizen, "look", at=datetime(2026, 11, 28, 12))  # noqa: DTZ001  # the point of it
