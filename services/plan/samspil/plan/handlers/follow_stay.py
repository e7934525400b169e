"""Follow a stay: ask while it goes on, follow up when it ends at home, take back what it asks no more."""

from samspil.contracts.envelope import Event
from samspil.ledger.say import Cause
from samspil.plan.domain.settle import Brought, settle
from samspil.plan.messages.hospital import HospitalStay, stay_after
from samspil.plan.storage.transaction import PlanTransaction


def follow_stay(heard: Event[HospitalStay], tx: PlanTransaction) -> None:
    """Whatever order a stay's facts come in; what is heard while there is no plan asks nothing of anybody."""
    citizen = heard.subject
    stays = tx.stays.of(citizen) or {}
    stay = stay_after(stays, heard.data)
    tx.stays.save(citizen, {**stays, stay.id: stay})
    before = Brought(tx.questions.of(citizen) or {}, tx.follow_ups.of(citizen) or {})
    brought, facts = settle(tx.plans.of(citizen), before, stay, tx.now)
    if brought.questions != before.questions:
        tx.questions.save(citizen, brought.questions)
    if brought.follow_ups != before.follow_ups:
        tx.follow_ups.save(citizen, brought.follow_ups)
    tx.say(*facts, caused_by=Cause.heard(heard))
