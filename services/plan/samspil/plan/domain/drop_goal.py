"""Dropping: the goal is given up, and it is said why and by whom."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from samspil.contracts.plan import PlanGoalDropped, Whose
from samspil.plan.domain.goal import open_goal, with_goal
from samspil.plan.domain.plan import GoalEnd, Plan
from samspil.vocabulary.copenhagen import danish_day
from samspil.vocabulary.sealed import Sealed


def drop_goal(
    plan: Plan, goal_id: UUID, reason: Sealed, whose: Whose, by: str, now: datetime
) -> tuple[Plan, tuple[PlanGoalDropped, ...]]:
    """From today on, agreed or not; help that serves it goes on until it is ended.

    Raises ``PlanOver``, ``UnknownGoal`` or ``GoalOver``.
    """
    goal, today = open_goal(plan, goal_id), danish_day(now)
    dropped = replace(goal, ended=GoalEnd.DROPPED, ended_on=today, ending=reason, given_up_by=whose)
    fact = PlanGoalDropped(
        plan_id=plan.id,
        goal_id=goal.id,
        dropped_on=today,
        reason=reason,
        whose=whose,
        noted_by=by,
        occurred_at=now,
    )
    return with_goal(plan, dropped), (fact,)
