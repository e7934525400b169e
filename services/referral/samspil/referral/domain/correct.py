"""Correcting: before there is an answer the author may put right what was asked."""

from dataclasses import replace
from datetime import datetime

from samspil.contracts.referral import Priority, ReferralCorrected
from samspil.referral.domain.cancel import require_author
from samspil.referral.domain.deadline import last_day
from samspil.referral.domain.referral import Referral, Staff, State, require_state
from samspil.rulebook.deadlines import Step
from samspil.rulebook.rulebook import Rulebook
from samspil.vocabulary.sealed import Sealed


def correct(
    referral: Referral, by: Staff, words: Sealed, priority: Priority, rules: Rulebook, now: datetime
) -> tuple[Referral, tuple[ReferralCorrected, ...]]:
    """More urgent than before, its day moves nearer; it never moves away by a correction.

    Raises ``NotTheAuthor``, ``NotOpen``, and ``NotNow`` once there is an answer or a question.
    """
    require_author(referral, by)
    require_state(referral, State.SUBMITTED, State.TOLD, State.RECEIVED)
    corrected = replace(referral, words=words, priority=priority)
    answer_by = min(referral.answer_by, last_day(corrected, Step.ANSWER, rules, now))
    fact = ReferralCorrected(
        referral_id=referral.id,
        corrected_by=by.id,
        words=words,
        priority=priority,
        answer_by=answer_by,
        occurred_at=now,
    )
    return replace(corrected, answer_by=answer_by), (fact,)
