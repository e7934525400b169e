"""Follow a stay: ask while it goes on, follow up when it ends at home, take back what it asks no more."""

from samspil.contracts.envelope import Event
from samspil.ledger.say import Cause
from samspil.plan.handlers.look_now import look_now
from samspil.plan.messages.hospital import HospitalStay, stay_after
from samspil.plan.storage.transaction import PlanTransaction
from samspil.rulebook.rulebook import Rulebook


def follow_stay(heard: Event[HospitalStay], tx: PlanTransaction, rules: Rulebook) -> None:
    """Whatever order a stay's facts come in; what is heard while there is no plan asks nothing of anybody."""
    stay = stay_after(tx.stays.of(heard.subject), heard.data)
    tx.stays.put(stay)
    look_now(tx, stay.id, rules, Cause.heard(heard))
