"""Accepting: the asked unit will help from a day on; with this its access begins."""

from datetime import date, datetime

from samspil.contracts.referral import ReferralAccepted
from samspil.referral.domain.referral import Referral, Staff, State, require_considered
from samspil.referral.domain.step import step
from samspil.vocabulary.copenhagen import danish_day


class StartsInThePast(Exception):
    """Help cannot be expected to start on a day that has passed."""


def accept(
    referral: Referral, by: Staff, starts_on: date, now: datetime
) -> tuple[Referral, tuple[ReferralAccepted, ...]]:
    """Accepted once, late or not; whoever accepts need not be the one who took it in.

    Raises ``StartsInThePast`` and what ``require_considered`` raises.
    """
    require_considered(referral, by)
    if starts_on < danish_day(now):
        raise StartsInThePast
    return say_yes(referral, by.id, starts_on, now)


def say_yes(
    referral: Referral, by: str, starts_on: date, now: datetime
) -> tuple[Referral, tuple[ReferralAccepted, ...]]:
    """The yes, whoever was let to say it; from now on the start of help is owed."""
    accepted = step(referral, State.ACCEPTED, starts_on, answered=True, accepted_by=by, starts_on=starts_on)
    return accepted, (
        ReferralAccepted(
            referral_id=referral.id,
            accepted_by=by,
            starts_on=starts_on,
            to_sector=referral.to_sector,
            occurred_at=now,
        ),
    )
