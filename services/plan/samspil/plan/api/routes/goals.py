"""``/v1/citizens/{citizen}/plan/goals``: what the citizen wants."""

from uuid import UUID

from fastapi import APIRouter, Response
from pydantic import BaseModel, ConfigDict

from samspil.contracts.plan import LifeArea
from samspil.plan.api.doors import Behind, Planner
from samspil.plan.domain.plan import Goal
from samspil.plan.handlers.add_plan_goal import add_plan_goal
from samspil.vocabulary.citizen_id import CitizenId
from samspil.vocabulary.ids import uuid7
from samspil.vocabulary.plain_text import Words
from samspil.web.idempotency import Answer, OnceOnly
from samspil.web.versions import VersionSeen, etag

router = APIRouter(prefix="/v1/citizens/{citizen_id}/plan/goals", tags=["plan"])


class AddGoal(BaseModel):
    """A goal in the citizen's own words."""

    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True)

    area: LifeArea
    words: Words


class AddedGoal(BaseModel):
    """Where the goal is."""

    goal_id: UUID
    version: int


@router.post("", status_code=201, response_model=AddedGoal)
async def add(
    citizen_id: UUID,
    body: AddGoal,
    caller: Planner,
    once: OnceOnly,
    version_seen: VersionSeen,
    behind: Behind,
) -> Response:
    """Add a goal to the plan; it is in force once the citizen agrees."""
    citizen = CitizenId(citizen_id)
    goal = Goal(
        id=uuid7(),
        area=body.area,
        words=await behind.keyring.seal(citizen, "words", body.words),
        added_by=caller.subject,
    )
    async with behind.store.transaction([citizen]) as tx:

        def decide() -> Answer:
            plan = add_plan_goal(tx, citizen, goal, version_seen)
            return Answer(
                201,
                {"goal_id": str(goal.id), "version": plan.version},
                {"location": f"/v1/citizens/{citizen}/plan", "etag": etag(plan.version)},
            )

        answer = await once.answer(tx.connection, decide)
    return answer.response()
