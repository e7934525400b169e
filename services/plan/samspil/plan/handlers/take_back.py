"""Take back what is asked in vain because of stays that a version before heard of."""

from datetime import datetime

from samspil.ledger.say import Cause
from samspil.plan.domain.settle import Brought, StayFacts, take_back
from samspil.plan.handlers.keep_brought import keep_brought
from samspil.plan.storage.transaction import PlanTransaction
from samspil.vocabulary.citizen_id import CitizenId

TAKE_BACK = "take back"
"""The due step, once a citizen."""


def take_back_in_vain(tx: PlanTransaction, citizen: CitizenId, _item: str) -> datetime | None:
    """The clock's step: a question about a stay that is over, a follow-up of one that never was."""
    plan = tx.plans.of(citizen)
    brought = Brought(tx.questions.of(citizen), tx.follow_ups.of(citizen))
    said: StayFacts = ()
    for stay in tx.stays.of(citizen).values():
        brought, facts = take_back(plan, brought, stay, tx.now)
        said += facts
    if plan is not None:
        keep_brought(tx, brought, said, Cause(case=plan.referral_id))
    return None
