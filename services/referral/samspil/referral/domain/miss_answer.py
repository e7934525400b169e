"""Missing an answer: the day passed, one is still owed, and everybody may see whose turn it is."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from samspil.contracts.referral import ReferralUnanswered
from samspil.referral.domain.referral import Referrals, State
from samspil.vocabulary.copenhagen import danish_day

OWED = frozenset({State.SUBMITTED, State.RECEIVED})
"""Delivered is not received, and received is not answered: only a person's yes or no is an answer."""


def miss_answer(
    referrals: Referrals, referral_id: UUID, now: datetime
) -> tuple[Referrals, tuple[ReferralUnanswered, ...]]:
    """Said once, on the first day after the last one; an answered referral is left alone."""
    referral = referrals.get(referral_id)
    if referral is None or referral.state not in OWED or danish_day(now) <= referral.answer_by:
        return referrals, ()
    missed = replace(referral, state=State.UNANSWERED)
    fact = ReferralUnanswered(referral_id=referral_id, answer_by=referral.answer_by, occurred_at=now)
    return {**referrals, referral_id: missed}, (fact,)
