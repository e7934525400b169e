"""Resuming: help that rested goes on."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from samspil.contracts.plan import PlanInterventionResumed
from samspil.plan.domain.given_help import open_help, with_help
from samspil.plan.domain.plan import Plan


class NotPaused(Exception):
    """The help does not rest."""


def resume_help(
    plan: Plan, intervention_id: UUID, by: str, now: datetime
) -> tuple[Plan, tuple[PlanInterventionResumed, ...]]:
    """Whatever it rested because of. Raises ``PlanOver``, ``UnknownHelp``, ``HelpOver`` or ``NotPaused``."""
    help_ = open_help(plan, intervention_id)
    if help_.pause is None:
        raise NotPaused
    fact = PlanInterventionResumed(
        plan_id=plan.id, intervention_id=help_.id, stay_id=None, resumed_by=by, occurred_at=now
    )
    return with_help(plan, replace(help_, pause=None)), (fact,)
