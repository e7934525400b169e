"""What ``plan.v1`` says of the citizen's own plan, folded."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, assert_never
from uuid import UUID

from samspil.contracts.envelope import Event
from samspil.contracts.plan import (
    LifeArea,
    PlanAgreed,
    PlanFact,
    PlanFollowUpCompleted,
    PlanFollowUpOpened,
    PlanFollowUpWithdrawn,
    PlanGoalAdded,
    PlanInterventionAdded,
    PlanOpened,
    PlanSupportQuestionAnswered,
    PlanSupportQuestionAsked,
    PlanSupportQuestionWithdrawn,
    SupportDuringStay,
)
from samspil.vocabulary.legal_basis import LegalBasis
from samspil.vocabulary.sealed import Sealed


@dataclass(frozen=True, slots=True)
class Goal:
    """One goal, in the citizen's words."""

    id: UUID
    area: LifeArea
    words: Sealed


@dataclass(frozen=True, slots=True)
class Intervention:
    """Help for a goal, and who gives it."""

    id: UUID
    goal_id: UUID
    provision: LegalBasis
    decision_reference: str
    support_worker: str
    support_worker_name: Sealed
    agreed: bool = False
    """Whether it was in the plan when the citizen last agreed to it."""


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
    version: int = 0
    """The number of the last event about it."""

    @property
    def waits(self) -> bool:
        """Whether somebody has to be in touch."""
        return self.completed_at is None and self.withdrawn_at is None


@dataclass(frozen=True, slots=True)
class PlanState:
    """Everything of the topic."""

    opened_at: datetime | None = None
    agreed_on: date | None = None
    goals: tuple[Goal, ...] = ()
    interventions: tuple[Intervention, ...] = ()
    questions: tuple[SupportQuestion, ...] = ()
    follow_ups: tuple[FollowUp, ...] = ()
    version: int = 0
    """The number of the last event about the plan itself."""

    @property
    def agreed_help(self) -> tuple[Intervention, ...]:
        """The help that counts: agreed to with the citizen; the newest is the last."""
        return tuple(one for one in self.interventions if one.agreed)


def fold_plan(state: PlanState | None, event: Event[Any]) -> PlanState:
    """One more event of the topic."""
    state, seq = state or PlanState(), event.seq
    fact: PlanFact = event.data
    match fact:
        case PlanOpened():
            return replace(state, opened_at=fact.occurred_at, version=seq)
        case PlanGoalAdded():
            goal = Goal(fact.goal_id, fact.area, fact.words)
            return replace(state, goals=(*state.goals, goal), version=seq)
        case PlanInterventionAdded():
            intervention = Intervention(
                id=fact.intervention_id,
                goal_id=fact.goal_id,
                provision=fact.provision,
                decision_reference=fact.decision_reference,
                support_worker=fact.support_worker,
                support_worker_name=fact.support_worker_name,
            )
            return replace(state, interventions=(*state.interventions, intervention), version=seq)
        case PlanAgreed():
            agreed = tuple(replace(one, agreed=True) for one in state.interventions)
            return replace(state, agreed_on=fact.agreed_on, interventions=agreed, version=seq)
        case PlanSupportQuestionAsked():
            asked = SupportQuestion(
                id=fact.question_id,
                stay_id=fact.stay_id,
                intervention_id=fact.intervention_id,
                support_worker=fact.support_worker,
                asked_at=fact.occurred_at,
                version=seq,
            )
            # Asked again after it was withdrawn, it is one question.
            others = tuple(one for one in state.questions if one.id != asked.id)
            return replace(state, questions=(*others, asked))
        case PlanSupportQuestionAnswered():
            return _question(state, fact.question_id, seq, answer=fact.answer, answered_at=fact.occurred_at)
        case PlanSupportQuestionWithdrawn():
            return _question(state, fact.question_id, seq, withdrawn_at=fact.occurred_at)
        case PlanFollowUpOpened():
            opened = FollowUp(
                fact.follow_up_id,
                fact.stay_id,
                fact.support_worker,
                fact.due_on,
                fact.occurred_at,
                version=seq,
            )
            apart = tuple(one for one in state.follow_ups if one.id != opened.id)
            return replace(state, follow_ups=(*apart, opened))
        case PlanFollowUpCompleted():
            return _follow_up(state, fact.follow_up_id, seq, completed_at=fact.occurred_at)
        case PlanFollowUpWithdrawn():
            return _follow_up(state, fact.follow_up_id, seq, withdrawn_at=fact.occurred_at)
    assert_never(fact)


def _question(state: PlanState, id_: UUID, seq: int, **changed: Any) -> PlanState:
    questions = (replace(one, version=seq, **changed) if one.id == id_ else one for one in state.questions)
    return replace(state, questions=tuple(questions))


def _follow_up(state: PlanState, id_: UUID, seq: int, **changed: Any) -> PlanState:
    follow_ups = (replace(one, version=seq, **changed) if one.id == id_ else one for one in state.follow_ups)
    return replace(state, follow_ups=tuple(follow_ups))
