"""What doors read without deciding anything."""

from typing import NamedTuple

from samspil.ledger.database import Pool
from samspil.ledger.rows import Rows
from samspil.ledger.states import States
from samspil.plan.domain.follow_up import FollowUp
from samspil.plan.domain.plan import Plan
from samspil.plan.domain.support_question import SupportQuestion
from samspil.plan.storage.tables import CITIZENS, FOLLOW_UPS, PLANS, QUESTIONS
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
    async with (
        pool.acquire() as connection,
        connection.transaction(isolation="repeatable_read", readonly=True),
    ):
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
