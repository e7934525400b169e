"""What a partner is told about a citizen: the whole of it, each time it changes.

Absent means no longer told, never no longer so.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import ClassVar
from uuid import UUID

from pydantic import AwareDatetime

from samspil.contracts.answer import PartnerAnswer
from samspil.contracts.message import Category, Urgency
from samspil.contracts.plan_agreements import AgreementKind, AgreementStage
from samspil.vocabulary.legal_basis import LegalBasis
from samspil.vocabulary.role import Role
from samspil.vocabulary.sealed import Sealed


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """By which the partner knows the citizen."""

    cpr: Sealed
    name: Sealed


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactHold:
    """Until when not to contact the citizen, and whom to ask; the bridge obeys the end by itself."""

    hold_id: UUID
    until: date
    ask: Sealed


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactPerson:
    """Whom in social psychiatry the partner may turn to."""

    name: Sealed
    phone: Sealed | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DisclosedGoal:
    """One agreed goal about work or education."""

    goal_id: UUID
    words: Sealed
    """The citizen's own words."""
    until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkplaceSupport:
    """Help that is given for the sake of work or education, and who gives it."""

    intervention_id: UUID
    name: Sealed
    phone: Sealed | None
    minutes_per_week: int | None
    until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class JointMeeting:
    """One meeting that the partner takes part in."""

    meeting_id: UUID
    at: AwareDatetime
    place: Sealed | None
    called_off: bool
    until: date
    """The day of the meeting: nothing is told of it afterwards."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanInForce:
    """That there is a plan, agreed with the citizen, and since when."""

    agreed_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class CrisisPlan:
    """What to do when it gets worse, as the citizen wants it; told while the citizen is in hospital."""

    stay_id: UUID
    """The stay during which it is told."""
    early_signs: Sealed | None
    what_helps: Sealed | None
    whom_to_call: Sealed | None
    what_not_to_do: Sealed | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DisclosedMessage:
    """One message that somebody wrote to the region; told for thirty days, and sent once."""

    message_id: UUID
    thread_id: UUID
    answers: UUID | None
    """The region's message that it answers."""
    category: Category
    urgency: Urgency | None
    topic: Sealed
    words: Sealed
    name: Sealed
    role: Role
    phone: Sealed
    to_unit: str
    until: date


@dataclass(frozen=True, slots=True, kw_only=True)
class HelpInForce:
    """Help that the citizen has, as a ward that asks is told of it."""

    provision: LegalBasis
    minutes_per_week: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AdmissionReport:
    """What a ward is told that asked for a report: who may be asked, the plan's day, and the help."""

    stay_id: UUID
    contact_person: ContactPerson | None
    agreed_on: date | None
    help: tuple[HelpInForce, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DisclosedAgreement:
    """A discharge agreement or coordination plan (psykiatriloven §§ 13 a-b), as both sides work on it."""

    agreement_id: UUID
    kind: AgreementKind
    stage: AgreementStage
    words: Sealed | None
    """What is agreed, or the newest draft."""
    day: date | None
    """When it was agreed, or ended."""
    until: date | None = None


class ReferralStage(StrEnum):
    """How far a disclosed referral is; what is over is told as such for thirty days."""

    ASKED = "asked"
    CANCELLATION_REQUESTED = "cancellation_requested"
    """Help has begun, and is asked to be stopped."""
    CANCELLED = "cancelled"
    CLOSED = "closed"
    """It is over for a reason that lies with the citizen and is not told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DisclosedReferral:
    """One referral to the partner."""

    referral_id: UUID
    stage: ReferralStage
    to_unit: str
    """The unit there that is asked, by its own code."""
    urgent: bool
    words: Sealed
    """The citizen's own words."""
    information: Sealed | None
    """The newest answer to what the partner wanted to know."""
    answer_by: date
    """The day that was asked for when it was sent; of a cancellation that is requested, for that answer."""
    until: date | None
    """The last day on which it is told; None while it is open."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DisclosedRequest:
    """What became of a request that the partner sent us; never why."""

    request_id: UUID
    """By its id in the partner's system."""
    answer: PartnerAnswer
    """In the words in which partners answer ours."""
    day: date | None
    """When help is to start, or has started."""
    until: date | None
    """The last day on which it is told; None while help goes on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class JobcenterInformed:
    """The whole of what the jobcenter is told, and what it may tell us."""

    TYPE: ClassVar[str] = "disclosure.jobcenter_informed.v1"
    ABOUT: ClassVar[str] = "subject"

    shares: bool
    """Whether there is a basis to share anything now."""
    until: date | None
    """The last day on which what is told holds, unless something changes before."""
    milestones_received: bool
    """Whether what the jobcenter tells of activities may become events here."""
    identity: Identity | None
    contact_hold: ContactHold | None
    received_until: date | None = None
    """The last day on which what the jobcenter tells may become events."""
    referrals: tuple[DisclosedReferral, ...] = ()
    """Those to the jobcenter that are open, or were taken back or closed within thirty days."""
    requests: tuple[DisclosedRequest, ...] = ()
    """The answers to what the jobcenter asked of us."""
    referrals_received: bool = False
    """Whether its answers to referrals, and its own requests, may become events here."""
    contact_person: ContactPerson | None = None
    employment_goals: tuple[DisclosedGoal, ...] = ()
    workplace_support: tuple[WorkplaceSupport, ...] = ()
    meetings: tuple[JointMeeting, ...] = ()
    """Those with the jobcenter that are to come."""
    calls_received: bool = False
    """Whether its calls to meetings may become events here."""
    status_received: bool = False
    """Whether what it tells of the groups that the citizen belongs to may."""
    occurred_at: AwareDatetime

    @property
    def received(self) -> bool:
        """Whether what the partner tells us may become events."""
        return self.milestones_received


@dataclass(frozen=True, slots=True, kw_only=True)
class RegionInformed:
    """The whole of what the region is told, and whether its notices are received."""

    TYPE: ClassVar[str] = "disclosure.region_informed.v1"
    ABOUT: ClassVar[str] = "subject"

    shares: bool
    until: date | None
    notices_received: bool
    """Whether hospital notices about the citizen may become events here (retssikkerhedsloven § 12 c)."""
    identity: Identity | None
    contact_person: ContactPerson | None
    received_until: date | None = None
    """The last day on which what the region tells may; without one where the law itself gives the basis."""
    plan: PlanInForce | None = None
    meetings: tuple[JointMeeting, ...] = ()
    """Those with the region that are to come."""
    crisis_plan: CrisisPlan | None = None
    messages: tuple[DisclosedMessage, ...] = ()
    """Those that somebody wrote within thirty days."""
    admission_report: AdmissionReport | None = None
    """While the stay goes on of which a report was asked for."""
    agreements: tuple[DisclosedAgreement, ...] = ()
    """Those that are asked for, drafted or agreed, and those that ended within thirty days."""
    referrals: tuple[DisclosedReferral, ...] = ()
    """Those to the region that are open, or were taken back or closed within thirty days."""
    requests: tuple[DisclosedRequest, ...] = ()
    """The answers to what the region asked of us, by the thread in which it did."""
    messages_received: bool = False
    """Whether what hospitals write about the citizen may become events here; else it waits for a person."""
    messages_until: date | None = None
    """The last day on which it may."""
    occurred_at: AwareDatetime

    @property
    def received(self) -> bool:
        """Whether what the partner tells us may become events."""
        return self.notices_received
