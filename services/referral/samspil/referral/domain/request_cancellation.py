"""Asking to stop: once help has begun, taking it back is itself a request, which the asked unit answers."""

from datetime import datetime

from samspil.contracts.referral import ReferralCancellationRequested
from samspil.referral.domain.cancel import require_author
from samspil.referral.domain.deadline import last_day
from samspil.referral.domain.referral import Referral, Staff, State, require_state
from samspil.referral.domain.step import step
from samspil.rulebook.deadlines import Step
from samspil.rulebook.rulebook import Rulebook
from samspil.vocabulary.sealed import Sealed


def request_cancellation(
    referral: Referral, by: Staff, words: Sealed, rules: Rulebook, now: datetime
) -> tuple[Referral, tuple[ReferralCancellationRequested, ...]]:
    """Raises ``NotTheAuthor``, ``NotOpen``, and ``NotNow`` before help has begun."""
    require_author(referral, by)
    require_state(referral, State.STARTED)
    answer_by = last_day(referral, Step.CANCELLATION, rules, now)
    fact = ReferralCancellationRequested(
        referral_id=referral.id, requested_by=by.id, words=words, answer_by=answer_by, occurred_at=now
    )
    return step(referral, State.CANCELLATION_REQUESTED, answer_by), (fact,)
