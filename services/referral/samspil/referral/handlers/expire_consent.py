"""Say that a consent is over, when its last day is."""

from datetime import datetime
from uuid import UUID

from samspil.ledger.say import Cause
from samspil.referral.domain.expire_consent import expire_consent as expire
from samspil.referral.domain.expire_consent import expires_on
from samspil.referral.storage.transaction import ReferralTransaction
from samspil.vocabulary.citizen_id import CitizenId
from samspil.vocabulary.copenhagen import start_of


def expire_consent(tx: ReferralTransaction, citizen: CitizenId, item: str) -> datetime | None:
    """The clock's step; when it is to look again, because the last day is yet to come."""
    before = tx.consents.of(citizen).get(UUID(item))
    if before is None:
        return None
    expired, facts = expire(before, tx.now)
    if facts:
        tx.keep(tx.consents, expired, *facts, caused_by=Cause(case=expired.case))
    over = expires_on(expired)
    return start_of(over) if over else None
