"""Open a citizen's file."""

from samspil.ledger.say import Cause
from samspil.referral.domain.citizen_file import CitizenFile
from samspil.referral.domain.register import Registration, register
from samspil.referral.storage.transaction import ReferralTransaction
from samspil.vocabulary.citizen_id import CitizenId


def register_citizen(
    tx: ReferralTransaction, citizen: CitizenId, wanted: Registration, cause: Cause
) -> tuple[CitizenFile, bool]:
    """The file, and whether it was opened by this."""
    file, facts = register(tx.files.of(citizen), wanted, tx.now)
    if facts:
        tx.files.save(citizen, file)
        tx.say(*facts, caused_by=cause)
    return file, bool(facts)
