"""Open a citizen's file."""

from samspil.ledger.say import Cause
from samspil.referral.domain.citizen_file import CitizenFile
from samspil.referral.domain.register import Registration, register
from samspil.referral.storage.transaction import ReferralTransaction


def register_citizen(tx: ReferralTransaction, wanted: Registration) -> tuple[CitizenFile, bool]:
    """The file, and whether it was opened by this."""
    file, facts = register(tx.files.of(tx.citizen), wanted, tx.now)
    return tx.keep(tx.files, file, *facts, caused_by=Cause(case=tx.citizen)), bool(facts)
