"""Keep what the citizen agreed to."""

from samspil.ledger.say import Cause
from samspil.referral.domain.citizen_file import CitizenFile, require
from samspil.referral.domain.give_consent import Agreement
from samspil.referral.domain.give_consent import give_consent as give
from samspil.referral.storage.transaction import ReferralTransaction
from samspil.vocabulary.citizen_id import CitizenId


def give_consent(
    tx: ReferralTransaction, citizen: CitizenId, agreed: Agreement, version_seen: int | None
) -> CitizenFile:
    """The file with it. Raises ``NotRegistered``, ``StaleVersion`` and what its decision raises."""
    file = require(tx.files.of(citizen), version_seen)
    file, consents, facts = give(
        file, tx.referrals.of(citizen) or {}, tx.consents.of(citizen) or {}, agreed, tx.now
    )
    tx.files.save(citizen, file)
    tx.consents.save(citizen, consents)
    tx.say(*facts, caused_by=Cause(case=agreed.case))
    return file
