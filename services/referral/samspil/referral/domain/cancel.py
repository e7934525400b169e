"""Cancelling: the author may take a referral back for as long as help has not begun."""

from datetime import datetime

from samspil.contracts.referral import ReferralCancelled
from samspil.referral.domain.referral import NOT_BEGUN, Referral, Staff, State, require_state
from samspil.referral.domain.step import step


class NotTheAuthor(Exception):
    """Only the author changes a request."""


def require_author(referral: Referral, by: Staff) -> None:
    """Raises ``NotTheAuthor``."""
    if referral.author != by.id:
        raise NotTheAuthor


def cancel(referral: Referral, by: Staff, now: datetime) -> tuple[Referral, tuple[ReferralCancelled, ...]]:
    """The cancelled referral. Raises ``NotTheAuthor``, ``NotOpen``, and ``NotNow`` once help has begun."""
    require_author(referral, by)
    require_state(referral, *NOT_BEGUN)
    return take_back(referral, by.id, now)


def take_back(referral: Referral, by: str, now: datetime) -> tuple[Referral, tuple[ReferralCancelled, ...]]:
    """Taken back, whoever was let to."""
    fact = ReferralCancelled(referral_id=referral.id, cancelled_by=by, occurred_at=now)
    return step(referral, State.CANCELLED), (fact,)
