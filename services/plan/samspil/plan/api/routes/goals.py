"""``/v1/citizens/{citizen}/plan/goals``: what the citizen wants."""

from typing import Annotated, ClassVar
from uuid import UUID

from fastapi import APIRouter, Response
from pydantic import Field

from samspil.contracts.plan import GoalAim, LifeArea, Whose
from samspil.plan.api.doors import THE_CITIZEN, Door, Planner, PlannerOrOwn, written_by
from samspil.plan.domain.achieve_goal import AchievedAhead, AchievedBeforePlan, GoalNotAgreed, achieve_goal
from samspil.plan.domain.add_goal import add_goal
from samspil.plan.domain.change_goal import PutOtherwise, change_goal
from samspil.plan.domain.drop_goal import drop_goal
from samspil.plan.domain.goal import GoalOver, UnknownGoal
from samspil.plan.domain.plan import Goal, NoPlan, Plan, PlanOver
from samspil.plan.handlers.change_plan import change_plan
from samspil.vocabulary.ids import uuid7
from samspil.vocabulary.plain_text import Words
from samspil.vocabulary.plausible import AgreedDay
from samspil.web.body import Body, in_days
from samspil.web.door import Citizen
from samspil.web.idempotency import Answer, Changing, Told
from samspil.web.refusals import refuses

router = APIRouter(prefix="/v1/citizens/{citizen_id}/plan/goals", tags=["plan"])

Rank = Annotated[int, Field(ge=1, le=99, strict=True, description="1 for what matters most to the citizen.")]


class ChangeGoal(Body):
    """The whole of a goal, as it is put from now on."""

    EXAMPLE: ClassVar = {
        "area": "home",
        "words": "Ro omkring mig om aftenen og natten.",
        "origin": "citizen",
        "aim": "keep",
        "rank": 1,
    }

    area: LifeArea
    words: Words
    origin: Whose
    """Whose words they are."""
    aim: GoalAim | None = None
    rank: Rank | None = None


class AddGoal(ChangeGoal):
    """A goal in the citizen's own words."""

    EXAMPLE: ClassVar = {
        "area": "home",
        "words": "Ro omkring mig om aftenen.",
    }

    origin: Whose = Whose.JOINTLY


class AchieveGoal(Body):
    """That the citizen reached it."""

    EXAMPLE: ClassVar = {
        "achieved_on": in_days(0),
        "words": "At nogen blev ved med at spørge.",
    }

    achieved_on: Annotated[AgreedDay | None, Field(description="Today, where it is not said.")] = None
    words: Annotated[
        Words | None, Field(description="What made it possible, in the citizen's own words.")
    ] = None


class DropGoal(Body):
    """Why it is given up, and whose decision that is."""

    EXAMPLE: ClassVar = {
        "reason": "Noget andet er vigtigere nu.",
        "whose": "citizen",
    }

    reason: Words
    """The citizen reads it."""
    whose: Whose


class GoalNow(Told):
    """Which goal, and the plan's version with it."""

    goal_id: UUID


def told(plan: Plan, goal_id: UUID, status: int = 200, location: str | None = None) -> Answer:
    """What is answered about it."""
    return Answer.of(GoalNow(goal_id=goal_id, version=plan.version), status, location)


@router.post("", status_code=201, response_model=GoalNow)
@refuses(NoPlan, PlanOver)
async def add_goal_to_plan(
    citizen: Citizen, body: AddGoal, caller: PlannerOrOwn, once: Changing, door: Door
) -> Response:
    """Add a goal to the plan; it is in force once the citizen agrees.

    What the citizen writes from home is their own, whatever is said of whose it is.
    """
    by = written_by(caller)
    goal = Goal(
        id=uuid7(),
        area=body.area,
        words=await door.keyring.seal(citizen, "words", body.words),
        added_by=by,
        origin=Whose.CITIZEN if by == THE_CITIZEN else body.origin,
        aim=body.aim,
        rank=body.rank,
    )
    location = f"/v1/citizens/{citizen}/plan"
    return await door.decide(
        citizen,
        once,
        lambda tx: told(
            change_plan(tx, once.seen, lambda it, now: add_goal(it, goal, now)), goal.id, 201, location
        ),
    )


@router.post("/{goal_id}/change", response_model=GoalNow)
@refuses(NoPlan, PlanOver, UnknownGoal, GoalOver)
async def change_goal_of_plan(
    citizen: Citizen, goal_id: UUID, body: ChangeGoal, caller: Planner, once: Changing, door: Door
) -> Response:
    """Put it otherwise; what was agreed stays so, in the old words, until the citizen agrees again."""
    words = await door.keyring.seal(citizen, "words", body.words)
    to, by = PutOtherwise(body.area, words, body.origin, body.aim, body.rank), caller.subject
    return await door.decide(
        citizen,
        once,
        lambda tx: told(
            change_plan(tx, once.seen, lambda it, now: change_goal(it, goal_id, to, by, now)), goal_id
        ),
    )


@router.post("/{goal_id}/achieve", response_model=GoalNow)
@refuses(NoPlan, PlanOver, UnknownGoal, GoalOver, GoalNotAgreed, AchievedAhead, AchievedBeforePlan)
async def achieve_goal_of_plan(
    citizen: Citizen, goal_id: UUID, body: AchieveGoal, caller: Planner, once: Changing, door: Door
) -> Response:
    """Record that the citizen reached it; help that serves it goes on until it is ended."""
    words, on = await door.sealed(citizen, "words", body.words), body.achieved_on
    return await door.decide(
        citizen,
        once,
        lambda tx: told(
            change_plan(
                tx, once.seen, lambda it, now: achieve_goal(it, goal_id, on, words, caller.subject, now)
            ),
            goal_id,
        ),
    )


@router.post("/{goal_id}/drop", response_model=GoalNow)
@refuses(NoPlan, PlanOver, UnknownGoal, GoalOver)
async def drop_goal_of_plan(
    citizen: Citizen, goal_id: UUID, body: DropGoal, caller: Planner, once: Changing, door: Door
) -> Response:
    """Give it up; help that serves it goes on until it is ended."""
    reason = await door.keyring.seal(citizen, "words", body.reason)
    return await door.decide(
        citizen,
        once,
        lambda tx: told(
            change_plan(
                tx,
                once.seen,
                lambda it, now: drop_goal(it, goal_id, reason, body.whose, caller.subject, now),
            ),
            goal_id,
        ),
    )
