"""Cancelling: the author may take a referral back for as long as nobody has answered it."""

from dataclasses import replace
from datetime import datetime

from samspil.contracts.referral import ReferralCancelled
from samspil.referral.domain.referral import OPEN, NotOpen, Referral, State


class NotTheAuthor(Exception):
    """Only the author changes a request."""


def cancel(referral: Referral, by: str, now: datetime) -> tuple[Referral, tuple[ReferralCancelled, ...]]:
    """The cancelled referral. Raises ``NotTheAuthor`` or ``NotOpen``."""
    if referral.author != by:
        raise NotTheAuthor
    if referral.state not in OPEN:
        raise NotOpen
    fact = ReferralCancelled(referral_id=referral.id, cancelled_by=by, occurred_at=now)
    return replace(referral, state=State.CANCELLED), (fact,)
