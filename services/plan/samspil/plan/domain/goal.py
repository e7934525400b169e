"""One goal of the plan: found while it can still be changed, and put back as it became."""

from dataclasses import replace
from uuid import UUID

from samspil.plan.domain.plan import Goal, Plan, require_going_on


class UnknownGoal(Exception):
    """The plan has no such goal."""


class GoalOver(Exception):
    """The goal was reached or given up: another one is added instead."""


def open_goal(plan: Plan, goal_id: UUID) -> Goal:
    """The goal, of a plan that goes on. Raises ``PlanOver``, ``UnknownGoal`` or ``GoalOver``."""
    require_going_on(plan)
    goal = plan.goals.get(goal_id)
    if goal is None:
        raise UnknownGoal
    if not goal.is_open:
        raise GoalOver
    return goal


def with_goal(plan: Plan, goal: Goal) -> Plan:
    """The plan with the goal as it is now."""
    return replace(plan, goals={**plan.goals, goal.id: goal})
