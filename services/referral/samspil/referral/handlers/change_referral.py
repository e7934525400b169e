"""Change a referral: what is decided about it is said, kept, and the answer's version."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from samspil.contracts.envelope import Fact
from samspil.ledger.say import Cause
from samspil.ledger.versions import require_version
from samspil.referral.domain.citizen_file import require_file
from samspil.referral.domain.referral import Referral, require_referral
from samspil.referral.storage.transaction import ReferralTransaction

Decide = Callable[[Referral, datetime], tuple[Referral, tuple[Fact, ...]]]


def change_referral(tx: ReferralTransaction, referral_id: UUID, seen: int | None, decide: Decide) -> Referral:
    """The referral as it is now.

    Raises ``NotRegistered``, ``UnknownReferral``, ``StaleVersion`` and what the decision raises.
    """
    require_file(tx.files.of(tx.citizen))
    before = require_referral(tx.referrals.of(tx.citizen), referral_id)
    require_version(before, seen)
    after, facts = decide(before, tx.now)
    return tx.keep(tx.referrals, after, *facts, caused_by=Cause(case=referral_id))
