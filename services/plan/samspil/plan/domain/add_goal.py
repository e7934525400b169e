"""Adding a goal; the citizen agrees to it with the plan."""

from dataclasses import replace
from datetime import datetime

from samspil.contracts.plan import PlanGoalAdded
from samspil.plan.domain.plan import Goal, Plan


def add_goal(plan: Plan, goal: Goal, now: datetime) -> tuple[Plan, tuple[PlanGoalAdded, ...]]:
    """The plan with one more goal; what was agreed before stays in force."""
    revised = replace(plan, goals={**plan.goals, goal.id: goal})
    fact = PlanGoalAdded(
        plan_id=plan.id,
        goal_id=goal.id,
        area=goal.area,
        words=goal.words,
        added_by=goal.added_by,
        occurred_at=now,
    )
    return revised, (fact,)
