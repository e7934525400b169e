"""Accepting: the asked party will help from a day on; with this its access begins."""

from dataclasses import replace
from datetime import date, datetime

from samspil.contracts.referral import ReferralAccepted
from samspil.referral.domain.referral import Answerer, Referral, State, require_considered
from samspil.vocabulary.copenhagen import danish_day


class StartsInThePast(Exception):
    """Help cannot be expected to start on a day that has passed."""


def accept(
    referral: Referral, by: Answerer, starts_on: date, now: datetime
) -> tuple[Referral, tuple[ReferralAccepted, ...]]:
    """Accepted once, late or not; whoever accepts need not be the one who took it in.

    Raises ``StartsInThePast`` and what ``require_considered`` raises.
    """
    require_considered(referral, by)
    if starts_on < danish_day(now):
        raise StartsInThePast
    accepted = replace(referral, state=State.ACCEPTED, accepted_by=by.staff, starts_on=starts_on)
    fact = ReferralAccepted(
        referral_id=referral.id, accepted_by=by.staff, starts_on=starts_on, occurred_at=now
    )
    return accepted, (fact,)
