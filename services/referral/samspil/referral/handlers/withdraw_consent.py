"""Take a consent back."""

from uuid import UUID

from samspil.ledger.say import Cause
from samspil.referral.domain.citizen_file import CitizenFile, require
from samspil.referral.domain.withdraw_consent import withdraw_consent as withdraw
from samspil.referral.storage.transaction import ReferralTransaction
from samspil.vocabulary.citizen_id import CitizenId


def withdraw_consent(
    tx: ReferralTransaction, citizen: CitizenId, consent_id: UUID, by: str, version_seen: int | None
) -> CitizenFile:
    """The file without it. Raises ``NotRegistered``, ``StaleVersion`` and what its decision raises."""
    file = require(tx.files.of(citizen), version_seen)
    file, consents, facts = withdraw(file, tx.consents.of(citizen) or {}, consent_id, by, tx.now)
    tx.files.save(citizen, file)
    tx.consents.save(citizen, consents)
    tx.say(*facts, caused_by=Cause(case=consents[consent_id].case))
    return file
