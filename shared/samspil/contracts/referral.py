"""What the referral service says about the life of each referral (henvendelse, in health: henvisning)."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import ClassVar, get_args
from uuid import UUID

from pydantic import AwareDatetime

from samspil.contracts import topics
from samspil.contracts.envelope import Fact
from samspil.contracts.referral_answers import CompletionOutcome as CompletionOutcome
from samspil.contracts.referral_answers import DeclineReason as DeclineReason
from samspil.contracts.referral_answers import Hearing as Hearing
from samspil.contracts.referral_answers import ReferralAccepted as ReferralAccepted
from samspil.contracts.referral_answers import ReferralCancellationRefused as ReferralCancellationRefused
from samspil.contracts.referral_answers import ReferralCompleted as ReferralCompleted
from samspil.contracts.referral_answers import ReferralDeclined as ReferralDeclined
from samspil.contracts.referral_answers import ReferralDelayNotified as ReferralDelayNotified
from samspil.contracts.referral_answers import ReferralInformationRequested as ReferralInformationRequested
from samspil.contracts.referral_answers import ReferralReceived as ReferralReceived
from samspil.contracts.referral_answers import ReferralRedirected as ReferralRedirected
from samspil.contracts.referral_answers import ReferralStarted as ReferralStarted
from samspil.contracts.referral_answers import ReferralWaitlisted as ReferralWaitlisted
from samspil.vocabulary.legal_basis import LegalBasis
from samspil.vocabulary.sealed import Sealed
from samspil.vocabulary.sector import Sector

TOPIC = topics.REFERRAL


class Priority(StrEnum):
    """How fast an answer is needed (ServiceRequest.priority, FHIR R4)."""

    ROUTINE = "routine"
    URGENT = "urgent"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferralSubmitted:
    """An author asked a party to help; the party has until ``answer_by`` to answer."""

    TYPE: ClassVar[str] = "referral.submitted.v1"
    ABOUT: ClassVar[str] = "referral_id"

    referral_id: UUID
    from_sector: Sector
    to_sector: Sector
    to_unit: str
    """The unit that is asked, by its own code."""
    priority: Priority
    words: Sealed
    """What the citizen hopes for, in the citizen's own words."""
    basis: LegalBasis
    author: str
    """Staff id."""
    answer_by: date
    from_unit: str | None = None
    """The author's unit, where the token named one."""
    follows: UUID | None = None
    """The referral that it came out of: one that was redirected here, or answered before."""
    request: UUID | None = None
    """The partner's own request that it was made from, by its id there; of a message, its thread."""
    entered_by: str | None = None
    """Staff id of who made it of a partner's message; None where nobody had to."""
    needs_decision: bool = True
    """Whether help under its basis is granted by a decision (afgørelse); without, it starts at once."""
    occurred_at: AwareDatetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferralTold:
    """The asked party's own system has it; from this day its time for an answer runs."""

    TYPE: ClassVar[str] = "referral.told.v1"
    ABOUT: ClassVar[str] = "referral_id"

    referral_id: UUID
    answer_by: date
    occurred_at: AwareDatetime


class Escalation(StrEnum):
    """Who is to see that something is overdue."""

    AUTHOR = "author"
    """Whoever waits for the next step, and whoever owes it."""
    LEADER = "leader"
    """The leader of the unit that owes it, too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferralUnanswered:
    """The day of the step that is owed passed and no human had taken it: a mark, whatever its state is."""

    TYPE: ClassVar[str] = "referral.unanswered.v1"
    ABOUT: ClassVar[str] = "referral_id"

    referral_id: UUID
    answer_by: date
    """The day that passed."""
    escalation: Escalation = Escalation.AUTHOR
    occurred_at: AwareDatetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferralInformationGiven:
    """The author told what was asked; the asked unit's time runs on with the days that it had left."""

    TYPE: ClassVar[str] = "referral.information_given.v1"
    ABOUT: ClassVar[str] = "referral_id"

    referral_id: UUID
    given_by: str
    """Staff id."""
    words: Sealed
    answer_by: date
    occurred_at: AwareDatetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferralCancellationRequested:
    """The author asks that help which has begun be stopped; the asked unit answers."""

    TYPE: ClassVar[str] = "referral.cancellation_requested.v1"
    ABOUT: ClassVar[str] = "referral_id"

    referral_id: UUID
    requested_by: str
    """Staff id."""
    words: Sealed
    """Why."""
    answer_by: date
    occurred_at: AwareDatetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferralCancelled:
    """The author took the referral back before help began, or the asked unit let it be stopped after."""

    TYPE: ClassVar[str] = "referral.cancelled.v1"
    ABOUT: ClassVar[str] = "referral_id"

    referral_id: UUID
    cancelled_by: str
    """Staff id."""
    occurred_at: AwareDatetime


class ClosingReason(StrEnum):
    """What ends the referral whoever's turn it is: it happened to the citizen, or the citizen decided it."""

    DEAD = "dead"
    MOVED = "moved"
    WITHDRAWN = "withdrawn"
    """The citizen no longer wants it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferralClosed:
    """Nobody owes anything any more, for a reason that lies with the citizen."""

    TYPE: ClassVar[str] = "referral.closed.v1"
    ABOUT: ClassVar[str] = "referral_id"

    referral_id: UUID
    closed_by: str
    """Staff id."""
    reason: ClosingReason
    occurred_at: AwareDatetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferralCorrected:
    """The author corrected what was asked before it was answered: it holds as it is told here."""

    TYPE: ClassVar[str] = "referral.corrected.v1"
    ABOUT: ClassVar[str] = "referral_id"

    referral_id: UUID
    corrected_by: str
    """Staff id."""
    words: Sealed
    priority: Priority
    answer_by: date
    occurred_at: AwareDatetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferralVoided:
    """It was a mistake that it was ever sent, such as one about another citizen; nothing of it holds."""

    TYPE: ClassVar[str] = "referral.voided.v1"
    ABOUT: ClassVar[str] = "referral_id"

    referral_id: UUID
    voided_by: str
    """Staff id."""
    words: Sealed
    """What the mistake was."""
    occurred_at: AwareDatetime


ReferralFact = (
    ReferralSubmitted
    | ReferralTold
    | ReferralUnanswered
    | ReferralDelayNotified
    | ReferralReceived
    | ReferralInformationRequested
    | ReferralInformationGiven
    | ReferralAccepted
    | ReferralWaitlisted
    | ReferralDeclined
    | ReferralRedirected
    | ReferralStarted
    | ReferralCompleted
    | ReferralCancellationRequested
    | ReferralCancellationRefused
    | ReferralCancelled
    | ReferralClosed
    | ReferralCorrected
    | ReferralVoided
)
"""Everything that the topic carries."""

FACTS: tuple[type[Fact], ...] = get_args(ReferralFact)
