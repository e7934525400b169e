"""Say that a referral went unanswered, when its day has passed."""

from datetime import datetime
from uuid import UUID

from samspil.ledger.say import Cause
from samspil.referral.domain.miss_answer import miss_answer
from samspil.referral.storage.transaction import ReferralTransaction
from samspil.vocabulary.citizen_id import CitizenId


def miss_referral_answer(tx: ReferralTransaction, citizen: CitizenId, item: str) -> datetime | None:
    """The clock's step; it looks once."""
    before = tx.referrals.of(citizen).get(UUID(item))
    if before is not None:
        missed, facts = miss_answer(before, tx.now)
        tx.keep(tx.referrals, missed, *facts, caused_by=Cause(case=before.id))
    return None
