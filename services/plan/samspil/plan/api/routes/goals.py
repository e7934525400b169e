"""``/v1/citizens/{citizen}/plan/goals``: what the citizen wants."""

from typing import ClassVar
from uuid import UUID

from fastapi import APIRouter, Response

from samspil.contracts.plan import LifeArea
from samspil.plan.api.doors import Door, Planner
from samspil.plan.domain.add_goal import add_goal
from samspil.plan.domain.plan import Goal, NoPlan, PlanOver
from samspil.plan.handlers.change_plan import change_plan
from samspil.plan.storage.transaction import PlanTransaction
from samspil.vocabulary.ids import uuid7
from samspil.vocabulary.plain_text import Words
from samspil.web.body import Body
from samspil.web.door import Citizen
from samspil.web.idempotency import Answer, Changing, Told
from samspil.web.refusals import refuses

router = APIRouter(prefix="/v1/citizens/{citizen_id}/plan/goals", tags=["plan"])


class AddGoal(Body):
    """A goal in the citizen's own words."""

    EXAMPLE: ClassVar = {
        "area": "home",
        "words": "Ro omkring mig om aftenen.",
    }

    area: LifeArea
    words: Words


class AddedGoal(Told):
    """Where the goal is, and the plan's version with it."""

    goal_id: UUID


@router.post("", status_code=201, response_model=AddedGoal)
@refuses(NoPlan, PlanOver)
async def add_goal_to_plan(
    citizen: Citizen, body: AddGoal, caller: Planner, once: Changing, door: Door
) -> Response:
    """Add a goal to the plan; it is in force once the citizen agrees."""
    words = await door.keyring.seal(citizen, "words", body.words)
    goal = Goal(id=uuid7(), area=body.area, words=words, added_by=caller.subject)

    def decide(tx: PlanTransaction) -> Answer:
        plan = change_plan(tx, once.seen, lambda it, now: add_goal(it, goal, now))
        told = AddedGoal(goal_id=goal.id, version=plan.version)
        return Answer.of(told, 201, f"/v1/citizens/{citizen}/plan")

    return await door.decide(citizen, once, decide)
