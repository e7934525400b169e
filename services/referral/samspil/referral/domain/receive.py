"""Receiving: a person of the asked party takes the referral in; the day for an answer does not move."""

from dataclasses import replace
from datetime import datetime

from samspil.contracts.referral import ReferralReceived
from samspil.referral.domain.referral import Answerer, Referral, State, require_asked


class AlreadyReceived(Exception):
    """Somebody has taken the referral in."""


def receive(referral: Referral, by: Answerer, now: datetime) -> tuple[Referral, tuple[ReferralReceived, ...]]:
    """Taken in once; one that is overdue stays overdue, because this is no answer.

    Raises ``AlreadyReceived`` and what ``require_asked`` raises.
    """
    require_asked(referral, by)
    if referral.received_by is not None:
        raise AlreadyReceived
    state = State.RECEIVED if referral.state is State.SUBMITTED else referral.state
    received = replace(referral, state=state, received_by=by.staff)
    return received, (ReferralReceived(referral_id=referral.id, received_by=by.staff, occurred_at=now),)
