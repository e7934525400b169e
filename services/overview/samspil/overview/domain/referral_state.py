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
    """As it was kept before being overdue was a mark; it is read as that."""
    CANCELLED = "cancelled"
    RECEIVED = "received"
    ACCEPTED = "accepted"


ANSWERED = frozenset({Standing.ACCEPTED, Standing.CANCELLED})
"""Nobody owes anything any more; nothing that is told later takes that back."""


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
    overdue: bool = False
    """The day for an answer passed, and one is still owed: a mark beside the standing, received or not."""

    def __post_init__(self) -> None:
        """Read what was kept before: then being overdue took the place of the standing."""
        if self.standing is Standing.UNANSWERED:
            object.__setattr__(self, "standing", Standing.SUBMITTED)
            object.__setattr__(self, "overdue", True)

    @property
    def turn(self) -> Sector | None:
        """Who owes the next step: until there is an answer, the party that was asked."""
        return None if self.standing in ANSWERED else self.to_sector


ReferralState = dict[UUID, ReferralStanding]
"""All referrals of a citizen."""


def fold_referral(state: ReferralState | None, event: Event[Any]) -> ReferralState:
    """One more event of the topic."""
    referrals = state or {}
    if isinstance(event.data, ReferralSubmitted):
        return {**referrals, event.data.referral_id: _submitted(event.data)}
    about: Any = getattr(event.data, "referral_id", None)
    before = referrals.get(about)
    if before is None or before.standing in ANSWERED:
        return referrals
    return {**referrals, before.id: _next(before, event.data)}


def _next(before: ReferralStanding, fact: Any) -> ReferralStanding:
    match fact:
        case ReferralUnanswered():
            return replace(before, overdue=True)
        case ReferralReceived():
            return replace(before, standing=Standing.RECEIVED)
        case ReferralAccepted(starts_on=day):
            return replace(before, standing=Standing.ACCEPTED, starts_on=day, overdue=False)
        case ReferralCancelled():
            return replace(before, standing=Standing.CANCELLED, overdue=False)
    return before


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
