"""Change the citizen's own file."""

from samspil.ledger.transaction import Decide
from samspil.referral.domain.citizen_file import CitizenFile, require_standing
from samspil.referral.storage.transaction import ReferralTransaction


def change_file(tx: ReferralTransaction, seen: int | None, decide: Decide[CitizenFile]) -> CitizenFile:
    """The file as it is now.

    Raises ``NotRegistered``, ``FileIsMerged``, ``StaleVersion`` and what the decision raises.
    """
    file = require_standing(tx.files.of(tx.citizen))
    return tx.change(tx.files, file, seen, decide, case=tx.citizen)
