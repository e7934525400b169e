"""End help, and take back what was asked about it."""

from uuid import UUID

from samspil.ledger.say import Cause
from samspil.ledger.transaction import Decide
from samspil.plan.domain.let_go import let_go
from samspil.plan.domain.plan import Plan
from samspil.plan.domain.settle import Brought
from samspil.plan.handlers.change_plan import change_plan
from samspil.plan.handlers.keep_brought import keep_brought
from samspil.plan.storage.transaction import PlanTransaction


def end_help(tx: PlanTransaction, intervention_id: UUID, seen: int | None, decide: Decide[Plan]) -> Plan:
    """The plan as it is now. Raises ``NoPlan``, ``StaleVersion`` and what the decision raises."""
    plan = change_plan(tx, seen, decide)
    questions, facts = let_go(plan, tx.questions.of(tx.citizen), intervention_id, tx.now)
    keep_brought(tx, Brought(questions, tx.follow_ups.of(tx.citizen)), facts, Cause(case=plan.referral_id))
    return plan
