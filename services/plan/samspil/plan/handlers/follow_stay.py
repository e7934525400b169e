"""Follow a stay: ask while it goes on, follow up when it ends at home, take back what it asks no more."""

from samspil.contracts.envelope import Event
from samspil.ledger.say import Cause
from samspil.ledger.versions import all_at
from samspil.plan.domain.settle import Brought, settle
from samspil.plan.messages.hospital import HospitalStay, stay_after
from samspil.plan.storage.transaction import PlanTransaction


def follow_stay(heard: Event[HospitalStay], tx: PlanTransaction) -> None:
    """Whatever order a stay's facts come in; what is heard while there is no plan asks nothing of anybody."""
    citizen = heard.subject
    stay = stay_after(tx.stays.of(citizen), heard.data)
    tx.stays.put(stay)
    before = Brought(tx.questions.of(citizen), tx.follow_ups.of(citizen))
    brought, facts = settle(tx.plans.of(citizen), before, stay, tx.now)
    versions = tx.say(*facts, caused_by=Cause.heard(heard))
    tx.questions.save(citizen, all_at(brought.questions, versions))
    tx.follow_ups.save(citizen, all_at(brought.follow_ups, versions))
