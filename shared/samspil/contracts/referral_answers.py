"""What the asked unit says of a referral: that it has it, what it answers, and how help goes on."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import ClassVar
from uuid import UUID

from pydantic import AwareDatetime

from samspil.vocabulary.sealed import Sealed
from samspil.vocabulary.sector import Sector


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
class ReferralCancellationRefused:
    """The asked unit goes on with the help."""

    TYPE: ClassVar[str] = "referral.cancellation_refused.v1"
    ABOUT: ClassVar[str] = "referral_id"

    referral_id: UUID
    refused_by: str
    words: Sealed | None
    """Why; a partner may not have said."""
    occurred_at: AwareDatetime
