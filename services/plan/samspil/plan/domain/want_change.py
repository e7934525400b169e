"""Wanting somebody else: the citizen asks for another support worker, and owes nobody a reason."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from samspil.contracts.plan import PlanSupportWorkerChangeRequested
from samspil.plan.domain.given_help import open_help, with_help
from samspil.plan.domain.plan import Plan
from samspil.vocabulary.sealed import Sealed


def want_change(
    plan: Plan, intervention_id: UUID, words: Sealed | None, by: str, now: datetime
) -> tuple[Plan, tuple[PlanSupportWorkerChangeRequested, ...]]:
    """Wanted until somebody else comes; wanted again, it is the newest words that stand.

    Raises ``PlanOver``, ``UnknownHelp`` or ``HelpOver``.
    """
    help_ = open_help(plan, intervention_id)
    wanted = replace(help_, change_wanted=True, change_words=words)
    fact = PlanSupportWorkerChangeRequested(
        plan_id=plan.id, intervention_id=help_.id, words=words, noted_by=by, occurred_at=now
    )
    return with_help(plan, wanted), (fact,)
