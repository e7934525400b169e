"""Change a referral: what is decided about it is said in its own case, and kept."""

from uuid import UUID

from samspil.ledger.transaction import Decide
from samspil.ledger.versions import require_version
from samspil.referral.domain.citizen_file import require_file
from samspil.referral.domain.referral import Referral, require_referral
from samspil.referral.handlers.keep_referral import keep_referral
from samspil.referral.storage.transaction import ReferralTransaction


def change_referral(
    tx: ReferralTransaction, referral_id: UUID, seen: int | None, decide: Decide[Referral]
) -> Referral:
    """The referral as it is now.

    Raises ``NotRegistered``, ``UnknownReferral``, ``StaleVersion`` and what the decision raises.
    """
    require_file(tx.files.of(tx.citizen))
    referral = require_referral(tx.referrals.of(tx.citizen), referral_id)
    require_version(referral, seen)
    after, facts = decide(referral, tx.now)
    return keep_referral(tx, after, *facts)
