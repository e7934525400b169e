"""Add help that was decided to the citizen's plan."""

from samspil.ledger.say import Cause
from samspil.plan.domain.add_intervention import add_intervention
from samspil.plan.domain.plan import Intervention, Plan, require
from samspil.plan.storage.transaction import PlanTransaction
from samspil.vocabulary.citizen_id import CitizenId


def add_plan_intervention(
    tx: PlanTransaction, citizen: CitizenId, decided: Intervention, version_seen: int | None
) -> Plan:
    """The plan with it. Raises ``NoPlan``, ``StaleVersion`` and what ``add_intervention`` raises."""
    plan, facts = add_intervention(require(tx.plans.of(citizen), version_seen), decided, tx.now)
    tx.plans.save(citizen, plan)
    tx.say(*facts, caused_by=Cause(case=plan.referral_id))
    return plan
