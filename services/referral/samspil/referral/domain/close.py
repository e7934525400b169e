"""Closing: the citizen died, moved or no longer wants it; whoever's turn it was, nobody owes anything."""

from datetime import datetime

from samspil.contracts.referral import ClosingReason, ReferralClosed
from samspil.referral.domain.referral import OVER, NotOpen, Referral, Staff, State
from samspil.referral.domain.step import step


def close(
    referral: Referral, by: Staff, reason: ClosingReason, now: datetime
) -> tuple[Referral, tuple[ReferralClosed, ...]]:
    """Any that is not over; nobody is refused the citizen's own withdrawal. Raises ``NotOpen``."""
    if referral.state in OVER:
        raise NotOpen
    fact = ReferralClosed(referral_id=referral.id, closed_by=by.id, reason=reason, occurred_at=now)
    return step(referral, State.CLOSED, closed=reason), (fact,)
