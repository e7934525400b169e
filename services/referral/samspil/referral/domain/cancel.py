"""Cancelling: the author may take a referral back for as long as nobody has answered it."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from samspil.contracts.referral import ReferralCancelled
from samspil.referral.domain.citizen_file import CitizenFile
from samspil.referral.domain.referral import OPEN, NotOpen, Referrals, State, UnknownReferral


class NotTheAuthor(Exception):
    """Only the author changes a request."""


def cancel(
    file: CitizenFile, referrals: Referrals, referral_id: UUID, by: str, now: datetime
) -> tuple[CitizenFile, Referrals, tuple[ReferralCancelled, ...]]:
    """The cancelled referral. Raises ``UnknownReferral``, ``NotTheAuthor``, ``NotOpen``."""
    referral = referrals.get(referral_id)
    if referral is None:
        raise UnknownReferral
    if referral.author != by:
        raise NotTheAuthor
    if referral.state not in OPEN:
        raise NotOpen
    fact = ReferralCancelled(referral_id=referral_id, cancelled_by=by, occurred_at=now)
    cancelled = replace(referral, state=State.CANCELLED)
    return replace(file, version=file.version + 1), {**referrals, referral_id: cancelled}, (fact,)
