"""Take a referral back."""

from uuid import UUID

from samspil.ledger.say import Cause
from samspil.referral.domain.cancel import cancel
from samspil.referral.domain.citizen_file import CitizenFile, require
from samspil.referral.storage.transaction import ReferralTransaction
from samspil.vocabulary.citizen_id import CitizenId


def cancel_referral(
    tx: ReferralTransaction, citizen: CitizenId, referral_id: UUID, by: str, version_seen: int | None
) -> CitizenFile:
    """The file as it is now.

    Raises ``NotRegistered``, ``StaleVersion``, ``UnknownReferral``, ``NotTheAuthor``, ``NotOpen``.
    """
    file = require(tx.files.of(citizen), version_seen)
    file, referrals, facts = cancel(file, tx.referrals.of(citizen) or {}, referral_id, by, tx.now)
    tx.files.save(citizen, file)
    tx.referrals.save(citizen, referrals)
    tx.say(*facts, caused_by=Cause(case=referral_id))
    return file
