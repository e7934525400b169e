"""The parts of a plan, as its door shows them to those who have a case of the citizen's."""

from datetime import date, datetime
from uuid import UUID

from pydantic import Field

from samspil.contracts.plan import (
    GoalAim,
    InterventionEnd,
    LifeArea,
    Method,
    PauseReason,
    Whose,
    WithoutGoal,
)
from samspil.plan.domain.plan import GoalEnd
from samspil.vocabulary.legal_basis import LegalBasis
from samspil.web.read_model import Opened, ReadModel


class WordingRead(ReadModel):
    """How a goal was put before; ``agreed`` tells whether the citizen had agreed to it so."""

    area: LifeArea
    words: Opened
    origin: Whose | None
    agreed: bool
    until: datetime


class GoalRead(ReadModel):
    """One goal; ``agreed`` tells whether the citizen has agreed to the plan with it, in these words."""

    goal_id: UUID = Field(validation_alias="id")
    area: LifeArea
    words: Opened
    agreed: bool
    origin: Whose | None
    """Whose words they are; null where nobody asked."""
    aim: GoalAim | None
    rank: int | None
    earlier: list[WordingRead]
    """The newest last: the last that was agreed holds until these words are."""
    ended: GoalEnd | None
    ended_on: date | None
    ending: Opened | None
    """What made it possible, or why it was given up."""
    given_up_by: Whose | None


class PauseRead(ReadModel):
    """Why help rests."""

    because: PauseReason
    stay_id: UUID | None
    until: date | None


class InterventionRead(ReadModel):
    """Help for a goal, or on an exception of the law, and who gives it."""

    intervention_id: UUID = Field(validation_alias="id")
    goal_id: UUID | None
    without_goal: WithoutGoal | None
    provision: LegalBasis
    decision_reference: str | None
    support_worker: str
    support_worker_name: Opened
    support_worker_phone: Opened | None
    deputy: str | None
    deputy_name: Opened | None
    away_until: date | None
    change_wanted: bool
    change_words: Opened | None
    agreed: bool
    unit: str | None
    method: Method | None
    minutes_per_week: int | None
    starts_on: date | None
    review_by: date | None
    purpose: Opened | None
    expected_change: Opened | None
    found_change: Opened | None
    pause: PauseRead | None
    ended_on: date | None
    ended_because: InterventionEnd | None


class ResourceRead(ReadModel):
    """Something that the citizen has to build on."""

    resource_id: UUID = Field(validation_alias="id")
    words: Opened
    origin: Whose


class EmploymentWishRead(ReadModel):
    """What the citizen wishes in work or education, or why not now."""

    wish: Opened | None
    not_now: Opened | None
    recorded_on: date
