"""What is overdue in some units: all of it is counted, and the longest overdue is read."""

from collections.abc import AsyncIterator
from datetime import date, timedelta
from uuid import UUID

import pytest

from samspil.ledger.database import Pool, open_pool
from samspil.overview.domain.open_work import Task, Work
from samspil.overview.storage.last_look import LastLook, LastLooks
from samspil.overview.storage.late import AT_MOST, Late, read_lacking, read_late
from samspil.overview.storage.own_citizens import read_citizens_by_name
from samspil.rulebook.case_at_hand import Relation, Tie
from samspil.stack import databases
from samspil.testkit.builders import MONDAY
from samspil.testkit.servers import Servers
from samspil.vocabulary.citizen_id import CitizenId

TODAY = MONDAY.date()
OWN, OTHERS = "VISITATION-1", "JOB-1"


@pytest.fixture
async def pool(servers: Servers) -> AsyncIterator[Pool]:
    made = await open_pool(await servers.postgres.database(*databases.migrations_of("overview")))
    yield made
    await made.close()


def owed(due: date | None, unit: str | None = OWN, work: Work = Work.ANSWER_REFERRAL) -> Task:
    return Task(work, MONDAY - timedelta(days=400), due=due, unit=unit)


async def keep(pool: Pool, *tasks: Task) -> list[CitizenId]:
    """One citizen for each."""
    looks = {CitizenId(UUID(int=number)): LastLook(tasks=(task,)) for number, task in enumerate(tasks, 1)}
    async with pool.acquire() as connection:
        await LastLooks().write(connection, looks)
    return list(looks)


async def test_everything_overdue_is_counted_and_the_longest_overdue_is_read(pool: Pool) -> None:
    days = range(1, AT_MOST + 4)
    citizens = await keep(pool, *(owed(TODAY - timedelta(days=day)) for day in days))

    late = await read_late(pool, [OWN], TODAY)

    assert late.count == AT_MOST + 3
    assert [citizen for citizen, _ in late.longest] == citizens[:2:-1]
    assert [task.due for _, task in late.longest] == [TODAY - timedelta(days=day) for day in days[:2:-1]]


async def test_only_what_these_units_owe_since_a_day_that_is_past_is_overdue(pool: Pool) -> None:
    past = TODAY - timedelta(days=1)
    not_late = (
        owed(TODAY),
        owed(None),
        owed(past, unit=OTHERS),
        owed(past, unit=None),
        owed(past, work=Work.AWAIT_ANSWER),
    )
    [first, *_] = await keep(pool, owed(past), *not_late)

    assert await read_late(pool, [OWN], TODAY) == Late([(first, owed(past))], 1)
    assert await read_late(pool, ["VOKSEN-1"], TODAY) == Late([], 0)


async def tie(pool: Pool, citizen: CitizenId, *ties: Tie) -> None:
    async with pool.acquire() as connection:
        await LastLooks().write(connection, {citizen: LastLook(ties=ties)})


async def test_what_is_no_one_units_is_seen_by_the_leader_of_a_unit_that_has_the_case(pool: Pool) -> None:
    past = TODAY - timedelta(days=1)
    review, lacking = owed(past, None, Work.REVIEW), owed(None, None, Work.ADD_PHONE)
    first, second, third, _ = await keep(pool, review, lacking, lacking, owed(None, None, Work.FOLLOW_UP))
    for citizen in (first, second):
        await tie(pool, citizen, Tie(Relation.UNIT, OWN, TODAY), Tie(Relation.WORKER, "aisha"))
    await tie(pool, third, Tie(Relation.UNIT, OWN, past), Tie(Relation.WORKER, OWN))

    assert await read_late(pool, [OWN], TODAY) == Late([(first, review)], 1)
    assert await read_lacking(pool, [OWN], TODAY) == Late([(second, lacking)], 1)
    assert await read_lacking(pool, [OTHERS], TODAY) == Late([], 0)


async def test_ones_own_citizens_are_those_to_whom_one_is_tied_by_name_while_the_tie_holds(
    pool: Pool,
) -> None:
    past = TODAY - timedelta(days=1)
    citizens = await keep(pool, *(owed(None) for _ in range(6)))
    for citizen, one in zip(
        citizens,
        (
            Tie(Relation.WORKER, "aisha"),
            Tie(Relation.DEPUTY, "aisha", TODAY),
            Tie(Relation.COORDINATOR, "aisha"),
            Tie(Relation.WORKER, "aisha", past),
            Tie(Relation.UNIT, "aisha"),
            Tie(Relation.WORKER, "jonas"),
        ),
        strict=True,
    ):
        await tie(pool, citizen, one)

    assert await read_citizens_by_name(pool, "aisha", TODAY, 50) == citizens[:3]
    assert await read_citizens_by_name(pool, "aisha", TODAY, 2) == citizens[:2]
