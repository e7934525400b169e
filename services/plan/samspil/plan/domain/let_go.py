"""Letting go: nobody is asked any more about help that is over."""

from dataclasses import replace
from datetime import datetime

from samspil.contracts.plan import PlanSupportQuestionWithdrawn
from samspil.plan.domain.plan import Plan
from samspil.plan.domain.settle import Brought
from samspil.plan.domain.support_question import QuestionState


def let_go(
    plan: Plan, brought: Brought, now: datetime
) -> tuple[Brought, tuple[PlanSupportQuestionWithdrawn, ...]]:
    """An answer that was given stays; so does a follow-up: somebody is in touch after the discharge."""
    over = {id_ for id_, one in plan.interventions.items() if one.ended_on is not None}
    withdrawn = {
        id_: replace(one, state=QuestionState.WITHDRAWN)
        for id_, one in brought.questions.items()
        if one.intervention_id in over and one.state is QuestionState.OPEN
    }
    facts = tuple(
        PlanSupportQuestionWithdrawn(plan_id=plan.id, question_id=id_, occurred_at=now) for id_ in withdrawn
    )
    return brought._replace(questions={**brought.questions, **withdrawn}), facts
