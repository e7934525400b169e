"""What the plan service says of what the citizen wants, has and hopes for."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import ClassVar
from uuid import UUID

from pydantic import AwareDatetime

from samspil.vocabulary.sealed import Sealed


class LifeArea(StrEnum):
    """What a goal is about."""

    EMPLOYMENT = "employment"
    """Work or education, equal in rank."""
    HOME = "home"
    HEALTH = "health"
    NETWORK = "network"
    MONEY = "money"
    LEISURE = "leisure"
    DAILY_LIFE = "daily_life"


class Whose(StrEnum):
    """Whose a wording or a decision is."""

    CITIZEN = "citizen"
    JOINTLY = "jointly"
    """The citizen's and ours together."""
    PROFESSIONAL = "professional"


class GoalAim(StrEnum):
    """What is aimed at (KL, Fælles Faglige Begreber: måltype)."""

    DEVELOP = "develop"
    KEEP = "keep"
    LIMIT_LOSS = "limit_loss"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanGoalAdded:
    """A goal of the citizen's, in their own words; it is proposed until the plan is agreed with it."""

    TYPE: ClassVar[str] = "plan.goal_added.v1"
    ABOUT: ClassVar[str] = "plan_id"

    plan_id: UUID
    goal_id: UUID
    area: LifeArea
    words: Sealed
    added_by: str
    """Staff id; of a goal that the citizen wrote from home, ``citizen``."""
    origin: Whose | None = None
    """Whose words they are; None: said before anybody asked."""
    aim: GoalAim | None = None
    rank: int | None = None
    """1 for what matters most to the citizen; None: not said."""
    occurred_at: AwareDatetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanGoalChanged:
    """A goal is put otherwise, from when the plan is agreed again: the whole of it, beside the old words."""

    TYPE: ClassVar[str] = "plan.goal_changed.v1"
    ABOUT: ClassVar[str] = "plan_id"

    plan_id: UUID
    goal_id: UUID
    area: LifeArea
    words: Sealed
    origin: Whose
    """Whose the new wording is."""
    aim: GoalAim | None
    rank: int | None
    changed_by: str
    """Staff id, or ``citizen``."""
    occurred_at: AwareDatetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanGoalAchieved:
    """The citizen reached the goal."""

    TYPE: ClassVar[str] = "plan.goal_achieved.v1"
    ABOUT: ClassVar[str] = "plan_id"

    plan_id: UUID
    goal_id: UUID
    achieved_on: date
    words: Sealed | None
    """What made it possible, in the citizen's words."""
    noted_by: str
    """Staff id."""
    occurred_at: AwareDatetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanGoalDropped:
    """The goal is given up."""

    TYPE: ClassVar[str] = "plan.goal_dropped.v1"
    ABOUT: ClassVar[str] = "plan_id"

    plan_id: UUID
    goal_id: UUID
    dropped_on: date
    reason: Sealed
    whose: Whose
    """Whose decision it is."""
    noted_by: str
    """Staff id."""
    occurred_at: AwareDatetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanResourceNoted:
    """Something that the citizen has to build on."""

    TYPE: ClassVar[str] = "plan.resource_noted.v1"
    ABOUT: ClassVar[str] = "plan_id"

    plan_id: UUID
    resource_id: UUID
    words: Sealed
    origin: Whose
    """Who sees it so."""
    noted_by: str
    """Staff id."""
    occurred_at: AwareDatetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanEmploymentWishRecorded:
    """What the citizen wishes in work or education, or why not now; in place of what was said before."""

    TYPE: ClassVar[str] = "plan.employment_wish_recorded.v1"
    ABOUT: ClassVar[str] = "plan_id"

    plan_id: UUID
    wish: Sealed | None
    """In the citizen's own words; None: not now."""
    not_now: Sealed | None
    """Why not now; there is one of the two."""
    recorded_on: date
    recorded_by: str
    """Staff id."""
    occurred_at: AwareDatetime
