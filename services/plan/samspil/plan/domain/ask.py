"""Asking: a stay puts one question to each support worker whose help is in force."""

from datetime import datetime
from uuid import UUID, uuid5

from samspil.contracts.plan import PlanSupportQuestionAsked
from samspil.plan.domain.plan import Plan
from samspil.plan.domain.support_question import Questions, SupportQuestion


def ask(
    plan: Plan | None, questions: Questions, stay_id: UUID, now: datetime
) -> tuple[Questions, tuple[PlanSupportQuestionAsked, ...]]:
    """A question for each § 85 intervention, once a stay; without a plan there is nobody to ask."""
    if plan is None:
        return questions, ()
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
    new = [question for question in asked if question.id not in questions]
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
    return {**questions, **{question.id: question for question in new}}, facts
