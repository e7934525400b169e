"""What ``referral.v1`` says of a citizen's referrals, folded."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Any, assert_never
from uuid import UUID

from samspil.contracts.envelope import Event
from samspil.contracts.referral import (
    ReferralAccepted,
    ReferralCancelled,
    ReferralDeclined,
    ReferralFact,
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
    DECLINED = "declined"


ANSWERED = frozenset({Standing.ACCEPTED, Standing.DECLINED, Standing.CANCELLED})
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
    author: str
    """The staff id of who wrote it: nobody answers their own."""
    answer_by: date
    submitted_at: datetime
    starts_on: date | None = None
    """The day help is expected to start, once it was accepted."""
    declined: ReferralDeclined | None = None
    """The no, as it was said."""
    overdue: bool = False
    """The day for an answer passed, and one is still owed: a mark beside the standing, received or not."""
    version: int = 0
    """The number of the last event about it."""

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
    referrals, fact = state or {}, event.data
    if isinstance(fact, ReferralSubmitted):
        return {**referrals, fact.referral_id: _submitted(fact, event.seq)}
    before = referrals.get(fact.referral_id)
    if before is None:
        return referrals
    after = before if before.standing in ANSWERED else _next(before, fact)
    return {**referrals, before.id: replace(after, version=event.seq)}


def _next(before: ReferralStanding, fact: ReferralFact) -> ReferralStanding:
    match fact:
        case ReferralSubmitted():
            return before
        case ReferralUnanswered():
            return replace(before, overdue=True)
        case ReferralReceived():
            return replace(before, standing=Standing.RECEIVED)
        case ReferralAccepted(starts_on=day):
            return replace(before, standing=Standing.ACCEPTED, starts_on=day, overdue=False)
        case ReferralDeclined():
            return replace(before, standing=Standing.DECLINED, declined=fact, overdue=False)
        case ReferralCancelled():
            return replace(before, standing=Standing.CANCELLED, overdue=False)
    assert_never(fact)


def _submitted(fact: ReferralSubmitted, version: int) -> ReferralStanding:
    return ReferralStanding(
        id=fact.referral_id,
        standing=Standing.SUBMITTED,
        from_sector=fact.from_sector,
        to_sector=fact.to_sector,
        to_unit=fact.to_unit,
        words=fact.words,
        author=fact.author,
        answer_by=fact.answer_by,
        submitted_at=fact.occurred_at,
        version=version,
    )
