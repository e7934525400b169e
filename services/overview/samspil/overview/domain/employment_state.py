"""What is known from ``employment.v1``: steps towards work, calls to meetings, and what they were told."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from samspil.contracts.delivery import Outcome, Told
from samspil.contracts.employment import (
    CallForm,
    CallKind,
    MilestoneKind,
    MilestoneOutcome,
    StatusPeriod,
    SustainedFor,
)
from samspil.overview.domain.contradictions import AnswerHeard
from samspil.vocabulary.sealed import Sealed


@dataclass(frozen=True, slots=True)
class Weekly:
    """How long a week of the step is, from a day on."""

    since: date
    minutes: int


@dataclass(frozen=True, slots=True)
class Sustained:
    """That it still was so, so many months after it was achieved."""

    months: SustainedFor
    checked_on: date
    entered_by: str | None
    """Staff id of who knew it; None: the case system still had it."""


@dataclass(frozen=True, slots=True)
class Milestone:
    """One step towards work or education (milepæl)."""

    id: UUID
    kind: MilestoneKind
    starts_on: date
    ends_on: date | None
    hours_per_week: int | None
    planned_at: datetime
    started_on: date | None = None
    ended_on: date | None = None
    version: int = 0
    """The number of the last event about it."""
    weekly: tuple[Weekly, ...] = ()
    """How its minutes changed, the first ones first; none where nobody has said them."""
    purpose: Sealed | None = None
    goal_id: UUID | None = None
    entered_by: str | None = None
    """Staff id of who entered it here; None: the jobcenter told it."""
    achieved_on: date | None = None
    lost_on: date | None = None
    outcome: MilestoneOutcome | None = None
    sustained: tuple[Sustained, ...] = ()

    @property
    def is_over(self) -> bool:
        """Whether nothing of it goes on."""
        return self.ended_on is not None or self.lost_on is not None


@dataclass(frozen=True, slots=True)
class ProposedStep:
    """One step that somebody proposes; nothing is agreed."""

    id: UUID
    kind: MilestoneKind
    starts_on: date | None
    purpose: Sealed | None
    goal_id: UUID | None
    entered_by: str | None
    proposed_at: datetime
    version: int = 0


@dataclass(frozen=True, slots=True)
class Call:
    """One call to a meeting at the jobcenter."""

    id: UUID
    kind: CallKind
    form: CallForm | None
    at: datetime
    minutes: int | None
    place: Sealed | None
    called_at: datetime
    cancelled_at: datetime | None = None
    version: int = 0


@dataclass(frozen=True, slots=True)
class EmploymentStatus:
    """To which groups the citizen belongs there."""

    id: UUID
    periods: tuple[StatusPeriod, ...]
    coordinator: Sealed | None
    known_at: datetime
    version: int = 0


@dataclass(frozen=True, slots=True)
class DeliveryEnd:
    """How a message to a partner ended."""

    id: UUID
    told: Told
    outcome: Outcome
    ended_at: datetime
    referral_id: UUID | None = None
    """The referral that it told of, where it told of one."""
    version: int = 0
    """The number of the last event about it."""
    message_id: UUID | None = None
    """The message that somebody wrote, where it carried one."""


@dataclass(frozen=True, slots=True)
class EmploymentState:
    """Everything of the topic; a deleted milestone is not in it."""

    milestones: tuple[Milestone, ...] = ()
    deliveries: tuple[DeliveryEnd, ...] = ()
    answers: tuple[AnswerHeard, ...] = ()
    """To referrals of ours, in the order in which they were told."""
    proposed: tuple[ProposedStep, ...] = ()
    calls: tuple[Call, ...] = ()
    """Also those that were called off."""
    status: tuple[EmploymentStatus, ...] = ()
    """One of each entity that tells it; as a rule one."""
