"""Declining: the asked unit will not help, and says why in words that the citizen can read.

Where help is granted by a decision, a no is one, too: it has a reason, a basis, a hearing where the law asks
for one, guidance on how to complain, and a letter (forvaltningsloven §§ 19 and 22-25).
"""

from dataclasses import dataclass
from datetime import datetime

from samspil.contracts.referral import DeclineReason, Hearing, ReferralDeclined
from samspil.referral.domain.referral import Referral, Staff, State, require_considered
from samspil.referral.domain.step import step
from samspil.vocabulary.sealed import Sealed


@dataclass(frozen=True, slots=True)
class No:
    """Why the asked unit will not help, what may help instead, how the citizen was heard and written to."""

    reason: DeclineReason
    words: Sealed
    suggestion: Sealed | None = None
    hearing: Hearing | None = None
    letter: Sealed | None = None


class NotHeard(Exception):
    """It is a decision against the citizen, and nothing is said of how the citizen was heard."""


def decline(
    referral: Referral, by: Staff, no: No, now: datetime
) -> tuple[Referral, tuple[ReferralDeclined, ...]]:
    """Declined once, late or not. Raises ``NotHeard`` and what ``require_considered`` raises."""
    require_considered(referral, by)
    if referral.needs_decision and no.hearing is None:
        raise NotHeard
    return say_no(referral, by.id, no, now, is_decision=referral.needs_decision)


def say_no(
    referral: Referral, by: str, no: No, now: datetime, *, is_decision: bool
) -> tuple[Referral, tuple[ReferralDeclined, ...]]:
    """The no, whoever was let to say it."""
    fact = ReferralDeclined(
        referral_id=referral.id,
        declined_by=by,
        reason=no.reason,
        words=no.words,
        suggestion=no.suggestion,
        is_decision=is_decision,
        hearing=no.hearing if is_decision else None,
        letter=no.letter if is_decision else None,
        occurred_at=now,
    )
    letters = (*referral.letters, fact.letter) if fact.letter else referral.letters
    return step(referral, State.DECLINED, answered=True, declined=fact, letters=letters), (fact,)
