"""Voiding: it was a mistake that it was ever sent; nothing of it holds, what was answered included."""

from datetime import datetime

from samspil.contracts.referral import ReferralVoided
from samspil.referral.domain.cancel import require_author
from samspil.referral.domain.referral import NotOpen, Referral, Staff, State
from samspil.referral.domain.step import step
from samspil.vocabulary.sealed import Sealed


def void(
    referral: Referral, by: Staff, words: Sealed, now: datetime
) -> tuple[Referral, tuple[ReferralVoided, ...]]:
    """In any state, once. Raises ``NotTheAuthor`` or ``NotOpen``."""
    require_author(referral, by)
    if referral.state is State.VOIDED:
        raise NotOpen
    fact = ReferralVoided(referral_id=referral.id, voided_by=by.id, words=words, occurred_at=now)
    return step(referral, State.VOIDED), (fact,)
