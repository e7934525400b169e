"""What a caller sends about a step towards work that is entered here."""

from enum import StrEnum
from typing import Annotated, ClassVar
from uuid import UUID

from pydantic import Field

from samspil.contracts.employment import MilestoneKind, MilestoneOutcome, SustainedFor
from samspil.vocabulary.plain_text import Words
from samspil.vocabulary.plausible import AgreedDay, HappenedDay
from samspil.web.body import SOME_ID, Body, in_days

A_WEEK = 7 * 24 * 60
"""Minutes."""

Minutes = Annotated[int, Field(ge=1, le=A_WEEK, strict=True, description="Of a week.")]
Purpose = Annotated[Words, Field(description="What it is for, as the citizen reads it.")]
GoalId = Annotated[UUID, Field(description="The citizen's goal that it serves.")]
Today = Annotated[HappenedDay | None, Field(description="Today, where it is not said.")]


class Standing(StrEnum):
    """How far it is when it is entered."""

    PROPOSED = "proposed"
    """Nothing is agreed; it has a day on which it could begin, and neither a last one nor minutes."""
    AGREED = "agreed"


class AddStep(Body):
    """A step towards work or education."""

    EXAMPLE: ClassVar = {
        "status": "agreed",
        "kind": "sheltered_work",
        "starts_on": in_days(0),
        "ends_on": in_days(180),
        "minutes_per_week": 450,
        "purpose": "At prøve at komme ud tre formiddage om ugen.",
        "goal_id": SOME_ID,
    }

    status: Standing
    kind: MilestoneKind
    starts_on: AgreedDay
    ends_on: AgreedDay | None = None
    """Its last day, where there is one."""
    minutes_per_week: Minutes | None = None
    purpose: Purpose | None = None
    goal_id: GoalId | None = None


class AgreeStep(Body):
    """When it begins, now that it is agreed."""

    EXAMPLE: ClassVar = {"starts_on": in_days(7), "minutes_per_week": 450}

    starts_on: AgreedDay
    ends_on: AgreedDay | None = None
    minutes_per_week: Minutes | None = None


class StartStep(Body):
    """That it has begun."""

    EXAMPLE: ClassVar = {"started_on": in_days(0)}

    started_on: Today = None


class AchieveStep(Body):
    """That what was wanted is so."""

    EXAMPLE: ClassVar = {"achieved_on": in_days(0)}

    achieved_on: Today = None


class SustainStep(Body):
    """That it still is so."""

    EXAMPLE: ClassVar = {"months": 3}

    months: SustainedFor
    """Since it was achieved; their day has come."""


class LoseStep(Body):
    """That it is no more: a reason for support, and never for anything else."""

    EXAMPLE: ClassVar = {"lost_on": in_days(0)}

    lost_on: Today = None


class EndStep(Body):
    """That it is over, and how."""

    EXAMPLE: ClassVar = {"ended_on": in_days(0), "outcome": "dropped_by_citizen"}

    ended_on: Today = None
    outcome: MilestoneOutcome


class AdjustStep(Body):
    """The whole of it, as it is: what is left out is not so."""

    EXAMPLE: ClassVar = {
        "kind": "sheltered_work",
        "starts_on": in_days(-100),
        "minutes_per_week": 600,
        "minutes_since": in_days(0),
        "started": True,
        "achieved_on": in_days(-95),
    }

    kind: MilestoneKind
    starts_on: AgreedDay
    ends_on: AgreedDay | None = None
    minutes_per_week: Minutes | None = None
    minutes_since: AgreedDay | None = None
    """Their first day; not said: since it becomes known, or from the first day on."""
    purpose: Purpose | None = None
    goal_id: GoalId | None = None
    started: bool = False
    """Whether it began on its first day."""
    achieved_on: HappenedDay | None = None
    lost_on: HappenedDay | None = None
    ended_on: HappenedDay | None = None
    """Its last day, whichever was agreed."""
    outcome: MilestoneOutcome | None = None
    """With ``ended_on``."""
