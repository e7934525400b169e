"""Add a goal to the citizen's plan."""

from samspil.ledger.say import Cause
from samspil.plan.domain.add_goal import add_goal
from samspil.plan.domain.plan import Goal, Plan, require
from samspil.plan.storage.transaction import PlanTransaction
from samspil.vocabulary.citizen_id import CitizenId


def add_plan_goal(tx: PlanTransaction, citizen: CitizenId, goal: Goal, version_seen: int | None) -> Plan:
    """The plan with it. Raises ``NoPlan``, ``StaleVersion``."""
    plan, facts = add_goal(require(tx.plans.of(citizen), version_seen), goal, tx.now)
    tx.plans.save(citizen, plan)
    tx.say(*facts, caused_by=Cause(case=plan.referral_id))
    return plan
