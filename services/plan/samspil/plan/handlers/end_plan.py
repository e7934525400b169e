"""End the citizen's plan: nothing is looked at and nobody meets because of it any more."""

from dataclasses import replace
from datetime import date

from samspil.contracts.plan import PlanEnd
from samspil.ledger.say import Cause
from samspil.ledger.versions import all_at
from samspil.plan.domain.cancel_meeting import cancel_ahead
from samspil.plan.domain.end import end
from samspil.plan.domain.plan import Plan
from samspil.plan.handlers.end_help import end_help
from samspil.plan.storage.transaction import PlanTransaction
from samspil.vocabulary.sealed import Sealed


def end_plan(
    tx: PlanTransaction, seen: int | None, because: PlanEnd, on: date | None, words: Sealed | None, by: str
) -> Plan:
    """The plan as it ended. Raises ``NoPlan``, ``PlanOver``, ``StaleVersion`` and ``EndedBeforePlan``."""
    plan = end_help(tx, seen, lambda it, now: end(it, because, on, words, by, now))
    meetings, facts = cancel_ahead(tx.meetings.of(tx.citizen), by, tx.now)
    versions = tx.say(*facts, caused_by=Cause(case=plan.referral_id))
    tx.meetings.save(tx.citizen, all_at(meetings, versions))
    _forget_accepted(tx)
    return plan


def _forget_accepted(tx: PlanTransaction) -> None:
    """What was accepted while there was a plan added nothing to it, and opens none after it."""
    citizen = tx.citizen
    for one in sorted(tx.citizens):
        tx.turn_to(one)
        state = tx.citizen_states.of(one)
        if state is not None and state.accepted is not None:
            tx.citizen_states.put(replace(state, accepted=None))
    tx.turn_to(citizen)
