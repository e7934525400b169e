"""Starting: help has begun. An open-access offer starts when somebody comes, without a yes before it."""

from datetime import date, datetime

from samspil.contracts.referral import ReferralStarted
from samspil.referral.domain.referral import Referral, Staff, State, require_asked, require_state
from samspil.referral.domain.step import step
from samspil.vocabulary.copenhagen import danish_day

AFTER_A_YES = (State.ACCEPTED, State.WAITLISTED)
WITHOUT_A_YES = (State.SUBMITTED, State.TOLD, State.RECEIVED, *AFTER_A_YES)
"""Where no decision grants the help."""


class StartsInTheFuture(Exception):
    """Help cannot have begun on a day that has not come."""


class StartedBeforeAsked(Exception):
    """Help cannot have begun before it was asked for."""


def start(
    referral: Referral, by: Staff, started_on: date, now: datetime
) -> tuple[Referral, tuple[ReferralStarted, ...]]:
    """Raises ``StartsInTheFuture``, ``StartedBeforeAsked``, ``NotNow`` and what ``require_asked`` raises."""
    require_asked(referral, by)
    require_state(referral, *(AFTER_A_YES if referral.needs_decision else WITHOUT_A_YES))
    if started_on > danish_day(now):
        raise StartsInTheFuture
    if started_on < danish_day(referral.submitted_at):
        raise StartedBeforeAsked
    return begin(referral, by.id, started_on, now)


def begin(
    referral: Referral, by: str, started_on: date, now: datetime
) -> tuple[Referral, tuple[ReferralStarted, ...]]:
    """Begun, whoever was let to say so; it is an answer where there was none before."""
    fact = ReferralStarted(referral_id=referral.id, started_by=by, started_on=started_on, occurred_at=now)
    return step(referral, State.STARTED, answered=True, starts_on=started_on), (fact,)
