"""Which goal of the citizen's a step towards work can serve."""

from uuid import UUID

from samspil.overview.domain.view import View


class NotTheirGoal(Exception):
    """The citizen has no such goal."""


class GoalIsOver(Exception):
    """It was reached or given up."""


def require_goal(view: View, goal_id: UUID, *, served_before: bool) -> None:
    """What serves a goal already may go on to when it is over. Raises ``NotTheirGoal``, ``GoalIsOver``."""
    goal = next((one for one in view.plan.goals if one.id == goal_id), None)
    if goal is None:
        raise NotTheirGoal
    if not goal.is_open and not served_before:
        raise GoalIsOver
