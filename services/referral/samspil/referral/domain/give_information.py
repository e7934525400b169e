"""Telling what was asked: the asked unit's time runs on with the days that it had left, one at the least."""

from dataclasses import replace
from datetime import datetime

from samspil.contracts.referral import ReferralInformationGiven
from samspil.referral.domain.cancel import require_author
from samspil.referral.domain.referral import Referral, Staff, State, require_state
from samspil.referral.domain.step import step
from samspil.vocabulary.copenhagen import danish_day
from samspil.vocabulary.sealed import Sealed
from samspil.vocabulary.working_days import add_working_days


def give_information(
    referral: Referral, by: Staff, words: Sealed, now: datetime
) -> tuple[Referral, tuple[ReferralInformationGiven, ...]]:
    """Raises ``NotTheAuthor``, ``NotOpen``, ``NotNow``."""
    require_author(referral, by)
    require_state(referral, State.INFORMATION_REQUESTED)
    answer_by = add_working_days(danish_day(now), max(referral.days_left, 1))
    fact = ReferralInformationGiven(
        referral_id=referral.id, given_by=by.id, words=words, answer_by=answer_by, occurred_at=now
    )
    *before, last = referral.questions
    questions = (*before, replace(last, answer=words))
    return step(referral, State.RECEIVED, answer_by, questions=questions, days_left=0), (fact,)
