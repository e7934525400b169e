"""Note a contact with the citizen."""

from samspil.ledger.say import Cause
from samspil.plan.domain.note_contact import Contact
from samspil.plan.domain.note_contact import note_contact as note
from samspil.plan.domain.plan import require_plan
from samspil.plan.storage.transaction import PlanTransaction


def note_contact(tx: PlanTransaction, contact: Contact) -> int:
    """Its version. Raises ``NoPlan``."""
    plan = require_plan(tx.plans.of(tx.citizen))
    said = tx.say(note(plan, contact, tx.now), caused_by=Cause(case=plan.referral_id))
    return said[contact.id]
