"""What ``referral.v1`` says of a citizen's referrals, folded."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from samspil.contracts.envelope import Event
from samspil.contracts.referral import (
    ReferralAccepted,
    ReferralCancelled,
    ReferralReceived,
    ReferralSubmitted,
    ReferralUnanswered,
)
from samspil.vocabulary.sealed import Sealed
from samspil.vocabulary.sector import Sector


class Standing(StrEnum):
    """Where a referral stands, as everybody sees it."""

    SUBMITTED = "submitted"
    UNANSWERED = "unanswered"
    CANCELLED = "cancelled"
    RECEIVED = "received"
    ACCEPTED = "accepted"


@dataclass(frozen=True, slots=True)
class ReferralStanding:
    """One referral: where it stands and whose turn it is."""

    id: UUID
    standing: Standing
    from_sector: Sector
    to_sector: Sector
    to_unit: str
    words: Sealed
    answer_by: date
    submitted_at: datetime
    starts_on: date | None = None
    """The day help is expected to start, once it was accepted."""

    @property
    def turn(self) -> Sector | None:
        """Who owes the next step: until there is an answer, the party that was asked."""
        return None if self.standing in {Standing.ACCEPTED, Standing.CANCELLED} else self.to_sector


ReferralState = dict[UUID, ReferralStanding]
"""All referrals of a citizen."""


def fold_referral(state: ReferralState | None, event: Event[Any]) -> ReferralState:
    """One more event of the topic."""
    referrals = state or {}
    match event.data:
        case ReferralSubmitted() as fact:
            return {**referrals, fact.referral_id: _submitted(fact)}
        case ReferralUnanswered(referral_id=id_) if id_ in referrals:
            return {**referrals, id_: replace(referrals[id_], standing=Standing.UNANSWERED)}
        case ReferralCancelled(referral_id=id_) if id_ in referrals:
            return {**referrals, id_: replace(referrals[id_], standing=Standing.CANCELLED)}
        case ReferralReceived(referral_id=id_) if id_ in referrals:
            return {**referrals, id_: replace(referrals[id_], standing=Standing.RECEIVED)}
        case ReferralAccepted(referral_id=id_, starts_on=day) if id_ in referrals:
            accepted = replace(referrals[id_], standing=Standing.ACCEPTED, starts_on=day)
            return {**referrals, id_: accepted}
    return referrals


def _submitted(fact: ReferralSubmitted) -> ReferralStanding:
    return ReferralStanding(
        id=fact.referral_id,
        standing=Standing.SUBMITTED,
        from_sector=fact.from_sector,
        to_sector=fact.to_sector,
        to_unit=fact.to_unit,
        words=fact.words,
        answer_by=fact.answer_by,
        submitted_at=fact.occurred_at,
    )
