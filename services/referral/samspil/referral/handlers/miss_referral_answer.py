"""Say that a referral went unanswered, when its day has passed."""

from datetime import datetime
from uuid import UUID

from samspil.ledger.say import Cause
from samspil.referral.domain.miss_answer import miss_answer
from samspil.referral.storage.transaction import ReferralTransaction
from samspil.vocabulary.citizen_id import CitizenId


def miss_referral_answer(tx: ReferralTransaction, citizen: CitizenId, item: str) -> datetime | None:
    """The clock's step; it looks once."""
    referral_id = UUID(item)
    referrals, facts = miss_answer(tx.referrals.of(citizen) or {}, referral_id, tx.now)
    if facts:
        tx.referrals.save(citizen, referrals)
        tx.say(*facts, caused_by=Cause(case=referral_id))
    return None
