"""Open follow-ups when a stay ends, and ask about support no more."""

from samspil.contracts.envelope import Event
from samspil.contracts.hospital import HospitalStayDischarged
from samspil.ledger.say import Cause
from samspil.plan.domain.close import close
from samspil.plan.domain.follow_up import follow_up
from samspil.plan.storage.transaction import PlanTransaction


def end_stay(heard: Event[HospitalStayDischarged], tx: PlanTransaction) -> None:
    """Counted from the day of the discharge, however late it is heard."""
    citizen, stay = heard.subject, heard.data
    follow_ups, facts = follow_up(
        tx.plans.of(citizen), tx.follow_ups.of(citizen) or {}, stay.stay_id, stay.discharged_at, tx.now
    )
    tx.questions.save(citizen, close(tx.questions.of(citizen) or {}, stay.stay_id))
    if facts:
        tx.follow_ups.save(citizen, follow_ups)
        tx.say(*facts, caused_by=Cause.heard(heard))
