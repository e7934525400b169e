"""Reassigning: somebody else gives the help from now on, or is reached otherwise."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from samspil.contracts.plan import PlanSupportWorkerChanged
from samspil.plan.domain.given_help import open_help, with_help
from samspil.plan.domain.giver import Giver, require_deputy
from samspil.plan.domain.plan import Plan


def reassign_help(
    plan: Plan, intervention_id: UUID, to: Giver, by: str, now: datetime
) -> tuple[Plan, tuple[PlanSupportWorkerChanged, ...]]:
    """A wish for somebody else is met where somebody else comes; whoever comes is not away.

    Raises ``PlanOver``, ``UnknownHelp``, ``HelpOver``, ``DeputyIsTheWorker`` or ``DeputyMissing``.
    """
    help_ = open_help(plan, intervention_id)
    require_deputy(to.support_worker, to.deputy, to.deputy_name)
    if to.support_worker != help_.support_worker:
        help_ = replace(help_, change_wanted=False, change_words=None, away_until=None)
    given = replace(
        help_,
        support_worker=to.support_worker,
        support_worker_name=to.support_worker_name,
        support_worker_phone=to.support_worker_phone,
        deputy=to.deputy,
        deputy_name=to.deputy_name,
    )
    fact = PlanSupportWorkerChanged(
        plan_id=plan.id,
        intervention_id=help_.id,
        support_worker=to.support_worker,
        support_worker_name=to.support_worker_name,
        support_worker_phone=to.support_worker_phone,
        deputy=to.deputy,
        deputy_name=to.deputy_name,
        changed_by=by,
        occurred_at=now,
    )
    return with_help(plan, given), (fact,)
