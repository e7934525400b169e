"""Declining: the asked party will not help, and says why in words that the citizen can read."""

from dataclasses import dataclass, replace
from datetime import datetime

from samspil.contracts.referral import DeclineReason, ReferralDeclined
from samspil.referral.domain.referral import Answerer, Referral, State, require_considered
from samspil.vocabulary.sealed import Sealed


@dataclass(frozen=True, slots=True)
class No:
    """Why the asked party will not help, what may help instead, and whether the citizen can complain."""

    reason: DeclineReason
    words: Sealed
    suggestion: Sealed | None
    is_decision: bool


def decline(
    referral: Referral, by: Answerer, no: No, now: datetime
) -> tuple[Referral, tuple[ReferralDeclined, ...]]:
    """Declined once, late or not. Raises what ``require_considered`` raises."""
    require_considered(referral, by)
    fact = ReferralDeclined(
        referral_id=referral.id,
        declined_by=by.staff,
        reason=no.reason,
        words=no.words,
        suggestion=no.suggestion,
        is_decision=no.is_decision,
        occurred_at=now,
    )
    return replace(referral, state=State.DECLINED, declined=fact), (fact,)
