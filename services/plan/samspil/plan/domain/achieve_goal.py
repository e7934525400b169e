"""Achieving: the citizen reached the goal."""

from dataclasses import replace
from datetime import date, datetime
from uuid import UUID

from samspil.contracts.plan import PlanGoalAchieved
from samspil.plan.domain.goal import open_goal, with_goal
from samspil.plan.domain.plan import GoalEnd, Plan
from samspil.vocabulary.copenhagen import danish_day
from samspil.vocabulary.sealed import Sealed


class GoalNotAgreed(Exception):
    """The citizen has not agreed to the goal: nobody works for it yet."""


class AchievedAhead(Exception):
    """The day has not come yet."""


class AchievedBeforePlan(Exception):
    """On that day there was no plan."""


def achieve_goal(
    plan: Plan, goal_id: UUID, on: date | None, words: Sealed | None, by: str, now: datetime
) -> tuple[Plan, tuple[PlanGoalAchieved, ...]]:
    """``on`` a day, or today; help that serves it goes on until it is ended.

    Raises ``PlanOver``, ``UnknownGoal``, ``GoalOver``, ``GoalNotAgreed``, ``AchievedAhead`` or
    ``AchievedBeforePlan``.
    """
    goal, today = open_goal(plan, goal_id), danish_day(now)
    if not goal.in_force:
        raise GoalNotAgreed
    day = on or today
    if day > today:
        raise AchievedAhead
    if day < danish_day(plan.opened_at):
        raise AchievedBeforePlan
    achieved = replace(goal, ended=GoalEnd.ACHIEVED, ended_on=day, ending=words)
    fact = PlanGoalAchieved(
        plan_id=plan.id, goal_id=goal.id, achieved_on=day, words=words, noted_by=by, occurred_at=now
    )
    return with_goal(plan, achieved), (fact,)
