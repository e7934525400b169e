"""Waiting list: the asked unit will help and cannot yet; the citizen is told until about when."""

from datetime import date, datetime

from samspil.contracts.referral import ReferralWaitlisted
from samspil.referral.domain.accept import StartsInThePast
from samspil.referral.domain.referral import Referral, Staff, State, require_asked, require_state
from samspil.referral.domain.step import step
from samspil.vocabulary.copenhagen import danish_day


def waitlist(
    referral: Referral, by: Staff, expected_on: date, now: datetime
) -> tuple[Referral, tuple[ReferralWaitlisted, ...]]:
    """After a yes. Raises ``StartsInThePast``, ``NotNow`` and what ``require_asked`` raises."""
    require_asked(referral, by)
    require_state(referral, State.ACCEPTED, State.WAITLISTED)
    if expected_on < danish_day(now):
        raise StartsInThePast
    fact = ReferralWaitlisted(
        referral_id=referral.id, waitlisted_by=by.id, expected_on=expected_on, occurred_at=now
    )
    return step(referral, State.WAITLISTED, expected_on, starts_on=expected_on), (fact,)
