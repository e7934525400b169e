"""What the region-bridge says: hospital stays, and how deliveries to the region ended.

A stay is told by MedCom's HospitalNotification 3.0, which is sent without consent and therefore thin: no
diagnosis, reason, ward or place. Nothing is added to it here.

The facts of a stay commute: each is counted, an admission against its retractions and every other step
against what took that step back, and what counts more often than not is so. In any order they tell the same.
"""

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

TOPIC = topics.HOSPITAL


class StayKind(StrEnum):
    """How the citizen was admitted (Encounter.class, v3-ActCode EMER and IMP)."""

    ACUTE_AMBULANT = "acute_ambulant"
    INPATIENT = "inpatient"


@dataclass(frozen=True, slots=True, kw_only=True)
class HospitalStayAdmitted:
    """A stay began (admit-emergency, admit-inpatient); a transfer begins a new one."""

    TYPE: ClassVar[str] = "hospital.stay_admitted.v1"
    ABOUT: ClassVar[str] = "stay_id"

    stay_id: UUID
    kind: StayKind
    admitted_at: AwareDatetime
    basis: LegalBasis
    occurred_at: AwareDatetime


@dataclass(frozen=True, slots=True, kw_only=True)
class HospitalStayLeaveStarted:
    """The citizen is on leave from the stay (start-leave-inpatient)."""

    TYPE: ClassVar[str] = "hospital.stay_leave_started.v1"
    ABOUT: ClassVar[str] = "stay_id"

    stay_id: UUID
    basis: LegalBasis
    occurred_at: AwareDatetime


@dataclass(frozen=True, slots=True, kw_only=True)
class HospitalStayLeaveEnded:
    """The citizen is back from leave (end-leave-inpatient)."""

    TYPE: ClassVar[str] = "hospital.stay_leave_ended.v1"
    ABOUT: ClassVar[str] = "stay_id"

    stay_id: UUID
    basis: LegalBasis
    occurred_at: AwareDatetime


@dataclass(frozen=True, slots=True, kw_only=True)
class HospitalStayDischarged:
    """The stay ended at home (discharge-…-home)."""

    TYPE: ClassVar[str] = "hospital.stay_discharged.v1"
    ABOUT: ClassVar[str] = "stay_id"

    stay_id: UUID
    discharged_at: AwareDatetime
    basis: LegalBasis
    occurred_at: AwareDatetime


@dataclass(frozen=True, slots=True, kw_only=True)
class HospitalStayEnded:
    """The stay is over, and nobody is to be met at home after it.

    The next stay of its course began, or people have to look at a notice before anything follows.
    """

    TYPE: ClassVar[str] = "hospital.stay_ended.v1"
    ABOUT: ClassVar[str] = "stay_id"

    stay_id: UUID
    ended_at: AwareDatetime
    basis: LegalBasis
    occurred_at: AwareDatetime


class StayStep(StrEnum):
    """What may be said of a stay beside its beginning."""

    LEAVE_STARTED = "leave_started"
    LEAVE_ENDED = "leave_ended"
    DISCHARGED = "discharged"
    ENDED = "ended"


@dataclass(frozen=True, slots=True, kw_only=True)
class HospitalStayStepTakenBack:
    """One step of the stay, as it was said, is not so: what has been told since says it otherwise."""

    TYPE: ClassVar[str] = "hospital.stay_step_taken_back.v1"
    ABOUT: ClassVar[str] = "stay_id"

    stay_id: UUID
    step: StayStep
    step_at: AwareDatetime
    """When the step was said to have been: with ``step`` it names what is taken back, once."""
    basis: LegalBasis
    occurred_at: AwareDatetime


@dataclass(frozen=True, slots=True, kw_only=True)
class HospitalStayRetracted:
    """There was no such stay: its notice was a mistake (cancel-admit-…), or belonged to another stay."""

    TYPE: ClassVar[str] = "hospital.stay_retracted.v1"
    ABOUT: ClassVar[str] = "stay_id"

    stay_id: UUID
    basis: LegalBasis
    occurred_at: AwareDatetime


@dataclass(frozen=True, slots=True, kw_only=True)
class HospitalDeliveryEnded:
    """A message to the region was acknowledged, refused or expired."""

    TYPE: ClassVar[str] = "hospital.delivery_ended.v1"
    ABOUT: ClassVar[str] = "delivery_id"

    delivery_id: UUID
    told: Told
    outcome: Outcome
    referral_id: UUID | None = None
    """The referral that it was about, where it told of one."""
    occurred_at: AwareDatetime


@dataclass(frozen=True, slots=True, kw_only=True)
class HospitalReferralAnswered:
    """The region took a step with a referral that it was sent."""

    TYPE: ClassVar[str] = "hospital.referral_answered.v1"
    ABOUT: ClassVar[str] = "answer_id"

    answer_id: UUID
    referral_id: UUID
    answer: PartnerAnswer
    words: Sealed
    """What they wrote: why not, or what they want to know; where they wrote nothing, that they did not."""
    day: date | None
    """When help is to start, or has started."""
    basis: LegalBasis
    """On which the region may tell it."""
    occurred_at: AwareDatetime


HospitalFact = (
    HospitalStayAdmitted
    | HospitalStayLeaveStarted
    | HospitalStayLeaveEnded
    | HospitalStayDischarged
    | HospitalStayEnded
    | HospitalStayStepTakenBack
    | HospitalStayRetracted
    | HospitalDeliveryEnded
    | HospitalReferralAnswered
)
"""Everything that the topic carries."""

FACTS: tuple[type[Fact], ...] = get_args(HospitalFact)
