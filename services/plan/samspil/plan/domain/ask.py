"""Asking: a stay puts one question to each support worker whose help is in force."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID, uuid5

from samspil.contracts.plan import PlanSupportQuestionAsked
from samspil.plan.domain.plan import Plan
from samspil.plan.domain.support_question import Questions, QuestionState, SupportQuestion


def ask(
    plan: Plan, questions: Questions, stay_id: UUID, now: datetime
) -> tuple[Questions, tuple[PlanSupportQuestionAsked, ...]]:
    """A question for each § 85 intervention, once a stay.

    Where the stay turns out to go on, a closed question is open again, and a withdrawn one is asked anew;
    so is one whose help somebody else gives by now. About help that is over nobody is asked.
    """
    in_force = {help_.id for help_ in plan.support}
    reopened = {
        id_: replace(one, state=QuestionState.OPEN)
        for id_, one in questions.items()
        if one.stay_id == stay_id and one.state is QuestionState.CLOSED and one.intervention_id in in_force
    }
    asked = [
        SupportQuestion(
            id=uuid5(stay_id, str(help_.id)),
            stay_id=stay_id,
            intervention_id=help_.id,
            support_worker=help_.support_worker,
            asked_at=now,
        )
        for help_ in plan.support
    ]
    new = [one for one in asked if _is_unasked(questions.get(one.id), one.support_worker)]
    facts = tuple(
        PlanSupportQuestionAsked(
            plan_id=plan.id,
            question_id=question.id,
            stay_id=stay_id,
            intervention_id=question.intervention_id,
            support_worker=question.support_worker,
            occurred_at=now,
        )
        for question in new
    )
    return {**questions, **reopened, **{question.id: question for question in new}}, facts


def _is_unasked(earlier: SupportQuestion | None, worker: str) -> bool:
    if earlier is None or earlier.state is QuestionState.WITHDRAWN:
        return True
    return earlier.state is QuestionState.CLOSED and earlier.support_worker != worker
