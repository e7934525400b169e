"""Close those of the citizen's referrals that end with what happened to the citizen."""

from collections.abc import Callable
from uuid import UUID

from samspil.contracts.referral import ClosingReason
from samspil.referral.domain.close import close
from samspil.referral.domain.referral import Referral, Staff
from samspil.referral.handlers.keep_referral import keep_referral
from samspil.referral.storage.transaction import ReferralTransaction


def close_all(
    tx: ReferralTransaction, by: Staff, reason: ClosingReason, ends: Callable[[Referral], bool]
) -> tuple[UUID, ...]:
    """Each in its own case; which they were."""
    ended = [one for one in tx.referrals.of(tx.citizen).values() if ends(one)]
    for one in ended:
        closed, facts = close(one, by, reason, tx.now)
        keep_referral(tx, closed, *facts)
    return tuple(one.id for one in ended)
