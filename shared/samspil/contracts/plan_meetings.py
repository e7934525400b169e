"""What the plan service says of meetings, contacts and the crisis plan."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import ClassVar
from uuid import UUID

from pydantic import AwareDatetime

from samspil.contracts.plan_goals import Whose
from samspil.vocabulary.sealed import Sealed


class Participant(StrEnum):
    """Who takes part in a meeting."""

    CITIZEN = "citizen"
    RELATIVE = "relative"
    SUPPORT_WORKER = "support_worker"
    CASEWORKER = "caseworker"
    EMPLOYMENT = "employment"
    """Somebody of the employment function: the meeting is a joint one."""
    REGION = "region"
    """Somebody of regional psychiatry: the meeting is a joint one."""
    OTHER = "other"


class MeetingKind(StrEnum):
    """What a meeting is for."""

    PLANNING = "planning"
    REVIEW = "review"
    NETWORK = "network"
    VISIT = "visit"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanMeetingBooked:
    """A meeting with, or about, the citizen. Booked again under the same id, it is moved."""

    TYPE: ClassVar[str] = "plan.meeting_booked.v1"
    ABOUT: ClassVar[str] = "meeting_id"

    plan_id: UUID
    meeting_id: UUID
    kind: MeetingKind
    at: AwareDatetime
    place: Sealed | None
    invited: tuple[Participant, ...]
    responsible: str
    """Staff id of who says afterwards what became of it."""
    booked_by: str
    """Staff id."""
    occurred_at: AwareDatetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanMeetingHeld:
    """The meeting took place."""

    TYPE: ClassVar[str] = "plan.meeting_held.v1"
    ABOUT: ClassVar[str] = "meeting_id"

    plan_id: UUID
    meeting_id: UUID
    came: tuple[Participant, ...]
    without_citizen_because: Sealed | None
    """Why it was held without the citizen, who reads it; there where the citizen did not come."""
    result: Sealed | None
    """What was agreed there."""
    noted_by: str
    """Staff id."""
    occurred_at: AwareDatetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanMeetingMissed:
    """The meeting did not take place, because somebody did not come."""

    TYPE: ClassVar[str] = "plan.meeting_missed.v1"
    ABOUT: ClassVar[str] = "meeting_id"

    plan_id: UUID
    meeting_id: UUID
    missing: tuple[Participant, ...]
    noted_by: str
    """Staff id."""
    occurred_at: AwareDatetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanMeetingCancelled:
    """The meeting was called off beforehand."""

    TYPE: ClassVar[str] = "plan.meeting_cancelled.v1"
    ABOUT: ClassVar[str] = "meeting_id"

    plan_id: UUID
    meeting_id: UUID
    cancelled_by: Participant
    reason: Sealed | None
    noted_by: str
    """Staff id."""
    occurred_at: AwareDatetime


class ContactKind(StrEnum):
    """How somebody was in touch."""

    VISIT = "visit"
    CALL = "call"
    MESSAGE = "message"
    OUTREACH = "outreach"
    """Looked for where the citizen stays (serviceloven § 99)."""


class ContactOutcome(StrEnum):
    """What became of it."""

    REACHED = "reached"
    NOT_REACHED = "not_reached"
    DECLINED = "declined"
    """The citizen did not want to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanContactNoted:
    """Somebody was in touch with the citizen, or tried to be."""

    TYPE: ClassVar[str] = "plan.contact_noted.v1"
    ABOUT: ClassVar[str] = "contact_id"

    plan_id: UUID
    contact_id: UUID
    kind: ContactKind
    outcome: ContactOutcome
    on: date
    words: Sealed | None
    noted_by: str
    """Staff id."""
    occurred_at: AwareDatetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanCrisisPlanWritten:
    """What to do when it gets worse; the whole of it, in place of what was written before."""

    TYPE: ClassVar[str] = "plan.crisis_plan_written.v1"
    ABOUT: ClassVar[str] = "plan_id"

    plan_id: UUID
    early_signs: Sealed | None
    what_helps: Sealed | None
    whom_to_call: Sealed | None
    what_not_to_do: Sealed | None
    written_by: Whose
    """The citizen, or both together; never others alone."""
    noted_by: str
    """Staff id."""
    occurred_at: AwareDatetime
