"""Adding help that was decided for one of the citizen's goals, or that the law gives without one."""

from datetime import datetime
from typing import Any
from uuid import UUID

from samspil.contracts.plan import PlanInterventionAdded, PlanInterventionWithoutGoalAdded, WithoutGoal
from samspil.plan.domain.given_help import with_help
from samspil.plan.domain.giver import require_deputy
from samspil.plan.domain.plan import Intervention, Plan, require_going_on
from samspil.plan.domain.without_goal import FITS
from samspil.vocabulary.copenhagen import danish_day

Added = PlanInterventionAdded | PlanInterventionWithoutGoalAdded


class GoalOrException(Exception):
    """Help serves a goal, or stands on an exception of the law: one of the two."""


class NoGoalToServe(Exception):
    """The plan has no such goal: help serves something the citizen wants."""


class ServesGoalThatIsOver(Exception):
    """The goal was reached or given up."""


class ExceptionOfOtherLaw(Exception):
    """Under this paragraph no help is given for that reason."""


class LawWithoutHelp(Exception):
    """Nothing is given under this paragraph."""


class ReviewInThePast(Exception):
    """The first review was to be before today."""


class ReviewBeforeStart(Exception):
    """The first review was to be before the help begins."""


WRONG_HELP = (
    GoalOrException,
    NoGoalToServe,
    ServesGoalThatIsOver,
    ExceptionOfOtherLaw,
    LawWithoutHelp,
    ReviewInThePast,
    ReviewBeforeStart,
)


def add_intervention(plan: Plan, decided: Intervention, now: datetime) -> tuple[Plan, tuple[Added, ...]]:
    """The plan with the help in it; it is in force once the citizen agrees.

    Raises ``PlanOver``, one of ``WRONG_HELP``, ``DeputyIsTheWorker`` or ``DeputyMissing``.
    """
    require_going_on(plan)
    fact = _added(plan, decided, now)
    _require_reason(plan, decided)
    if not decided.provision.gives_help:
        raise LawWithoutHelp
    if decided.review_by is not None:
        if decided.review_by < danish_day(now):
            raise ReviewInThePast
        if decided.starts_on is not None and decided.review_by < decided.starts_on:
            raise ReviewBeforeStart
    require_deputy(decided.support_worker, decided.deputy, decided.deputy_name)
    return with_help(plan, decided), (fact,)


def _require_reason(plan: Plan, decided: Intervention) -> None:
    if decided.without_goal is not None and decided.provision not in FITS[decided.without_goal]:
        raise ExceptionOfOtherLaw
    if decided.goal_id is not None:
        goal = plan.goals.get(decided.goal_id)
        if goal is None:
            raise NoGoalToServe
        if not goal.is_open:
            raise ServesGoalThatIsOver


def _added(plan: Plan, decided: Intervention, now: datetime) -> Added:
    told: dict[str, Any] = {name: getattr(decided, name) for name in _SHARED}
    told |= {"plan_id": plan.id, "intervention_id": decided.id, "occurred_at": now}
    match decided.goal_id, decided.without_goal:
        case UUID() as goal, None:
            # This fact knows help by decisions only: where there is none to be made, its number is empty.
            return PlanInterventionAdded(
                goal_id=goal, decision_reference=decided.decision_reference or "", **told
            )
        case None, WithoutGoal() as because:
            return PlanInterventionWithoutGoalAdded(
                because=because, decision_reference=decided.decision_reference, **told
            )
    raise GoalOrException


_SHARED = (
    "provision",
    "support_worker",
    "support_worker_name",
    "support_worker_phone",
    "deputy",
    "deputy_name",
    "unit",
    "method",
    "minutes_per_week",
    "starts_on",
    "review_by",
    "purpose",
    "expected_change",
)
"""What both facts tell of the help, under the names that it has here."""
