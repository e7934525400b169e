"""Open a citizen's file."""

from samspil.ledger.say import Cause
from samspil.referral.domain.citizen_file import CitizenFile, require_file
from samspil.referral.domain.register import Registration, register
from samspil.referral.storage.transaction import ReferralTransaction


def register_citizen(tx: ReferralTransaction, wanted: Registration) -> tuple[CitizenFile, bool]:
    """The file, and whether it was opened by this; of a citizen whose file is part of another, that one."""
    before = tx.files.of(tx.citizen)
    if before is not None and before.merged_into is not None:
        tx.turn_to(before.merged_into)
        return require_file(tx.files.of(tx.citizen)), False
    file, facts = register(before, wanted, tx.now)
    return tx.keep(tx.files, file, *facts, caused_by=Cause(case=tx.citizen)), bool(facts)
