"""Change who is asked about help, and hand over what waits for whoever was asked until now."""

from uuid import UUID

from samspil.ledger.say import Cause
from samspil.ledger.transaction import Decide
from samspil.plan.domain.citizen import Citizen
from samspil.plan.domain.hand_over import hand_over
from samspil.plan.domain.plan import Plan, require_plan
from samspil.plan.domain.settle import Brought
from samspil.plan.handlers.change_plan import change_plan
from samspil.plan.handlers.keep_brought import keep_brought
from samspil.plan.handlers.look_soon import look_soon
from samspil.plan.storage.transaction import PlanTransaction


def hand_over_help(
    tx: PlanTransaction, intervention_id: UUID, seen: int | None, decide: Decide[Plan]
) -> Plan:
    """The plan as it is now; what each file of a person asks of its workers the clock looks at.

    Raises ``NoPlan``, ``StaleVersion`` and what the decision raises.
    """
    before = require_plan(tx.plans.of(tx.citizen))
    plan = change_plan(tx, seen, decide)
    brought = Brought(tx.questions.of(tx.citizen), tx.follow_ups.of(tx.citizen))
    after, facts = hand_over(before.interventions[intervention_id], plan, brought, tx.now)
    keep_brought(tx, after, facts, Cause(case=plan.referral_id))
    if (tx.citizen_states.of(tx.citizen) or Citizen()).has_other_files:
        look_soon(tx)
    return plan
