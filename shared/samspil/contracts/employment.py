"""What the jobcenter-bridge says: steps towards work, and how deliveries to the jobcenter ended."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import ClassVar, get_args
from uuid import UUID

from pydantic import AwareDatetime

from samspil.contracts import topics
from samspil.contracts.answer import PartnerAnswer
from samspil.contracts.delivery import Outcome, Told
from samspil.contracts.envelope import Fact
from samspil.vocabulary.legal_basis import LegalBasis
from samspil.vocabulary.sealed import Sealed

TOPIC = topics.EMPLOYMENT


class MilestoneKind(StrEnum):
    """What sort of step; the jobcenter's own offer codes are configuration of the bridge."""

    WORK_PLACEMENT = "work_placement"
    """Virksomhedspraktik."""
    WAGE_SUBSIDY = "wage_subsidy"
    """Løntilskud."""
    MENTOR = "mentor"
    GUIDANCE = "guidance"
    """Vejledning og opkvalificering."""
    FLEX_JOB = "flex_job"
    ORDINARY_JOB = "ordinary_job"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class EmploymentMilestonePlanned:
    """The jobcenter created an activity for the citizen."""

    TYPE: ClassVar[str] = "employment.milestone_planned.v1"
    ABOUT: ClassVar[str] = "milestone_id"

    milestone_id: UUID
    """The activity's own id in the jobcenter's case system."""
    kind: MilestoneKind
    starts_on: date
    ends_on: date | None
    hours_per_week: int | None
    basis: LegalBasis
    """On which the jobcenter may tell it."""
    occurred_at: AwareDatetime


@dataclass(frozen=True, slots=True, kw_only=True)
class EmploymentMilestoneStarted:
    """The activity has started."""

    TYPE: ClassVar[str] = "employment.milestone_started.v1"
    ABOUT: ClassVar[str] = "milestone_id"

    milestone_id: UUID
    started_on: date
    basis: LegalBasis
    occurred_at: AwareDatetime


@dataclass(frozen=True, slots=True, kw_only=True)
class EmploymentMilestoneAdjusted:
    """The jobcenter moved or changed the activity: the whole of it, as it is now."""

    TYPE: ClassVar[str] = "employment.milestone_adjusted.v1"
    ABOUT: ClassVar[str] = "milestone_id"

    milestone_id: UUID
    kind: MilestoneKind
    starts_on: date
    ends_on: date | None
    hours_per_week: int | None
    started_on: date | None
    """None: it has not started, whatever was said before."""
    ended_on: date | None
    """None: it has not ended, whatever was said before."""
    basis: LegalBasis
    occurred_at: AwareDatetime


@dataclass(frozen=True, slots=True, kw_only=True)
class EmploymentMilestoneEnded:
    """The activity is over."""

    TYPE: ClassVar[str] = "employment.milestone_ended.v1"
    ABOUT: ClassVar[str] = "milestone_id"

    milestone_id: UUID
    ended_on: date
    """Its last day."""
    basis: LegalBasis
    occurred_at: AwareDatetime


@dataclass(frozen=True, slots=True, kw_only=True)
class EmploymentMilestoneVoided:
    """The jobcenter deleted the activity: what was said of it no longer holds."""

    TYPE: ClassVar[str] = "employment.milestone_voided.v1"
    ABOUT: ClassVar[str] = "milestone_id"

    milestone_id: UUID
    basis: LegalBasis
    occurred_at: AwareDatetime


@dataclass(frozen=True, slots=True, kw_only=True)
class EmploymentDeliveryEnded:
    """A message to the jobcenter was acknowledged, refused or expired."""

    TYPE: ClassVar[str] = "employment.delivery_ended.v1"
    ABOUT: ClassVar[str] = "delivery_id"

    delivery_id: UUID
    told: Told
    outcome: Outcome
    referral_id: UUID | None = None
    """The referral that it was about, where it told of one."""
    occurred_at: AwareDatetime


@dataclass(frozen=True, slots=True, kw_only=True)
class EmploymentReferralAnswered:
    """The jobcenter took a step with a referral that it was sent."""

    TYPE: ClassVar[str] = "employment.referral_answered.v1"
    ABOUT: ClassVar[str] = "answer_id"

    answer_id: UUID
    referral_id: UUID
    answer: PartnerAnswer
    words: Sealed
    """What they wrote: why not, or what they want to know; where they wrote nothing, that they did not."""
    day: date | None
    """When help is to start, or has started."""
    basis: LegalBasis
    """On which the jobcenter may tell it."""
    occurred_at: AwareDatetime


@dataclass(frozen=True, slots=True, kw_only=True)
class EmploymentHelpRequested:
    """The jobcenter asks social psychiatry to help a citizen whom we know."""

    TYPE: ClassVar[str] = "employment.help_requested.v1"
    ABOUT: ClassVar[str] = "request_id"

    request_id: UUID
    """Its own id in the jobcenter's case system."""
    words: Sealed
    """What they write; the citizen's own words, where they quote them."""
    urgent: bool
    asked_for: LegalBasis
    """Under which the help is asked for."""
    basis: LegalBasis
    """On which the jobcenter may tell it."""
    occurred_at: AwareDatetime


@dataclass(frozen=True, slots=True, kw_only=True)
class EmploymentHelpRequestWithdrawn:
    """The jobcenter deleted what it had asked for: it asks no more."""

    TYPE: ClassVar[str] = "employment.help_request_withdrawn.v1"
    ABOUT: ClassVar[str] = "request_id"

    request_id: UUID
    basis: LegalBasis
    """On which the jobcenter may tell it."""
    occurred_at: AwareDatetime


EmploymentFact = (
    EmploymentMilestonePlanned
    | EmploymentMilestoneStarted
    | EmploymentMilestoneAdjusted
    | EmploymentMilestoneEnded
    | EmploymentMilestoneVoided
    | EmploymentDeliveryEnded
    | EmploymentReferralAnswered
    | EmploymentHelpRequested
    | EmploymentHelpRequestWithdrawn
)
"""Everything that the topic carries."""

FACTS: tuple[type[Fact], ...] = get_args(EmploymentFact)
