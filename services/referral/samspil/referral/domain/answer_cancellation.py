"""Answering who asks that help be stopped: it is stopped, or goes on and says why."""

from datetime import datetime

from samspil.contracts.referral import ReferralCancellationRefused, ReferralCancelled
from samspil.referral.domain.cancel import take_back
from samspil.referral.domain.referral import Referral, Staff, State, require_asked, require_state
from samspil.referral.domain.step import step
from samspil.vocabulary.sealed import Sealed

CancellationFacts = tuple[ReferralCancelled | ReferralCancellationRefused, ...]


class RefusedWithoutWords(Exception):
    """Help goes on against the author's wish, and nothing says why."""


def answer_cancellation(
    referral: Referral, by: Staff, words: Sealed | None, now: datetime, *, stops: bool
) -> tuple[Referral, CancellationFacts]:
    """Raises ``RefusedWithoutWords``, ``NotNow`` and what ``require_asked`` raises."""
    require_asked(referral, by)
    require_state(referral, State.CANCELLATION_REQUESTED)
    if stops:
        return take_back(referral, by.id, now)
    if words is None:
        raise RefusedWithoutWords
    return go_on(referral, by.id, words, now)


def go_on(
    referral: Referral, by: str, words: Sealed | None, now: datetime
) -> tuple[Referral, tuple[ReferralCancellationRefused, ...]]:
    """Help goes on, whoever was let to say so."""
    fact = ReferralCancellationRefused(referral_id=referral.id, refused_by=by, words=words, occurred_at=now)
    return step(referral, State.STARTED), (fact,)
