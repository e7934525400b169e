"""Receiving: a person of the asked party takes the referral in; the day for an answer does not move."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from samspil.contracts.referral import ReferralReceived
from samspil.referral.domain.citizen_file import CitizenFile
from samspil.referral.domain.referral import Answerer, Referrals, State, require_asked


class AlreadyReceived(Exception):
    """Somebody has taken the referral in."""


def receive(
    file: CitizenFile, referrals: Referrals, referral_id: UUID, by: Answerer, now: datetime
) -> tuple[CitizenFile, Referrals, tuple[ReferralReceived, ...]]:
    """Taken in once; one that is overdue stays overdue, because this is no answer.

    Raises ``AlreadyReceived`` and what ``require_asked`` raises.
    """
    referral = require_asked(referrals, referral_id, by)
    if referral.received_by is not None:
        raise AlreadyReceived
    state = State.RECEIVED if referral.state is State.SUBMITTED else referral.state
    received = replace(referral, state=state, received_by=by.staff)
    fact = ReferralReceived(referral_id=referral_id, received_by=by.staff, occurred_at=now)
    return replace(file, version=file.version + 1), {**referrals, referral_id: received}, (fact,)
