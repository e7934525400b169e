"""Noting that a support worker is away, or back: the deputy is asked meanwhile."""

from dataclasses import replace
from datetime import date, datetime
from uuid import UUID

from samspil.contracts.plan import PlanSupportWorkerAway
from samspil.plan.domain.given_help import open_help, with_help
from samspil.plan.domain.plan import Plan
from samspil.vocabulary.copenhagen import danish_day


class AwayUntilPast(Exception):
    """The last day on which they are away has passed."""


class NotAway(Exception):
    """Who is not away does not come back."""


def note_away(
    plan: Plan, intervention_id: UUID, until: date | None, by: str, now: datetime
) -> tuple[Plan, tuple[PlanSupportWorkerAway, ...]]:
    """``until`` is the last day; None: they are back.

    Raises ``PlanOver``, ``UnknownHelp``, ``HelpOver``, ``AwayUntilPast`` or ``NotAway``.
    """
    help_ = open_help(plan, intervention_id)
    if until is None and help_.away_until is None:
        raise NotAway
    if until is not None and until < danish_day(now):
        raise AwayUntilPast
    fact = PlanSupportWorkerAway(
        plan_id=plan.id, intervention_id=help_.id, away_until=until, noted_by=by, occurred_at=now
    )
    return with_help(plan, replace(help_, away_until=until)), (fact,)
