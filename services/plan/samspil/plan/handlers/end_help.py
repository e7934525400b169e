"""End help, and take back what was asked about it."""

from samspil.ledger.say import Cause
from samspil.ledger.transaction import Decide
from samspil.plan.domain.let_go import let_go
from samspil.plan.domain.plan import Plan
from samspil.plan.handlers.change_plan import change_plan
from samspil.plan.handlers.keep_file import keep_file
from samspil.plan.handlers.read_file import read_file
from samspil.plan.storage.transaction import PlanTransaction


def end_help(tx: PlanTransaction, seen: int | None, decide: Decide[Plan]) -> Plan:
    """The plan as it is now; nobody is asked about help that is over.

    Raises ``NoPlan``, ``PlanOver``, ``StaleVersion`` and what the decision raises.
    """
    plan = change_plan(tx, seen, decide)
    file = read_file(tx)
    keep_file(tx, file.after(let_go(plan, file.brought, tx.now)), Cause(case=plan.referral_id))
    return plan
