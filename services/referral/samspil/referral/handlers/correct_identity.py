"""Put right what the citizen's file says of who the citizen is."""

from samspil.ledger.say import Cause
from samspil.ledger.versions import require_version
from samspil.referral.domain.citizen_file import CitizenFile, require_standing
from samspil.referral.domain.correct_identity import Identity
from samspil.referral.domain.correct_identity import correct_identity as correct
from samspil.referral.storage.transaction import ReferralTransaction


def correct_identity(tx: ReferralTransaction, seen: int | None, corrected: Identity, by: str) -> CitizenFile:
    """The file as it is now. Raises ``NotRegistered``, ``FileIsMerged``, ``StaleVersion``."""
    file = require_standing(tx.files.of(tx.citizen))
    require_version(file, seen)
    after, facts = correct(file, corrected, by, tx.now)
    return tx.keep(tx.files, after, *facts, caused_by=Cause(case=tx.citizen))
