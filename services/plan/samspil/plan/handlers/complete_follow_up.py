"""Take in that somebody was in touch after a discharge."""

from uuid import UUID

from samspil.ledger.say import Cause
from samspil.plan.domain.complete import complete
from samspil.plan.domain.plan import require
from samspil.plan.storage.transaction import PlanTransaction
from samspil.vocabulary.citizen_id import CitizenId


def complete_follow_up(tx: PlanTransaction, citizen: CitizenId, follow_up_id: UUID, by: str) -> None:
    """Now. Raises ``NoPlan`` and what ``complete`` raises."""
    plan = require(tx.plans.of(citizen))
    follow_ups, facts = complete(plan, tx.follow_ups.of(citizen) or {}, follow_up_id, by, tx.now)
    tx.follow_ups.save(citizen, follow_ups)
    tx.say(*facts, caused_by=Cause(case=plan.referral_id))
