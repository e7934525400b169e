"""What the referral service says about the life of each referral (henvendelse, in health: henvisning)."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import ClassVar, get_args
from uuid import UUID

from pydantic import AwareDatetime

from samspil.contracts import topics
from samspil.contracts.envelope import Fact
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
    """The partner's own request that it was made from, by its id there."""
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
class ReferralDelayNotified:
    """The citizen was written to with another day for the answer, the first one having passed (RSL § 3)."""

    TYPE: ClassVar[str] = "referral.delay_notified.v1"
    ABOUT: ClassVar[str] = "referral_id"

    referral_id: UUID
    notified_by: str
    """Staff id."""
    answer_by: date
    """The new day; what is overdue stays so."""
    letter: Sealed
    """The letter's text."""
    occurred_at: AwareDatetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferralReceived:
    """A person of the asked unit, not the author, took the referral in."""

    TYPE: ClassVar[str] = "referral.received.v1"
    ABOUT: ClassVar[str] = "referral_id"

    referral_id: UUID
    received_by: str
    """Staff id; of a partner's people, the name of their sector."""
    occurred_at: AwareDatetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferralInformationRequested:
    """The asked unit cannot answer before it knows more; its time stands still and the author's runs."""

    TYPE: ClassVar[str] = "referral.information_requested.v1"
    ABOUT: ClassVar[str] = "referral_id"

    referral_id: UUID
    requested_by: str
    words: Sealed
    """What it wants to know."""
    give_by: date
    """The author's last day."""
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
class ReferralWaitlisted:
    """The asked unit will help, and not yet: the citizen waits until about a day, which may be told anew."""

    TYPE: ClassVar[str] = "referral.waitlisted.v1"
    ABOUT: ClassVar[str] = "referral_id"

    referral_id: UUID
    waitlisted_by: str
    expected_on: date
    """The day help is expected to start."""
    occurred_at: AwareDatetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferralAccepted:
    """The asked unit will help; with this the accepting party's access begins."""

    TYPE: ClassVar[str] = "referral.accepted.v1"
    ABOUT: ClassVar[str] = "referral_id"

    referral_id: UUID
    accepted_by: str
    starts_on: date
    """The day help is expected to start."""
    to_sector: Sector = Sector.SOCIAL
    """Whose unit will help."""
    occurred_at: AwareDatetime


class DeclineReason(StrEnum):
    """Why a party will not help."""

    OUTSIDE_TARGET_GROUP = "outside_target_group"
    ANOTHER_OFFER_FITS_BETTER = "another_offer_fits_better"
    NOT_WANTED_BY_CITIZEN = "not_wanted_by_citizen"
    NOT_OURS = "not_ours"
    """The asked party says that it is another's to answer."""
    OTHER = "other"


class Hearing(StrEnum):
    """Whether the citizen was heard before the no was decided (forvaltningsloven § 19)."""

    HELD = "held"
    NOT_NEEDED = "not_needed"
    """The citizen knew everything that it rests on, and that it would be used."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferralDeclined:
    """The asked unit will not help."""

    TYPE: ClassVar[str] = "referral.declined.v1"
    ABOUT: ClassVar[str] = "referral_id"

    referral_id: UUID
    declined_by: str
    """Staff id."""
    reason: DeclineReason
    words: Sealed
    """Why, in words that the citizen can read."""
    suggestion: Sealed | None
    """What may help instead."""
    is_decision: bool
    """Whether it is a decision (afgørelse) that the citizen can complain of."""
    hearing: Hearing | None = None
    """Of a decision."""
    letter: Sealed | None = None
    """The letter to the citizen: what was decided, why, on which basis, and how to complain."""
    occurred_at: AwareDatetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferralRedirected:
    """The asked unit passed it on; another referral of the same words asks the next one."""

    TYPE: ClassVar[str] = "referral.redirected.v1"
    ABOUT: ClassVar[str] = "referral_id"

    referral_id: UUID
    redirected_by: str
    """Staff id."""
    successor: UUID
    """The referral that asks the next unit."""
    words: Sealed
    """Why, in words that the citizen can read."""
    occurred_at: AwareDatetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferralStarted:
    """Help has begun: the first real contact was held."""

    TYPE: ClassVar[str] = "referral.started.v1"
    ABOUT: ClassVar[str] = "referral_id"

    referral_id: UUID
    started_by: str
    started_on: date
    occurred_at: AwareDatetime


class CompletionOutcome(StrEnum):
    """How the help that was asked for ended."""

    GOAL_REACHED = "goal_reached"
    PARTLY_REACHED = "partly_reached"
    NO_LONGER_NEEDED = "no_longer_needed"
    NOT_REACHED = "not_reached"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferralCompleted:
    """What was asked for is done; with this the accepting party's access ends."""

    TYPE: ClassVar[str] = "referral.completed.v1"
    ABOUT: ClassVar[str] = "referral_id"

    referral_id: UUID
    completed_by: str
    outcome: CompletionOutcome | None
    """None where a partner did not say."""
    words: Sealed | None
    """What the author is told about it."""
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
class ReferralCancellationRefused:
    """The asked unit goes on with the help."""

    TYPE: ClassVar[str] = "referral.cancellation_refused.v1"
    ABOUT: ClassVar[str] = "referral_id"

    referral_id: UUID
    refused_by: str
    words: Sealed | None
    """Why; a partner may not have said."""
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
