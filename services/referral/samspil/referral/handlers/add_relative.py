"""Keep somebody whom the citizen names."""

from uuid import UUID

from samspil.ledger.say import Cause
from samspil.referral.domain.add_relative import add_relative as add
from samspil.referral.domain.citizen_file import require_standing
from samspil.referral.domain.relative import Entry, Relative
from samspil.referral.storage.transaction import ReferralTransaction


def add_relative(tx: ReferralTransaction, id_: UUID, entry: Entry, by: str) -> Relative:
    """The relative. Raises ``NotRegistered``, ``FileIsMerged`` and what its decision raises."""
    require_standing(tx.files.of(tx.citizen))
    relative, facts = add(id_, entry, by, tx.now)
    return tx.keep(tx.relatives, relative, *facts, caused_by=Cause(case=tx.citizen))
