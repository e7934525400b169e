"""Ending: the help is over, and no longer in force anywhere."""

from dataclasses import replace
from datetime import date, datetime
from uuid import UUID

from samspil.contracts.plan import InterventionEnd, PlanInterventionEnded
from samspil.plan.domain.given_help import open_help, with_help
from samspil.plan.domain.plan import Plan
from samspil.vocabulary.copenhagen import danish_day
from samspil.vocabulary.sealed import Sealed


class EndedAhead(Exception):
    """The day has not come yet."""


class EndedBeforePlan(Exception):
    """On that day there was no plan."""


def end_help(
    plan: Plan,
    intervention_id: UUID,
    because: InterventionEnd,
    on: date | None,
    found_change: Sealed | None,
    by: str,
    now: datetime,
) -> tuple[Plan, tuple[PlanInterventionEnded, ...]]:
    """``on`` a day, or today; agreed or not, paused or not.

    Raises ``PlanOver``, ``UnknownHelp``, ``HelpOver``, ``EndedAhead`` or ``EndedBeforePlan``.
    """
    help_, today = open_help(plan, intervention_id), danish_day(now)
    day = on or today
    if day > today:
        raise EndedAhead
    if day < danish_day(plan.opened_at):
        raise EndedBeforePlan
    ended = replace(help_, pause=None, ended_on=day, ended_because=because, found_change=found_change)
    fact = PlanInterventionEnded(
        plan_id=plan.id,
        intervention_id=help_.id,
        ended_on=day,
        because=because,
        found_change=found_change,
        ended_by=by,
        occurred_at=now,
    )
    return with_help(plan, ended), (fact,)
