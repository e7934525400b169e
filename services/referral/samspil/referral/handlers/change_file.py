"""Change the citizen's own file."""

from samspil.ledger.transaction import Decide
from samspil.referral.domain.citizen_file import CitizenFile, require_file
from samspil.referral.storage.transaction import ReferralTransaction


def change_file(tx: ReferralTransaction, seen: int | None, decide: Decide[CitizenFile]) -> CitizenFile:
    """The file as it is now. Raises ``NotRegistered``, ``StaleVersion`` and what the decision raises."""
    file = require_file(tx.files.of(tx.citizen))
    return tx.change(tx.files, file, seen, decide, case=tx.citizen)
