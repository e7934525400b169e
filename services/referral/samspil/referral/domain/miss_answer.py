"""Missing an answer: the day passed, one is still owed, and everybody may see whose turn it is."""

from dataclasses import replace
from datetime import datetime

from samspil.contracts.referral import ReferralUnanswered
from samspil.referral.domain.referral import Referral, State
from samspil.vocabulary.copenhagen import danish_day

OWED = frozenset({State.SUBMITTED, State.RECEIVED})
"""Delivered is not received, and received is not answered: only a person's yes or no is an answer."""


def miss_answer(referral: Referral, now: datetime) -> tuple[Referral, tuple[ReferralUnanswered, ...]]:
    """Said once, on the first day after the last one; an answered referral is left alone."""
    if referral.state not in OWED or danish_day(now) <= referral.answer_by:
        return referral, ()
    fact = ReferralUnanswered(referral_id=referral.id, answer_by=referral.answer_by, occurred_at=now)
    return replace(referral, state=State.UNANSWERED), (fact,)
