"""What ``referral.v1`` says of a citizen's referrals, folded."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Any, assert_never
from uuid import UUID

from samspil.contracts.envelope import Event
from samspil.contracts.referral import (
    ClosingReason,
    Escalation,
    Priority,
    ReferralAccepted,
    ReferralCancellationRefused,
    ReferralCancellationRequested,
    ReferralCancelled,
    ReferralClosed,
    ReferralCompleted,
    ReferralCorrected,
    ReferralDeclined,
    ReferralDelayNotified,
    ReferralFact,
    ReferralInformationGiven,
    ReferralInformationRequested,
    ReferralReceived,
    ReferralRedirected,
    ReferralStarted,
    ReferralSubmitted,
    ReferralTold,
    ReferralUnanswered,
    ReferralVoided,
    ReferralWaitlisted,
)
from samspil.vocabulary.legal_basis import LegalBasis
from samspil.vocabulary.sealed import Sealed
from samspil.vocabulary.sector import Sector


class Standing(StrEnum):
    """Where a referral stands, as everybody sees it."""

    SUBMITTED = "submitted"
    UNANSWERED = "unanswered"
    """As it was kept before being overdue was a mark; it is read as that."""
    TOLD = "told"
    RECEIVED = "received"
    INFORMATION_REQUESTED = "information_requested"
    ACCEPTED = "accepted"
    WAITLISTED = "waitlisted"
    STARTED = "started"
    CANCELLATION_REQUESTED = "cancellation_requested"
    COMPLETED = "completed"
    DECLINED = "declined"
    REDIRECTED = "redirected"
    CANCELLED = "cancelled"
    CLOSED = "closed"
    VOIDED = "voided"


OVER = frozenset(
    {
        Standing.COMPLETED,
        Standing.DECLINED,
        Standing.REDIRECTED,
        Standing.CANCELLED,
        Standing.CLOSED,
        Standing.VOIDED,
    }
)
"""Nobody owes anything any more; nothing that is told later takes that back, but that it was a mistake."""

SETTLED = OVER | {Standing.STARTED}
"""No step is owed by a day."""


@dataclass(frozen=True, slots=True)
class Question:
    """What the asked unit wanted to know, and what the author told."""

    words: Sealed
    asked_at: datetime
    answer: Sealed | None = None


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
    """The last day for the step that is owed now."""
    submitted_at: datetime
    from_unit: str | None = None
    basis: LegalBasis | None = None
    needs_decision: bool = True
    priority: Priority = Priority.ROUTINE
    asked_by: date | None = None
    """The day for an answer, as it was asked for at first."""
    follows: UUID | None = None
    """The referral that it came out of."""
    successor: UUID | None = None
    """The one that asks the next unit."""
    request: UUID | None = None
    """The partner's own request that it was made from."""
    questions: tuple[Question, ...] = ()
    starts_on: date | None = None
    """The day help is expected to start, once it was accepted; then the day it started."""
    why: Sealed | None = None
    """What was written with the newest step, where that has words: why it was passed on, or is to stop."""
    declined: ReferralDeclined | None = None
    """The no, as it was said."""
    completed: ReferralCompleted | None = None
    closed: ClosingReason | None = None
    letters: tuple[Sealed, ...] = ()
    """What was written to the citizen about it, the oldest first."""
    stands_since: datetime | None = None
    overdue: bool = False
    """The day for the step passed, and it is still owed: a mark beside the standing."""
    escalated: bool = False
    """Its leader is to see it, too."""
    delay_notified: bool = False
    """The citizen was written to with another day."""
    version: int = 0
    """The number of the last event about it."""

    def __post_init__(self) -> None:
        """Read what was kept before: then being overdue took the place of the standing."""
        if self.standing is Standing.UNANSWERED:
            object.__setattr__(self, "standing", Standing.SUBMITTED)
            object.__setattr__(self, "overdue", True)

    @property
    def waits_to_be_sent(self) -> bool:
        """Whether the asked party's own system has not yet said that it has it."""
        return self.standing is Standing.SUBMITTED and self.to_sector is not Sector.SOCIAL

    @property
    def turn(self) -> Sector | None:
        """Who owes the next step; nobody while help goes on, or when all is over."""
        if self.standing in SETTLED:
            return None
        if self.standing is Standing.INFORMATION_REQUESTED or self.waits_to_be_sent:
            return self.from_sector
        return self.to_sector


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
    is_over = before.standing in OVER and not isinstance(fact, ReferralVoided)
    after = before if is_over else _next(before, fact)
    return {**referrals, before.id: replace(after, version=event.seq)}


def _next(before: ReferralStanding, fact: ReferralFact) -> ReferralStanding:
    at = fact.occurred_at
    match fact:
        case ReferralSubmitted():
            return before
        case ReferralUnanswered():
            escalated = before.escalated or fact.escalation is Escalation.LEADER
            return replace(before, overdue=True, escalated=escalated)
        case ReferralDelayNotified():
            letters = (*before.letters, fact.letter)
            return replace(before, answer_by=fact.answer_by, letters=letters, delay_notified=True)
        case ReferralTold():
            return _stands(before, Standing.TOLD, at, answer_by=fact.answer_by)
        case ReferralReceived():
            return replace(before, standing=Standing.RECEIVED, stands_since=at)
        case ReferralInformationRequested():
            asked = (*before.questions, Question(fact.words, at))
            return _stands(
                before, Standing.INFORMATION_REQUESTED, at, questions=asked, answer_by=fact.give_by
            )
        case ReferralInformationGiven():
            questions = tuple(_answered(before.questions, fact.words))
            return _stands(before, Standing.RECEIVED, at, questions=questions, answer_by=fact.answer_by)
        case ReferralAccepted(starts_on=day):
            return _stands(before, Standing.ACCEPTED, at, starts_on=day, answer_by=day)
        case ReferralWaitlisted(expected_on=day):
            return _stands(before, Standing.WAITLISTED, at, starts_on=day, answer_by=day)
        case ReferralDeclined():
            letters = (*before.letters, fact.letter) if fact.letter else before.letters
            return _stands(before, Standing.DECLINED, at, declined=fact, letters=letters)
        case ReferralRedirected():
            return _stands(before, Standing.REDIRECTED, at, successor=fact.successor, why=fact.words)
        case ReferralStarted(started_on=day):
            return _stands(before, Standing.STARTED, at, starts_on=day)
        case ReferralCompleted():
            return _stands(before, Standing.COMPLETED, at, completed=fact)
        case ReferralCancellationRequested():
            return _stands(
                before, Standing.CANCELLATION_REQUESTED, at, why=fact.words, answer_by=fact.answer_by
            )
        case ReferralCancellationRefused():
            return _stands(before, Standing.STARTED, at, why=fact.words)
        case ReferralCancelled():
            return _stands(before, Standing.CANCELLED, at)
        case ReferralClosed():
            return _stands(before, Standing.CLOSED, at, closed=fact.reason)
        case ReferralCorrected():
            return replace(before, words=fact.words, priority=fact.priority, answer_by=fact.answer_by)
        case ReferralVoided():
            return _stands(before, Standing.VOIDED, at, why=fact.words)
    assert_never(fact)


def _stands(before: ReferralStanding, standing: Standing, at: datetime, **after: Any) -> ReferralStanding:
    """A step was taken: what was overdue was that step, and is no more."""
    return replace(
        before,
        standing=standing,
        stands_since=at,
        overdue=False,
        escalated=False,
        delay_notified=False,
        **after,
    )


def _answered(questions: tuple[Question, ...], words: Sealed) -> Iterable[Question]:
    """The newest question is the one that was answered."""
    yield from questions[:-1]
    if questions:
        yield replace(questions[-1], answer=words)


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
        from_unit=fact.from_unit,
        basis=fact.basis,
        needs_decision=fact.needs_decision,
        priority=fact.priority,
        asked_by=fact.answer_by,
        follows=fact.follows,
        request=fact.request,
        stands_since=fact.occurred_at,
        version=version,
    )
