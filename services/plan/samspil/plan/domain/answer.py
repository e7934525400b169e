"""Answering: the support worker who was asked says what happens to the support during the stay."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from samspil.contracts.plan import PlanSupportQuestionAnswered, SupportDuringStay
from samspil.plan.domain.plan import Plan
from samspil.plan.domain.support_question import Questions, QuestionState, SupportQuestion


class UnknownQuestion(Exception):
    """No such question was asked about this citizen."""


class AskedOfSomebodyElse(Exception):
    """The question was put to another support worker."""


class AlreadyAnswered(Exception):
    """The question was answered before."""


class QuestionClosed(Exception):
    """Nobody needs the answer any more."""


def require_question(questions: Questions, question_id: UUID) -> SupportQuestion:
    """The question about the citizen's support. Raises ``UnknownQuestion``."""
    question = questions.get(question_id)
    if question is None:
        raise UnknownQuestion
    return question


def answer(
    plan: Plan, question: SupportQuestion, given: SupportDuringStay, by: str, now: datetime
) -> tuple[SupportQuestion, tuple[PlanSupportQuestionAnswered, ...]]:
    """Answered once, by whoever was asked.

    Raises ``AskedOfSomebodyElse``, ``AlreadyAnswered`` or ``QuestionClosed``.
    """
    if question.support_worker != by:
        raise AskedOfSomebodyElse
    if question.state is QuestionState.ANSWERED:
        raise AlreadyAnswered
    if question.state is not QuestionState.OPEN:
        raise QuestionClosed
    answered = replace(question, state=QuestionState.ANSWERED, answer=given)
    fact = PlanSupportQuestionAnswered(
        plan_id=plan.id, question_id=question.id, answer=given, answered_by=by, occurred_at=now
    )
    return answered, (fact,)
