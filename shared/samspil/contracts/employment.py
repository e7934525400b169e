"""What the jobcenter-bridge says: steps towards work, calls to meetings, answers, how deliveries ended."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar, get_args
from uuid import UUID

from pydantic import AwareDatetime

from samspil.contracts import topics
from samspil.contracts.answer import PartnerAnswer
from samspil.contracts.delivery import Outcome, Told
from samspil.contracts.employment_meetings import CallForm as CallForm
from samspil.contracts.employment_meetings import CallKind as CallKind
from samspil.contracts.employment_meetings import EmploymentMeetingCalled as EmploymentMeetingCalled
from samspil.contracts.employment_meetings import EmploymentMeetingCancelled as EmploymentMeetingCancelled
from samspil.contracts.employment_meetings import EmploymentStatusChanged as EmploymentStatusChanged
from samspil.contracts.employment_meetings import StatusPeriod as StatusPeriod
from samspil.contracts.employment_milestones import EmploymentMilestoneAchieved as EmploymentMilestoneAchieved
from samspil.contracts.employment_milestones import EmploymentMilestoneAdjusted as EmploymentMilestoneAdjusted
from samspil.contracts.employment_milestones import EmploymentMilestoneEnded as EmploymentMilestoneEnded
from samspil.contracts.employment_milestones import EmploymentMilestoneLost as EmploymentMilestoneLost
from samspil.contracts.employment_milestones import EmploymentMilestonePlanned as EmploymentMilestonePlanned
from samspil.contracts.employment_milestones import EmploymentMilestoneProposed as EmploymentMilestoneProposed
from samspil.contracts.employment_milestones import EmploymentMilestoneStarted as EmploymentMilestoneStarted
from samspil.contracts.employment_milestones import (
    EmploymentMilestoneSustained as EmploymentMilestoneSustained,
)
from samspil.contracts.employment_milestones import EmploymentMilestoneVoided as EmploymentMilestoneVoided
from samspil.contracts.employment_milestones import MilestoneKind as MilestoneKind
from samspil.contracts.employment_milestones import MilestoneOutcome as MilestoneOutcome
from samspil.contracts.employment_milestones import Pay as Pay
from samspil.contracts.employment_milestones import SustainedFor as SustainedFor
from samspil.contracts.envelope import Fact
from samspil.vocabulary.legal_basis import LegalBasis
from samspil.vocabulary.sealed import Sealed

TOPIC = topics.EMPLOYMENT


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
    EmploymentMilestoneProposed
    | EmploymentMilestonePlanned
    | EmploymentMilestoneStarted
    | EmploymentMilestoneAdjusted
    | EmploymentMilestoneAchieved
    | EmploymentMilestoneSustained
    | EmploymentMilestoneLost
    | EmploymentMilestoneEnded
    | EmploymentMilestoneVoided
    | EmploymentMeetingCalled
    | EmploymentMeetingCancelled
    | EmploymentStatusChanged
    | EmploymentDeliveryEnded
    | EmploymentReferralAnswered
    | EmploymentHelpRequested
    | EmploymentHelpRequestWithdrawn
)
"""Everything that the topic carries."""

FACTS: tuple[type[Fact], ...] = get_args(EmploymentFact)
