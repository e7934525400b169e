"""Adding a goal; the citizen agrees to it with the plan."""

from datetime import datetime

from samspil.contracts.plan import PlanGoalAdded
from samspil.plan.domain.goal import with_goal
from samspil.plan.domain.plan import Goal, Plan, require_going_on


def add_goal(plan: Plan, goal: Goal, now: datetime) -> tuple[Plan, tuple[PlanGoalAdded, ...]]:
    """The plan with one more goal; what was agreed before stays in force. Raises ``PlanOver``."""
    require_going_on(plan)
    fact = PlanGoalAdded(
        plan_id=plan.id,
        goal_id=goal.id,
        area=goal.area,
        words=goal.words,
        added_by=goal.added_by,
        origin=goal.origin,
        aim=goal.aim,
        rank=goal.rank,
        occurred_at=now,
    )
    return with_goal(plan, goal), (fact,)
