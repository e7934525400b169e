"""What the region-bridge says: hospital stays, messages, answers, and how deliveries to the region went."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar, get_args
from uuid import UUID

from pydantic import AwareDatetime

from samspil.contracts import topics
from samspil.contracts.answer import PartnerAnswer
from samspil.contracts.delivery import Outcome, Told
from samspil.contracts.envelope import Fact
from samspil.contracts.hospital_messages import Attachment as Attachment
from samspil.contracts.hospital_messages import HospitalMessageReceived as HospitalMessageReceived
from samspil.contracts.hospital_messages import MessageKind as MessageKind
from samspil.contracts.hospital_messages import Segment as Segment
from samspil.contracts.hospital_stays import HeldWhat as HeldWhat
from samspil.contracts.hospital_stays import (
    HospitalAdmissionReportRequested as HospitalAdmissionReportRequested,
)
from samspil.contracts.hospital_stays import HospitalDeathReported as HospitalDeathReported
from samspil.contracts.hospital_stays import HospitalDeathRetracted as HospitalDeathRetracted
from samspil.contracts.hospital_stays import HospitalDischargeCancelled as HospitalDischargeCancelled
from samspil.contracts.hospital_stays import HospitalHeld as HospitalHeld
from samspil.contracts.hospital_stays import HospitalHeldSettled as HospitalHeldSettled
from samspil.contracts.hospital_stays import HospitalLeaveCancelled as HospitalLeaveCancelled
from samspil.contracts.hospital_stays import HospitalStayAdmitted as HospitalStayAdmitted
from samspil.contracts.hospital_stays import HospitalStayCorrected as HospitalStayCorrected
from samspil.contracts.hospital_stays import HospitalStayDischarged as HospitalStayDischarged
from samspil.contracts.hospital_stays import HospitalStayEnded as HospitalStayEnded
from samspil.contracts.hospital_stays import HospitalStayLeaveEnded as HospitalStayLeaveEnded
from samspil.contracts.hospital_stays import HospitalStayLeaveStarted as HospitalStayLeaveStarted
from samspil.contracts.hospital_stays import HospitalStayRetracted as HospitalStayRetracted
from samspil.contracts.hospital_stays import HospitalStayStepTakenBack as HospitalStayStepTakenBack
from samspil.contracts.hospital_stays import StayKind as StayKind
from samspil.contracts.hospital_stays import StayStep as StayStep
from samspil.vocabulary.legal_basis import LegalBasis
from samspil.vocabulary.sealed import Sealed

TOPIC = topics.HOSPITAL


@dataclass(frozen=True, slots=True, kw_only=True)
class HospitalDeliverySent:
    """A message to the region left for the first time: it may have been read from then on."""

    TYPE: ClassVar[str] = "hospital.delivery_sent.v1"
    ABOUT: ClassVar[str] = "delivery_id"

    delivery_id: UUID
    told: Told
    message_id: UUID | None = None
    """The message of ours that it carries, where it carries one that somebody wrote."""
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
    message_id: UUID | None = None
    """The message that it carried, where somebody had written one."""
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
    message_id: UUID | None = None
    """The message in which it stands, where it came as one."""
    entered_by: str | None = None
    """Staff id of whoever read it there."""
    occurred_at: AwareDatetime


HospitalFact = (
    HospitalStayAdmitted
    | HospitalStayLeaveStarted
    | HospitalStayLeaveEnded
    | HospitalStayDischarged
    | HospitalStayEnded
    | HospitalStayStepTakenBack
    | HospitalStayRetracted
    | HospitalStayCorrected
    | HospitalDischargeCancelled
    | HospitalLeaveCancelled
    | HospitalDeathReported
    | HospitalDeathRetracted
    | HospitalAdmissionReportRequested
    | HospitalHeld
    | HospitalHeldSettled
    | HospitalMessageReceived
    | HospitalDeliverySent
    | HospitalDeliveryEnded
    | HospitalReferralAnswered
)
"""Everything that the topic carries."""

FACTS: tuple[type[Fact], ...] = get_args(HospitalFact)
