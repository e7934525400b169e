"""Change who is asked about help, and hand over what waits for whoever was asked until now."""

from uuid import UUID

from samspil.ledger.say import Cause
from samspil.ledger.transaction import Decide
from samspil.plan.domain.hand_over import hand_over
from samspil.plan.domain.plan import Plan, require_plan
from samspil.plan.handlers.change_plan import change_plan
from samspil.plan.handlers.keep_file import keep_file
from samspil.plan.handlers.look_soon import look_soon
from samspil.plan.handlers.read_file import read_file
from samspil.plan.storage.transaction import PlanTransaction


def hand_over_help(
    tx: PlanTransaction, intervention_id: UUID, seen: int | None, decide: Decide[Plan]
) -> Plan:
    """The plan as it is now; what each file of a person asks of its workers the clock looks at.

    Raises ``NoPlan``, ``StaleVersion`` and what the decision raises.
    """
    before = require_plan(tx.plans.of(tx.citizen))
    plan = change_plan(tx, seen, decide)
    file = read_file(tx)
    handed = hand_over(before.interventions[intervention_id], plan, file.brought, tx.now)
    keep_file(tx, file.after(handed), Cause(case=plan.referral_id))
    if file.citizen.has_other_files:
        look_soon(tx)
    return plan
