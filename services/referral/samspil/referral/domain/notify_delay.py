"""Writing to the citizen that the answer is late, and when it comes (retssikkerhedsloven § 3, stk. 2)."""

from dataclasses import replace
from datetime import date, datetime

from samspil.contracts.referral import ReferralDelayNotified
from samspil.referral.domain.referral import UNANSWERED, Referral, Staff, require_asked, require_state
from samspil.vocabulary.copenhagen import danish_day
from samspil.vocabulary.sealed import Sealed


class NotOverdue(Exception):
    """The day for the answer has not passed: there is no delay to write of."""


class NotLater(Exception):
    """The new day is not after today."""


def notify_delay(
    referral: Referral, by: Staff, answer_by: date, letter: Sealed, now: datetime
) -> tuple[Referral, tuple[ReferralDelayNotified, ...]]:
    """A new day is owed; that the first one was missed stays marked.

    Raises ``NotOverdue``, ``NotLater``, ``NotNow`` and what ``require_asked`` raises.
    """
    require_asked(referral, by)
    require_state(referral, *UNANSWERED)
    if not referral.overdue:
        raise NotOverdue
    if answer_by <= danish_day(now):
        raise NotLater
    fact = ReferralDelayNotified(
        referral_id=referral.id, notified_by=by.id, answer_by=answer_by, letter=letter, occurred_at=now
    )
    return replace(referral, answer_by=answer_by, letters=(*referral.letters, letter)), (fact,)
