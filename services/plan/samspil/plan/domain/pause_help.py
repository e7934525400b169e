"""Pausing: the help rests, and its place is kept."""

from dataclasses import replace
from datetime import date, datetime
from uuid import UUID

from samspil.contracts.plan import PauseReason, PlanInterventionPaused
from samspil.plan.domain.given_help import open_help, with_help
from samspil.plan.domain.plan import Pause, Plan
from samspil.vocabulary.copenhagen import danish_day


class NotInForce(Exception):
    """The citizen has not agreed to the help: it has not begun."""


class AlreadyPaused(Exception):
    """The help rests already."""


class PausedUntilPast(Exception):
    """The last day of the pause has passed."""


def pause_help(
    plan: Plan, intervention_id: UUID, because: PauseReason, until: date | None, by: str, now: datetime
) -> tuple[Plan, tuple[PlanInterventionPaused, ...]]:
    """Until somebody resumes it; ``until`` is the last day as it is expected.

    Raises ``PlanOver``, ``UnknownHelp``, ``HelpOver``, ``NotInForce``, ``AlreadyPaused`` or
    ``PausedUntilPast``.
    """
    help_ = open_help(plan, intervention_id)
    if not help_.in_force:
        raise NotInForce
    if help_.pause is not None:
        raise AlreadyPaused
    if until is not None and until < danish_day(now):
        raise PausedUntilPast
    fact = PlanInterventionPaused(
        plan_id=plan.id,
        intervention_id=help_.id,
        because=because,
        stay_id=None,
        until=until,
        paused_by=by,
        occurred_at=now,
    )
    return with_help(plan, replace(help_, pause=Pause(because, until=until))), (fact,)
