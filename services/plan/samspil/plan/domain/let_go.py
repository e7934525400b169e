"""Letting go: nobody is asked any more about help that is over."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from samspil.contracts.plan import PlanSupportQuestionWithdrawn
from samspil.plan.domain.plan import Plan
from samspil.plan.domain.support_question import Questions, QuestionState


def let_go(
    plan: Plan, questions: Questions, intervention_id: UUID, now: datetime
) -> tuple[Questions, tuple[PlanSupportQuestionWithdrawn, ...]]:
    """An answer that was given stays; so does a follow-up: somebody is in touch after the discharge."""
    withdrawn = {
        id_: replace(one, state=QuestionState.WITHDRAWN)
        for id_, one in questions.items()
        if one.intervention_id == intervention_id and one.state is QuestionState.OPEN
    }
    facts = tuple(
        PlanSupportQuestionWithdrawn(plan_id=plan.id, question_id=id_, occurred_at=now) for id_ in withdrawn
    )
    return {**questions, **withdrawn}, facts
