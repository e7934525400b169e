"""What the jobcenter-bridge says of steps towards work and education (milepæle).

A step is told by the jobcenter's case system, or entered here by a person where that system has none for it.
"""

from dataclasses import dataclass
from datetime import date
from enum import IntEnum, StrEnum
from typing import ClassVar
from uuid import UUID

from pydantic import AwareDatetime

from samspil.vocabulary.legal_basis import LegalBasis
from samspil.vocabulary.sealed import Sealed


class Pay(StrEnum):
    """Who pays for the hours: steps of different pay are never counted together."""

    ORDINARY = "ordinary"
    """An employer alone, as for everybody else."""
    SUBSIDISED = "subsidised"
    """An employer, and the public with it."""
    NONE = "none"
    """Nobody pays a wage."""


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
    ORDINARY_HOURS = "ordinary_hours"
    """Paid hours on ordinary terms beside something else, such as a placement (ordinære løntimer)."""
    SHELTERED_WORK = "sheltered_work"
    """Beskyttet beskæftigelse (serviceloven § 103): social psychiatry's own."""
    EDUCATION = "education"
    FIRST_EMPLOYER_CONTACT = "first_employer_contact"
    """The first talk with an employer about the citizen's own wish."""
    OTHER = "other"

    @property
    def pay(self) -> Pay:
        """Who pays."""
        return _PAY.get(self, Pay.NONE)


_PAY = {
    MilestoneKind.ORDINARY_JOB: Pay.ORDINARY,
    MilestoneKind.ORDINARY_HOURS: Pay.ORDINARY,
    MilestoneKind.WAGE_SUBSIDY: Pay.SUBSIDISED,
    MilestoneKind.FLEX_JOB: Pay.SUBSIDISED,
}


class MilestoneOutcome(StrEnum):
    """How a step ended that was neither achieved nor lost."""

    RAN_OUT = "ran_out"
    """Its last day came."""
    NOT_ACHIEVED = "not_achieved"
    DROPPED_BY_CITIZEN = "dropped_by_citizen"
    """The citizen did not want it any more."""
    DROPPED_BY_OTHERS = "dropped_by_others"
    """The employer, the school or the jobcenter stopped it."""


class SustainedFor(IntEnum):
    """Months since it was achieved after which somebody looks whether it lasts."""

    THREE = 3
    SIX = 6
    TWELVE = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class EmploymentMilestoneProposed:
    """Somebody proposes a step; nothing is agreed."""

    TYPE: ClassVar[str] = "employment.milestone_proposed.v1"
    ABOUT: ClassVar[str] = "milestone_id"

    milestone_id: UUID
    """The activity's own id in the jobcenter's case system, or one of ours."""
    kind: MilestoneKind
    starts_on: date | None
    """When it could begin, where somebody has said so."""
    purpose: Sealed | None
    """What it is for, as it was written."""
    goal_id: UUID | None
    """The citizen's goal that it serves, where a person here has said so."""
    entered_by: str | None
    """Staff id of who entered it here; None: the jobcenter told it."""
    basis: LegalBasis
    """On which the jobcenter may tell it; where it was entered here, that of the plan of action."""
    occurred_at: AwareDatetime


@dataclass(frozen=True, slots=True, kw_only=True)
class EmploymentMilestonePlanned:
    """A step is agreed with the citizen, and has a day."""

    TYPE: ClassVar[str] = "employment.milestone_planned.v1"
    ABOUT: ClassVar[str] = "milestone_id"

    milestone_id: UUID
    """The activity's own id in the jobcenter's case system, or one of ours."""
    kind: MilestoneKind
    starts_on: date
    ends_on: date | None
    hours_per_week: int | None
    """Whole hours; what is left of the minutes is not in it."""
    minutes_per_week: int | None = None
    """All of them."""
    purpose: Sealed | None = None
    """What it is for, as it was written."""
    goal_id: UUID | None = None
    entered_by: str | None = None
    basis: LegalBasis
    """On which the jobcenter may tell it; where it was entered here, that of the plan of action."""
    occurred_at: AwareDatetime


@dataclass(frozen=True, slots=True, kw_only=True)
class EmploymentMilestoneStarted:
    """The step has started."""

    TYPE: ClassVar[str] = "employment.milestone_started.v1"
    ABOUT: ClassVar[str] = "milestone_id"

    milestone_id: UUID
    started_on: date
    entered_by: str | None = None
    basis: LegalBasis
    occurred_at: AwareDatetime


@dataclass(frozen=True, slots=True, kw_only=True)
class EmploymentMilestoneAdjusted:
    """The step was moved or changed: the whole of it, as it is now."""

    TYPE: ClassVar[str] = "employment.milestone_adjusted.v1"
    ABOUT: ClassVar[str] = "milestone_id"

    milestone_id: UUID
    kind: MilestoneKind
    starts_on: date
    ends_on: date | None
    hours_per_week: int | None
    """Whole hours; what is left of the minutes is not in it."""
    minutes_per_week: int | None = None
    """All of them."""
    minutes_since: date | None = None
    """The first day of these minutes; None: since it became known."""
    started_on: date | None
    """None: it has not started, whatever was said before."""
    ended_on: date | None
    """None: it has not ended, whatever was said before."""
    achieved_on: date | None = None
    """None: it is not achieved, whatever was said before."""
    lost_on: date | None = None
    """None: it is not lost, whatever was said before."""
    outcome: MilestoneOutcome | None = None
    purpose: Sealed | None = None
    """What it is for, as it was written."""
    goal_id: UUID | None = None
    entered_by: str | None = None
    basis: LegalBasis
    occurred_at: AwareDatetime


@dataclass(frozen=True, slots=True, kw_only=True)
class EmploymentMilestoneAchieved:
    """What was wanted is so: the job is got, the education begun or passed."""

    TYPE: ClassVar[str] = "employment.milestone_achieved.v1"
    ABOUT: ClassVar[str] = "milestone_id"

    milestone_id: UUID
    achieved_on: date
    entered_by: str | None
    basis: LegalBasis
    occurred_at: AwareDatetime


@dataclass(frozen=True, slots=True, kw_only=True)
class EmploymentMilestoneSustained:
    """It still is so, so many months after it was achieved: somebody or something that knows has said it."""

    TYPE: ClassVar[str] = "employment.milestone_sustained.v1"
    ABOUT: ClassVar[str] = "milestone_id"

    milestone_id: UUID
    months: SustainedFor
    checked_on: date
    entered_by: str | None
    """Staff id of who knows it; None: the case system still has it."""
    basis: LegalBasis
    occurred_at: AwareDatetime


@dataclass(frozen=True, slots=True, kw_only=True)
class EmploymentMilestoneLost:
    """What was achieved or going on was lost: a reason for support, and never for anything else."""

    TYPE: ClassVar[str] = "employment.milestone_lost.v1"
    ABOUT: ClassVar[str] = "milestone_id"

    milestone_id: UUID
    lost_on: date
    """Its last day."""
    entered_by: str | None
    basis: LegalBasis
    occurred_at: AwareDatetime


@dataclass(frozen=True, slots=True, kw_only=True)
class EmploymentMilestoneEnded:
    """The step is over."""

    TYPE: ClassVar[str] = "employment.milestone_ended.v1"
    ABOUT: ClassVar[str] = "milestone_id"

    milestone_id: UUID
    ended_on: date
    """Its last day."""
    outcome: MilestoneOutcome | None = None
    """None where nobody has said it."""
    entered_by: str | None = None
    basis: LegalBasis
    occurred_at: AwareDatetime


@dataclass(frozen=True, slots=True, kw_only=True)
class EmploymentMilestoneVoided:
    """It was entered or created by mistake: what was said of it no longer holds."""

    TYPE: ClassVar[str] = "employment.milestone_voided.v1"
    ABOUT: ClassVar[str] = "milestone_id"

    milestone_id: UUID
    entered_by: str | None = None
    basis: LegalBasis
    occurred_at: AwareDatetime
