"""Change what is entered about a relative, or that they are there at all."""

from uuid import UUID

from samspil.ledger.transaction import Decide
from samspil.referral.domain.citizen_file import require_file
from samspil.referral.domain.relative import Relative, require_relative
from samspil.referral.storage.transaction import ReferralTransaction


def change_relative(
    tx: ReferralTransaction, relative_id: UUID, seen: int | None, decide: Decide[Relative]
) -> Relative:
    """The relative as they are now.

    Raises ``NotRegistered``, ``UnknownRelative``, ``StaleVersion`` and what the decision raises.
    """
    require_file(tx.files.of(tx.citizen))
    relative = require_relative(tx.relatives.of(tx.citizen), relative_id)
    return tx.change(tx.relatives, relative, seen, decide, case=tx.citizen)
