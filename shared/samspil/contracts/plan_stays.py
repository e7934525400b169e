"""What the plan service asks of people because of a stay. All of it is of the stay's class."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import ClassVar
from uuid import UUID

from pydantic import AwareDatetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanSupportQuestionAsked:
    """The support worker is asked what happens to the support during a stay. Of the stay's class.

    Withdrawn, or put to somebody else, it is asked again under the same id.
    """

    TYPE: ClassVar[str] = "plan.support_question_asked.v1"
    ABOUT: ClassVar[str] = "question_id"

    plan_id: UUID
    question_id: UUID
    stay_id: UUID
    intervention_id: UUID
    support_worker: str
    occurred_at: AwareDatetime


class SupportDuringStay(StrEnum):
    """What happens to the support during a stay."""

    PAUSED = "paused"
    CONTINUES = "continues"
    VISITS_ON_WARD = "visits_on_ward"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanSupportQuestionAnswered:
    """The support worker's answer. Of the stay's class."""

    TYPE: ClassVar[str] = "plan.support_question_answered.v1"
    ABOUT: ClassVar[str] = "question_id"

    plan_id: UUID
    question_id: UUID
    answer: SupportDuringStay
    answered_by: str
    occurred_at: AwareDatetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanSupportQuestionWithdrawn:
    """There was no such stay: the question needs no answer. Of the stay's class."""

    TYPE: ClassVar[str] = "plan.support_question_withdrawn.v1"
    ABOUT: ClassVar[str] = "question_id"

    plan_id: UUID
    question_id: UUID
    occurred_at: AwareDatetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanFollowUpOpened:
    """After a discharge somebody has to be in touch by a day. Of the stay's class.

    Opened again under the same id, it has another day, or was withdrawn before.
    """

    TYPE: ClassVar[str] = "plan.follow_up_opened.v1"
    ABOUT: ClassVar[str] = "follow_up_id"

    plan_id: UUID
    follow_up_id: UUID
    stay_id: UUID
    support_worker: str
    due_on: date
    """The last day, counted in Danish working days from the discharge."""
    occurred_at: AwareDatetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanFollowUpCompleted:
    """Somebody was in touch with the citizen after the discharge. Of the stay's class."""

    TYPE: ClassVar[str] = "plan.follow_up_completed.v1"
    ABOUT: ClassVar[str] = "follow_up_id"

    plan_id: UUID
    follow_up_id: UUID
    completed_by: str
    occurred_at: AwareDatetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanFollowUpWithdrawn:
    """There was no such discharge: nobody has to be in touch because of it. Of the stay's class."""

    TYPE: ClassVar[str] = "plan.follow_up_withdrawn.v1"
    ABOUT: ClassVar[str] = "follow_up_id"

    plan_id: UUID
    follow_up_id: UUID
    occurred_at: AwareDatetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanFollowUpOverdue:
    """Its last day passed, and nobody was in touch. Of the stay's class."""

    TYPE: ClassVar[str] = "plan.follow_up_overdue.v1"
    ABOUT: ClassVar[str] = "follow_up_id"

    plan_id: UUID
    follow_up_id: UUID
    due_on: date
    """The day that passed."""
    occurred_at: AwareDatetime
