"""The parts of a citizen's plan as they are shown: goals, help and what belongs to them."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from samspil.contracts.plan import (
    GoalAim,
    HelpKind,
    InterventionEnd,
    LifeArea,
    Method,
    Participation,
    PauseReason,
    PlanEnd,
    Whose,
    WithoutGoal,
)
from samspil.vocabulary.legal_basis import LegalBasis
from samspil.vocabulary.sealed import Sealed


class GoalState(StrEnum):
    """Where a goal stands."""

    PROPOSED = "proposed"
    """The citizen has not agreed to the plan with it."""
    ACTIVE = "active"
    ACHIEVED = "achieved"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class Goal:
    """One goal, in the citizen's words."""

    id: UUID
    area: LifeArea
    words: Sealed
    origin: Whose | None = None
    aim: GoalAim | None = None
    rank: int | None = None
    """1 for what matters most to the citizen."""
    state: GoalState = GoalState.PROPOSED
    is_reworded: bool = False
    """Whether it is put otherwise than the citizen last agreed to."""
    ended_on: date | None = None
    ending: Sealed | None = None
    """What made it possible, or why it was given up."""
    given_up_by: Whose | None = None

    @property
    def is_open(self) -> bool:
        """Whether it is still worked for, or to be agreed."""
        return self.state in {GoalState.PROPOSED, GoalState.ACTIVE}


@dataclass(frozen=True, slots=True)
class Wording:
    """How a goal was put before."""

    goal_id: UUID
    area: LifeArea
    words: Sealed
    origin: Whose | None
    until: datetime


@dataclass(frozen=True, slots=True)
class Pause:
    """Why help rests; of the stay's class, because it may be one."""

    because: PauseReason
    stay_id: UUID | None
    since: datetime
    until: date | None


@dataclass(frozen=True, slots=True)
class Intervention:
    """Help for a goal, and who gives it."""

    id: UUID
    goal_id: UUID | None
    """None: it stands on ``without_goal``."""
    provision: LegalBasis
    decision_reference: str | None
    support_worker: str
    support_worker_name: Sealed
    agreed: bool = False
    """Whether it was in the plan when the citizen last agreed to it."""
    without_goal: WithoutGoal | None = None
    support_worker_phone: Sealed | None = None
    deputy: str | None = None
    deputy_name: Sealed | None = None
    away_until: date | None = None
    """The last day on which the support worker is away."""
    unit: str | None = None
    kind: HelpKind | None = None
    method: Method | None = None
    minutes_per_week: int | None = None
    starts_on: date | None = None
    purpose: Sealed | None = None
    expected_change: Sealed | None = None
    found_change: Sealed | None = None
    pause: Pause | None = None
    change_wanted_since: datetime | None = None
    """Since when the citizen wants another support worker."""
    change_words: Sealed | None = None
    ended_on: date | None = None
    ended_because: InterventionEnd | None = None

    @property
    def in_force(self) -> bool:
        """Whether it was agreed and is not over; it may rest."""
        return self.agreed and self.ended_on is None


@dataclass(frozen=True, slots=True)
class Resource:
    """Something that the citizen has to build on."""

    id: UUID
    words: Sealed
    origin: Whose


@dataclass(frozen=True, slots=True)
class EmploymentWish:
    """What the citizen wishes in work or education, or why not now."""

    wish: Sealed | None
    not_now: Sealed | None
    recorded_on: date


@dataclass(frozen=True, slots=True)
class Participated:
    """How the citizen took part in the plan."""

    how: Participation
    on: date
    words: Sealed | None
    gave_no_words: bool


@dataclass(frozen=True, slots=True)
class AgreedGoal:
    """A goal as it stood in a version."""

    id: UUID
    area: LifeArea
    words: Sealed


@dataclass(frozen=True, slots=True)
class AgreedHelp:
    """Help as it stood in a version."""

    id: UUID
    support_worker: str


@dataclass(frozen=True, slots=True)
class Version:
    """The plan as it was agreed once."""

    number: int
    agreed_on: date
    goals: tuple[AgreedGoal, ...]
    help: tuple[AgreedHelp, ...]
    how: Participation | None
    """How the citizen took part; None: agreed before anybody asked."""
    read_by: tuple[str, ...] = ()
    """Staff ids, and ``citizen``."""


@dataclass(frozen=True, slots=True)
class Ended:
    """That the plan is over."""

    on: date
    because: PlanEnd
    words: Sealed | None


@dataclass(frozen=True, slots=True)
class CrisisPlan:
    """What to do when it gets worse."""

    early_signs: Sealed | None
    what_helps: Sealed | None
    whom_to_call: Sealed | None
    what_not_to_do: Sealed | None
    written_by: Whose
    written_at: datetime
