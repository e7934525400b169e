"""Put the plan in force: the citizen agrees to it."""

from samspil.ledger.say import Cause
from samspil.plan.domain.agree import agree
from samspil.plan.domain.plan import Plan, require
from samspil.plan.storage.transaction import PlanTransaction
from samspil.vocabulary.citizen_id import CitizenId


def agree_plan(tx: PlanTransaction, citizen: CitizenId, version_seen: int | None) -> Plan:
    """The plan in force. Raises ``NoPlan``, ``StaleVersion``, ``NothingToAgree``."""
    plan, facts = agree(require(tx.plans.of(citizen), version_seen), tx.now)
    tx.plans.save(citizen, plan)
    tx.say(*facts, caused_by=Cause(case=plan.referral_id))
    return plan
