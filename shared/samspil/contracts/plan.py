"""What the plan service says about the citizen's own plan."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import ClassVar, get_args
from uuid import UUID

from pydantic import AwareDatetime

from samspil.contracts import topics
from samspil.contracts.envelope import Fact
from samspil.vocabulary.legal_basis import LegalBasis
from samspil.vocabulary.sealed import Sealed

TOPIC = topics.PLAN


class LifeArea(StrEnum):
    """What a goal is about."""

    EMPLOYMENT = "employment"
    """Work or education, equal in rank."""
    HOME = "home"
    HEALTH = "health"
    NETWORK = "network"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanOpened:
    """A plan was opened for the citizen, because a referral was accepted."""

    TYPE: ClassVar[str] = "plan.opened.v1"
    ABOUT: ClassVar[str] = "plan_id"

    plan_id: UUID
    referral_id: UUID
    occurred_at: AwareDatetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanGoalAdded:
    """A goal of the citizen's, in the citizen's own words."""

    TYPE: ClassVar[str] = "plan.goal_added.v1"
    ABOUT: ClassVar[str] = "plan_id"

    plan_id: UUID
    goal_id: UUID
    area: LifeArea
    words: Sealed
    added_by: str
    occurred_at: AwareDatetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanInterventionAdded:
    """Help that was decided for a goal, and the support worker who gives it."""

    TYPE: ClassVar[str] = "plan.intervention_added.v1"
    ABOUT: ClassVar[str] = "plan_id"

    plan_id: UUID
    intervention_id: UUID
    goal_id: UUID
    provision: LegalBasis
    """The paragraph that it is given under."""
    decision_reference: str
    """The decision's number in the municipality's case system."""
    support_worker: str
    """Staff id."""
    support_worker_name: Sealed
    occurred_at: AwareDatetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanAgreed:
    """The citizen agreed to the plan as it stands; from now on it is in force."""

    TYPE: ClassVar[str] = "plan.agreed.v1"
    ABOUT: ClassVar[str] = "plan_id"

    plan_id: UUID
    agreed_on: date
    occurred_at: AwareDatetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanSupportQuestionAsked:
    """The support worker is asked what happens to the support during a stay. Of the stay's class.

    Withdrawn, it may be asked again under the same id.
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


PlanFact = (
    PlanOpened
    | PlanGoalAdded
    | PlanInterventionAdded
    | PlanAgreed
    | PlanSupportQuestionAsked
    | PlanSupportQuestionAnswered
    | PlanSupportQuestionWithdrawn
    | PlanFollowUpOpened
    | PlanFollowUpCompleted
    | PlanFollowUpWithdrawn
)
"""Everything that the topic carries."""

FACTS: tuple[type[Fact], ...] = get_args(PlanFact)
