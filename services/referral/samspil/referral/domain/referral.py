"""A referral: somebody asks a party to help a citizen, and the party owes an answer."""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from samspil.contracts.referral import (
    ClosingReason,
    Priority,
    ReferralCompleted,
    ReferralDeclined,
    ReferralRedirected,
)
from samspil.vocabulary.legal_basis import LegalBasis
from samspil.vocabulary.sealed import Sealed
from samspil.vocabulary.sector import Sector


class State(StrEnum):
    """Where a referral is in its life; that a step is overdue is a mark beside it."""

    SUBMITTED = "submitted"
    """It was asked and nobody has taken it in; to another party's system it has not come."""
    TOLD = "told"
    """The asked party's own system has it."""
    RECEIVED = "received"
    """A person of the asked unit has taken it in; that is no answer."""
    INFORMATION_REQUESTED = "information_requested"
    """The asked unit waits for the author, and its own time stands still."""
    ACCEPTED = "accepted"
    """The asked unit will help."""
    WAITLISTED = "waitlisted"
    """It will help, and the citizen waits until about a day."""
    STARTED = "started"
    """Help has begun."""
    CANCELLATION_REQUESTED = "cancellation_requested"
    """The author asks that help which has begun be stopped."""
    COMPLETED = "completed"
    DECLINED = "declined"
    """The asked unit will not help."""
    REDIRECTED = "redirected"
    """It passed it on: a successor asks the next unit."""
    CANCELLED = "cancelled"
    """The author took it back."""
    CLOSED = "closed"
    """It ended for a reason that lies with the citizen."""
    VOIDED = "voided"
    """It was a mistake that it was sent."""


OVER = frozenset(
    {State.COMPLETED, State.DECLINED, State.REDIRECTED, State.CANCELLED, State.CLOSED, State.VOIDED}
)
"""Nobody owes anything any more."""

UNANSWERED = frozenset({State.SUBMITTED, State.TOLD, State.RECEIVED, State.INFORMATION_REQUESTED})
"""There is no yes and no no yet."""

NOT_BEGUN = UNANSWERED | {State.ACCEPTED, State.WAITLISTED}
"""Help has not begun: the author may simply take it back."""

GOES_ON = frozenset({State.STARTED})
"""No step is owed by a day."""


class Counts(StrEnum):
    """What a referral counts as in the balance: each is one of these at every moment."""

    OPEN = "open"
    ANSWERED = "answered"
    """It got its first answer, whatever became of it afterwards."""
    CANCELLED = "cancelled"
    """Taken back, or found to be a mistake, before there was an answer."""
    CLOSED = "closed"
    """Ended before there was an answer, for a reason that lies with the citizen."""


@dataclass(frozen=True, slots=True)
class Question:
    """What the asked unit wanted to know, and what the author told."""

    words: Sealed
    asked_by: str
    answer: Sealed | None = None


@dataclass(frozen=True, slots=True)
class Referral:
    """One referral."""

    id: UUID
    state: State
    from_sector: Sector
    to_sector: Sector
    to_unit: str
    priority: Priority
    words: Sealed
    """The citizen's own words."""
    basis: LegalBasis
    author: str
    answer_by: date
    """The last day for the step that is owed now, whoever owes it."""
    submitted_at: datetime
    from_unit: str | None = None
    """The author's."""
    needs_decision: bool = True
    """Whether help under its basis is granted by a decision."""
    follows: UUID | None = None
    """The referral that it came out of."""
    request: UUID | None = None
    """The partner's own request that it was made from."""
    overdue: bool = False
    """The day of the step that is owed has passed."""
    missed: date | None = None
    """The day of which that was said last."""
    escalated: bool = False
    """The leader is to see it, too."""
    answered: bool = False
    """It got its first answer."""
    received_by: str | None = None
    accepted_by: str | None = None
    starts_on: date | None = None
    """The day help is expected to start; then the day it did."""
    questions: tuple[Question, ...] = ()
    days_left: int = 0
    """How many working days the asked unit had left when its time was stopped."""
    declined: ReferralDeclined | None = None
    """The no, as it was said."""
    redirected: ReferralRedirected | None = None
    completed: ReferralCompleted | None = None
    closed: ClosingReason | None = None
    letters: tuple[Sealed, ...] = field(default=())
    """What was written to the citizen about it, the oldest first."""
    version: int = 0
    """The number of the last fact about it."""

    @property
    def is_elsewhere(self) -> bool:
        """Whether another party's system has to be told of it before anybody can answer."""
        return self.to_sector is not Sector.SOCIAL

    @property
    def owes(self) -> bool:
        """Whether a step is owed by a day."""
        return self.state not in OVER and self.state not in GOES_ON

    @property
    def owed(self) -> str:
        """``answer_by`` as ``2026-12-07``: it sorts as a day, and the calendar's last one can be written."""
        return self.answer_by.isoformat()

    @property
    def counts_as(self) -> Counts:
        """Its place in the balance."""
        if self.answered:
            return Counts.ANSWERED
        match self.state:
            case State.CANCELLED | State.VOIDED:
                return Counts.CANCELLED
            case State.CLOSED:
                return Counts.CLOSED
        return Counts.OPEN


Referrals = dict[UUID, Referral]
"""All referrals of one citizen."""


@dataclass(frozen=True, slots=True)
class Staff:
    """Who takes a step: somebody of some units, who may or may not grant help."""

    id: str
    units: frozenset[str] = frozenset()
    decides: bool = False
    """Whether they decide about help that needs a decision (a visitator)."""


class UnknownReferral(Exception):
    """The citizen has no such referral."""


class AskedOfAnother(Exception):
    """The referral asks another unit than any of theirs."""


class OwnReferral(Exception):
    """They wrote the referral: nobody answers their own."""


class NeedsVisitator(Exception):
    """Help under this paragraph is granted or refused by a decision, and they do not decide."""


class NotOpen(Exception):
    """It is over: no step follows."""


class NotReceived(Exception):
    """Nobody has taken the referral in, so nobody can have considered it."""


class NotNow(Exception):
    """The step does not follow on where the referral is: somebody took another one before."""


def require_referral(referrals: Referrals, referral_id: UUID) -> Referral:
    """The citizen's referral. Raises ``UnknownReferral``."""
    referral = referrals.get(referral_id)
    if referral is None:
        raise UnknownReferral
    return referral


def require_asked(referral: Referral, by: Staff) -> None:
    """Let on who may take a step that the asked unit owes: never the author.

    Raises ``AskedOfAnother``, ``OwnReferral`` or ``NotOpen``.
    """
    if referral.to_unit not in by.units:
        raise AskedOfAnother
    if by.id == referral.author:
        raise OwnReferral
    if referral.state in OVER:
        raise NotOpen


def require_considered(referral: Referral, by: Staff) -> None:
    """Let on who may answer a referral that somebody has taken in, and who may decide where that is asked.

    Raises ``NotReceived``, ``NeedsVisitator``, ``NotNow`` and what ``require_asked`` raises.
    """
    require_asked(referral, by)
    if referral.state in UNANSWERED and referral.received_by is None:
        raise NotReceived
    if referral.needs_decision and not by.decides:
        raise NeedsVisitator
    require_state(referral, State.RECEIVED, State.INFORMATION_REQUESTED)


def require_state(referral: Referral, *states: State) -> None:
    """Raises ``NotOpen`` or ``NotNow`` unless it is in one of these."""
    if referral.state in states:
        return
    raise NotOpen if referral.state in OVER else NotNow
