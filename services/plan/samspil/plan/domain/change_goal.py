"""Changing a goal: it is put otherwise from the next yes on, and both wordings are kept."""

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from samspil.contracts.plan import GoalAim, LifeArea, PlanGoalChanged, Whose
from samspil.plan.domain.goal import open_goal, with_goal
from samspil.plan.domain.plan import Plan, Wording
from samspil.vocabulary.sealed import Sealed


@dataclass(frozen=True, slots=True)
class PutOtherwise:
    """The whole of a goal as it is put from now on."""

    area: LifeArea
    words: Sealed
    origin: Whose
    aim: GoalAim | None
    rank: int | None


def change_goal(
    plan: Plan, goal_id: UUID, to: PutOtherwise, by: str, now: datetime
) -> tuple[Plan, tuple[PlanGoalChanged, ...]]:
    """What was agreed stays so, in the old words, until the citizen agrees to the new ones.

    Raises ``PlanOver``, ``UnknownGoal`` or ``GoalOver``.
    """
    goal = open_goal(plan, goal_id)
    before = Wording(goal.area, goal.words, goal.origin, goal.agreed, until=now)
    changed = replace(
        goal,
        area=to.area,
        words=to.words,
        origin=to.origin,
        aim=to.aim,
        rank=to.rank,
        agreed=False,
        earlier=(*goal.earlier, before),
    )
    fact = PlanGoalChanged(
        plan_id=plan.id,
        goal_id=goal.id,
        area=to.area,
        words=to.words,
        origin=to.origin,
        aim=to.aim,
        rank=to.rank,
        changed_by=by,
        occurred_at=now,
    )
    return with_goal(plan, changed), (fact,)
