"""What doors read without deciding anything."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import NamedTuple

from samspil.contracts import topics
from samspil.contracts.catalogue import reader
from samspil.ledger.database import Connection, Pool
from samspil.ledger.rows import Rows
from samspil.ledger.states import States
from samspil.plan.domain.agreement import Agreement
from samspil.plan.domain.ask_agreement import NotHeardOf
from samspil.plan.domain.follow_up import FollowUp
from samspil.plan.domain.meeting import Meeting
from samspil.plan.domain.plan import Plan, require_plan
from samspil.plan.domain.review import Review
from samspil.plan.domain.support_question import SupportQuestion
from samspil.plan.domain.version import Version, versions_of
from samspil.plan.storage.tables import AGREEMENTS, CITIZENS, FOLLOW_UPS, MEETINGS, PLANS, QUESTIONS, REVIEWS
from samspil.vocabulary.citizen_id import CitizenId

FILES = """
WITH RECURSIVE file AS (
  SELECT $1::uuid AS id
  UNION SELECT next.id FROM file, LATERAL (
    SELECT other AS id FROM link WHERE citizen_id = file.id
    UNION ALL SELECT citizen_id FROM link WHERE other = file.id
  ) next
)
SELECT id FROM file
"""


SAID = "SELECT record FROM event WHERE topic = $1 AND citizen_id = $2 ORDER BY seq"


class Read(NamedTuple):
    """A citizen's plan with what stays brought with them."""

    plan: Plan
    questions: list[SupportQuestion]
    """The newest first."""
    follow_ups: list[FollowUp]
    """The first due first."""


async def read_files(pool: Pool, citizen: CitizenId) -> list[CitizenId]:
    """This file and all others of the same person."""
    return [row["id"] for row in await pool.fetch(FILES, citizen)]


async def read_files_from_survivor(pool: Pool, citizen: CitizenId) -> list[CitizenId]:
    """The same, beginning with the file that survives: what it says of the person holds."""
    files = await read_files(pool, citizen)
    rows = await pool.fetch(CITIZENS.select, files)
    absorbed = {id_ for id_, state in rows if CITIZENS.adapter.validate_json(state).survivor is not None}
    return sorted(files, key=lambda file: file in absorbed)


async def read_plan(pool: Pool, citizen: CitizenId) -> Read | None:
    """The plan as it is now; None where there is none."""
    async with _one_moment(pool) as connection:
        plan = await States(PLANS).look(connection, citizen)
        questions = await Rows(QUESTIONS).look(connection, citizen) or {}
        follow_ups = await Rows(FOLLOW_UPS).look(connection, citizen) or {}
    if plan is None:
        return None
    return Read(
        plan,
        sorted(questions.values(), key=lambda one: (one.asked_at, one.id), reverse=True),
        sorted(follow_ups.values(), key=lambda one: (one.due_on, one.id)),
    )


async def read_versions(pool: Pool, citizen: CitizenId) -> tuple[Plan, tuple[Version, ...]]:
    """The plan as it is now, and each time it was agreed, the first first. Raises ``NoPlan``."""
    async with _one_moment(pool) as connection:
        plan = require_plan(await States(PLANS).look(connection, citizen))
        said = await connection.fetch(SAID, topics.PLAN.name, citizen)
    events = map(reader(topics.PLAN).validate_json, (row["record"] for row in said))
    return plan, versions_of(plan.id, (event.data for event in events))


async def read_reviews(pool: Pool, citizen: CitizenId) -> list[Review]:
    """Those of the citizen's plan, the first due first. Raises ``NoPlan``."""
    async with _one_moment(pool) as connection:
        plan = require_plan(await States(PLANS).look(connection, citizen))
        reviews = await Rows(REVIEWS).look(connection, citizen) or {}
    of_plan = (one for one in reviews.values() if one.plan_id == plan.id)
    return sorted(of_plan, key=lambda one: (one.due_on, one.id))


async def read_meetings(pool: Pool, citizen: CitizenId) -> list[Meeting]:
    """All that were booked, the latest first. Raises ``NoPlan``."""
    async with _one_moment(pool) as connection:
        require_plan(await States(PLANS).look(connection, citizen))
        meetings = await Rows(MEETINGS).look(connection, citizen) or {}
    return sorted(meetings.values(), key=lambda one: (one.at, one.id), reverse=True)


async def read_agreements(pool: Pool, citizen: CitizenId) -> list[Agreement]:
    """All that were asked for, the newest first. Raises ``NotHeardOf``."""
    async with _one_moment(pool) as connection:
        state = await States(CITIZENS).look(connection, citizen)
        if state is None and await States(PLANS).look(connection, citizen) is None:
            raise NotHeardOf
        agreements = await Rows(AGREEMENTS).look(connection, citizen) or {}
    return sorted(agreements.values(), key=lambda one: (one.asked_on, one.id), reverse=True)


@asynccontextmanager
async def _one_moment(pool: Pool) -> AsyncIterator[Connection]:
    """All that is read on it is of one moment."""
    async with (
        pool.acquire() as connection,
        connection.transaction(isolation="repeatable_read", readonly=True),
    ):
        yield connection
