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
    occurred_at: AwareDatetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferralUnanswered:
    """The day for an answer passed and no human had answered."""

    TYPE: ClassVar[str] = "referral.unanswered.v1"
    ABOUT: ClassVar[str] = "referral_id"

    referral_id: UUID
    answer_by: date
    occurred_at: AwareDatetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferralReceived:
    """A person of the asked unit, not the author, took the referral in."""

    TYPE: ClassVar[str] = "referral.received.v1"
    ABOUT: ClassVar[str] = "referral_id"

    referral_id: UUID
    received_by: str
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
    occurred_at: AwareDatetime


class DeclineReason(StrEnum):
    """Why a party will not help."""

    OUTSIDE_TARGET_GROUP = "outside_target_group"
    ANOTHER_OFFER_FITS_BETTER = "another_offer_fits_better"
    NOT_WANTED_BY_CITIZEN = "not_wanted_by_citizen"
    OTHER = "other"


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
    occurred_at: AwareDatetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferralCancelled:
    """The author took the referral back before it was accepted."""

    TYPE: ClassVar[str] = "referral.cancelled.v1"
    ABOUT: ClassVar[str] = "referral_id"

    referral_id: UUID
    cancelled_by: str
    """Staff id."""
    occurred_at: AwareDatetime


ReferralFact = (
    ReferralSubmitted
    | ReferralUnanswered
    | ReferralReceived
    | ReferralAccepted
    | ReferralDeclined
    | ReferralCancelled
)
"""Everything that the topic carries."""

FACTS: tuple[type[Fact], ...] = get_args(ReferralFact)
