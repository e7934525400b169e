"""What the region-bridge says of hospital stays.

A stay is told by MedCom's HospitalNotification 3.0, which is sent without consent and therefore thin: no
diagnosis, reason, ward or place. Nothing is added to it here.

The facts of a stay commute: each is counted, an admission against its retractions and every other step
against what took that step back, and what counts more often than not is so. Of corrections the one with the
highest number holds. In any order they tell the same.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import ClassVar
from uuid import UUID

from pydantic import AwareDatetime

from samspil.vocabulary.legal_basis import LegalBasis
from samspil.vocabulary.sealed import Sealed


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
    guessed: bool = False
    """Whether it names no stay that was told of, and is taken to be about this one."""
    basis: LegalBasis
    occurred_at: AwareDatetime


@dataclass(frozen=True, slots=True, kw_only=True)
class HospitalStayLeaveEnded:
    """The citizen is back from leave (end-leave-inpatient)."""

    TYPE: ClassVar[str] = "hospital.stay_leave_ended.v1"
    ABOUT: ClassVar[str] = "stay_id"

    stay_id: UUID
    guessed: bool = False
    """Whether it names no stay that was told of, and is taken to be about this one."""
    basis: LegalBasis
    occurred_at: AwareDatetime


@dataclass(frozen=True, slots=True, kw_only=True)
class HospitalStayDischarged:
    """The stay ended at home (discharge-…-home)."""

    TYPE: ClassVar[str] = "hospital.stay_discharged.v1"
    ABOUT: ClassVar[str] = "stay_id"

    stay_id: UUID
    discharged_at: AwareDatetime
    guessed: bool = False
    """Whether it names no stay that was told of, and is taken to be about this one."""
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
class HospitalStayCorrected:
    """The hospital corrected of what kind the stay is, or when it began (revise-admit-…)."""

    TYPE: ClassVar[str] = "hospital.stay_corrected.v1"
    ABOUT: ClassVar[str] = "stay_id"

    stay_id: UUID
    number: int
    """Of the corrections of this stay the one with the highest number holds; the first is 1."""
    kind: StayKind
    admitted_at: AwareDatetime
    guessed: bool = False
    """Whether the correction names no stay that was told of, and is taken to be of this one."""
    basis: LegalBasis
    occurred_at: AwareDatetime


@dataclass(frozen=True, slots=True, kw_only=True)
class HospitalDischargeCancelled:
    """The hospital took a discharge back (cancel-discharge-…-home): the stay goes on. Counted like a step."""

    TYPE: ClassVar[str] = "hospital.discharge_cancelled.v1"
    ABOUT: ClassVar[str] = "stay_id"

    stay_id: UUID
    discharged_at: AwareDatetime
    """Of the discharge that was none, as it was said."""
    basis: LegalBasis
    occurred_at: AwareDatetime


@dataclass(frozen=True, slots=True, kw_only=True)
class HospitalLeaveCancelled:
    """The hospital took the start or the end of a leave back (cancel-…-leave-inpatient). Counted likewise."""

    TYPE: ClassVar[str] = "hospital.leave_cancelled.v1"
    ABOUT: ClassVar[str] = "stay_id"

    stay_id: UUID
    step: StayStep
    """``leave_started`` or ``leave_ended``."""
    step_at: AwareDatetime
    """When the step was said to have been."""
    basis: LegalBasis
    occurred_at: AwareDatetime


@dataclass(frozen=True, slots=True, kw_only=True)
class HospitalDeathReported:
    """The hospital told of the citizen's death (deceasedBoolean true), and two people found that it is so."""

    TYPE: ClassVar[str] = "hospital.death_reported.v1"
    ABOUT: ClassVar[str] = "report_id"

    report_id: UUID
    died_on: date
    confirmed_by: tuple[str, ...]
    """Staff ids, of two people."""
    basis: LegalBasis
    occurred_at: AwareDatetime


@dataclass(frozen=True, slots=True, kw_only=True)
class HospitalDeathRetracted:
    """The hospital told that the death was a mistake (deceasedBoolean false), and somebody found it so."""

    TYPE: ClassVar[str] = "hospital.death_retracted.v1"
    ABOUT: ClassVar[str] = "report_id"

    report_id: UUID
    """The report that was a mistake."""
    confirmed_by: str
    """Staff id."""
    basis: LegalBasis
    occurred_at: AwareDatetime


@dataclass(frozen=True, slots=True, kw_only=True)
class HospitalAdmissionReportRequested:
    """The ward asks for a report on whom it has admitted (MessageHeader's reportOfAdmission)."""

    TYPE: ClassVar[str] = "hospital.admission_report_requested.v1"
    ABOUT: ClassVar[str] = "stay_id"

    stay_id: UUID
    recipient: Sealed | None = None
    """Who there is to have it, where the hospital names somebody; never in the clear."""
    basis: LegalBasis
    occurred_at: AwareDatetime


class HeldWhat(StrEnum):
    """What waits for a person at the bridge."""

    NOTICE = "notice"
    MESSAGE = "message"


@dataclass(frozen=True, slots=True, kw_only=True)
class HospitalHeld:
    """Something about the citizen was taken in, and a person has to look before anything follows from it.

    Never says why: a death that is told of looks like any other.
    """

    TYPE: ClassVar[str] = "hospital.held.v1"
    ABOUT: ClassVar[str] = "held_id"

    held_id: UUID
    what: HeldWhat
    occurred_at: AwareDatetime


@dataclass(frozen=True, slots=True, kw_only=True)
class HospitalHeldSettled:
    """Somebody looked: it was applied or put aside, or what came later has settled it."""

    TYPE: ClassVar[str] = "hospital.held_settled.v1"
    ABOUT: ClassVar[str] = "held_id"

    held_id: UUID
    settled_by: str | None
    """Staff id; None: nobody had to."""
    occurred_at: AwareDatetime
