"""Pause by rule what a stay that goes on pauses in the plan as it was just changed."""

from samspil.ledger.say import Cause
from samspil.plan.domain.citizen import Citizen
from samspil.plan.domain.pause_for_stays import pause_for_stays
from samspil.plan.domain.plan import Plan
from samspil.plan.handlers.look_soon import look_soon
from samspil.plan.storage.transaction import PlanTransaction


def pause_now(tx: PlanTransaction, plan: Plan) -> Plan:
    """The plan as it is now; where the person has other files the clock looks, with all of them locked."""
    citizen = tx.citizen_states.of(tx.citizen) or Citizen()
    if citizen.has_other_files:
        look_soon(tx)
    if citizen.has_other_files or citizen.is_away:
        return plan
    paused, facts = pause_for_stays(plan, tx.stays.of(tx.citizen), tx.now)
    return tx.keep(tx.plans, paused, *facts, caused_by=Cause(case=plan.referral_id))
