"""Which help has lost the goal that it serves, and which goal the citizen did not put so.

Every help resolves to a goal in the citizen's words, or to a named exception of the law.
"""

from samspil.contracts.plan import Whose
from samspil.plan.domain.plan import Goal, Intervention, Plan


def orphans(plan: Plan) -> tuple[Intervention, ...]:
    """Help in force whose goal is over, or not in the plan, and that stands on no exception."""
    return tuple(
        one
        for one in plan.interventions.values()
        if one.in_force and one.without_goal is None and not _is_open(_served(plan, one))
    )


def drifted(plan: Plan) -> tuple[Intervention, ...]:
    """Help in force whose goal was put otherwise by professionals alone, and not agreed so."""
    return tuple(
        one
        for one in plan.interventions.values()
        if one.in_force and (goal := _served(plan, one)) and goal.is_open and _is_reworded_alone(goal)
    )


def _served(plan: Plan, help_: Intervention) -> Goal | None:
    return plan.goals.get(help_.goal_id) if help_.goal_id else None


def _is_open(goal: Goal | None) -> bool:
    return goal is not None and goal.is_open


def _is_reworded_alone(goal: Goal) -> bool:
    return goal.origin is Whose.PROFESSIONAL and not goal.agreed and bool(goal.earlier)
