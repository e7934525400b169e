"""Completing: what was asked for is done; with this the access of who helped ends."""

from datetime import datetime

from samspil.contracts.referral import CompletionOutcome, ReferralCompleted
from samspil.referral.domain.referral import Referral, Staff, State, require_asked, require_state
from samspil.referral.domain.step import step
from samspil.vocabulary.sealed import Sealed


def complete(
    referral: Referral, by: Staff, outcome: CompletionOutcome, words: Sealed | None, now: datetime
) -> tuple[Referral, tuple[ReferralCompleted, ...]]:
    """Raises ``NotNow`` and what ``require_asked`` raises."""
    require_asked(referral, by)
    require_state(referral, State.STARTED, State.CANCELLATION_REQUESTED)
    return finish(referral, by.id, outcome, words, now)


def finish(
    referral: Referral, by: str, outcome: CompletionOutcome | None, words: Sealed | None, now: datetime
) -> tuple[Referral, tuple[ReferralCompleted, ...]]:
    """Done, whoever was let to say so."""
    fact = ReferralCompleted(
        referral_id=referral.id, completed_by=by, outcome=outcome, words=words, occurred_at=now
    )
    return step(referral, State.COMPLETED, completed=fact), (fact,)
