"""Receiving: a person of the asked unit takes the referral in; the day for an answer does not move."""

from dataclasses import replace
from datetime import datetime

from samspil.contracts.referral import ReferralReceived
from samspil.referral.domain.referral import Referral, Staff, State, require_asked, require_state


class AlreadyReceived(Exception):
    """Somebody has taken the referral in."""


def receive(referral: Referral, by: Staff, now: datetime) -> tuple[Referral, tuple[ReferralReceived, ...]]:
    """Taken in once; one that is overdue stays overdue, because this is no answer.

    Raises ``AlreadyReceived`` and what ``require_asked`` raises.
    """
    require_asked(referral, by)
    if referral.received_by is not None:
        raise AlreadyReceived
    require_state(referral, State.SUBMITTED, State.TOLD)
    return take_in(referral, by.id, now)


def take_in(referral: Referral, by: str, now: datetime) -> tuple[Referral, tuple[ReferralReceived, ...]]:
    """Taken in, whoever was let to."""
    received = replace(referral, state=State.RECEIVED, received_by=by)
    return received, (ReferralReceived(referral_id=referral.id, received_by=by, occurred_at=now),)
