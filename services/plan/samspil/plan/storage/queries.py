"""What doors read without deciding anything."""

from typing import NamedTuple

from samspil.ledger.database import Pool
from samspil.plan.domain.follow_up import FollowUp
from samspil.plan.domain.plan import Plan
from samspil.plan.domain.support_question import SupportQuestion
from samspil.plan.storage.follow_ups import FollowUpShelf
from samspil.plan.storage.plans import Plans
from samspil.plan.storage.questions import QuestionShelf
from samspil.vocabulary.citizen_id import CitizenId


class Read(NamedTuple):
    """A citizen's plan with what stays brought with them."""

    plan: Plan
    questions: list[SupportQuestion]
    """The newest first."""
    follow_ups: list[FollowUp]
    """The first due first."""


async def read_plan(pool: Pool, citizen: CitizenId) -> Read | None:
    """The plan as it is now; None where there is none."""
    async with (
        pool.acquire() as connection,
        connection.transaction(isolation="repeatable_read", readonly=True),
    ):
        plan = (await Plans().read(connection, [citizen])).get(citizen)
        questions = (await QuestionShelf().read(connection, [citizen]))[citizen].values()
        follow_ups = (await FollowUpShelf().read(connection, [citizen]))[citizen].values()
    if plan is None:
        return None
    return Read(
        plan,
        sorted(questions, key=lambda one: (one.asked_at, one.id), reverse=True),
        sorted(follow_ups, key=lambda one: (one.due_on, one.id)),
    )
