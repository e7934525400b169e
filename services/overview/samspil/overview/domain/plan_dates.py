"""What of a plan has a day: reviews, meetings and contacts, and what is asked because of a stay."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from samspil.contracts.plan import (
    ContactKind,
    ContactOutcome,
    MeetingKind,
    Participant,
    ReviewResult,
    SupportDuringStay,
)
from samspil.vocabulary.sealed import Sealed


@dataclass(frozen=True, slots=True)
class SupportQuestion:
    """What happens to the support during a stay; of the stay's class."""

    id: UUID
    stay_id: UUID
    intervention_id: UUID
    support_worker: str
    asked_at: datetime
    answer: SupportDuringStay | None = None
    answered_at: datetime | None = None
    withdrawn_at: datetime | None = None
    version: int = 0
    """The number of the last event about it."""

    @property
    def waits(self) -> bool:
        """Whether an answer is wanted, as far as the plan knows of the stay."""
        return self.answer is None and self.withdrawn_at is None


@dataclass(frozen=True, slots=True)
class FollowUp:
    """Somebody has to be in touch by a day, after a stay; of the stay's class."""

    id: UUID
    stay_id: UUID
    support_worker: str
    due_on: date
    opened_at: datetime
    completed_at: datetime | None = None
    withdrawn_at: datetime | None = None
    is_overdue: bool = False
    """Whether its last day passed before anybody was in touch."""
    version: int = 0
    """The number of the last event about it."""

    @property
    def waits(self) -> bool:
        """Whether somebody has to be in touch."""
        return self.completed_at is None and self.withdrawn_at is None


@dataclass(frozen=True, slots=True)
class Review:
    """The help, or the whole plan, is to be looked at by a day, or was."""

    id: UUID
    intervention_id: UUID | None
    """None: the whole plan."""
    due_on: date
    since: datetime
    milestone_id: UUID | None = None
    stay_id: UUID | None = None
    held_on: date | None = None
    citizen_came: bool | None = None
    without_citizen_because: Sealed | None = None
    result: ReviewResult | None = None
    withdrawn_at: datetime | None = None
    version: int = 0

    @property
    def waits(self) -> bool:
        """Whether somebody has to hold it."""
        return self.held_on is None and self.withdrawn_at is None


class MeetingState(StrEnum):
    """What became of a meeting."""

    BOOKED = "booked"
    HELD = "held"
    MISSED = "missed"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Meeting:
    """One meeting with, or about, the citizen."""

    id: UUID
    kind: MeetingKind
    at: datetime
    place: Sealed | None
    invited: tuple[Participant, ...]
    responsible: str
    booked_at: datetime
    state: MeetingState = MeetingState.BOOKED
    came: tuple[Participant, ...] = ()
    missing: tuple[Participant, ...] = ()
    cancelled_by: Participant | None = None
    why: Sealed | None = None
    """Why it was held without the citizen, or called off."""
    result: Sealed | None = None
    version: int = 0

    @property
    def is_joint(self) -> bool:
        """Whether a partner takes part."""
        return not {Participant.EMPLOYMENT, Participant.REGION}.isdisjoint(self.invited)


@dataclass(frozen=True, slots=True)
class Contact:
    """Somebody was in touch with the citizen, or tried to be."""

    id: UUID
    kind: ContactKind
    outcome: ContactOutcome
    on: date
    words: Sealed | None
    noted_by: str
