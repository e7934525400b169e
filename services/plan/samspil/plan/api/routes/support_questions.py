"""``/v1/citizens/{citizen}/plan/support-questions``: what happens to the support during a stay?"""

from datetime import datetime
from typing import Annotated, ClassVar
from uuid import UUID

from fastapi import APIRouter, Query, Response
from pydantic import BaseModel, Field

from samspil.contracts.plan import SupportDuringStay
from samspil.plan.api.doors import Door, Reader, SupportWorker
from samspil.plan.api.routes.plan import known
from samspil.plan.domain.answer import (
    AlreadyAnswered,
    AskedOfSomebodyElse,
    QuestionClosed,
    UnknownQuestion,
    answer,
)
from samspil.plan.domain.plan import NoPlan
from samspil.plan.domain.support_question import QuestionState
from samspil.plan.handlers.change_plan import change_question
from samspil.plan.storage.transaction import PlanTransaction
from samspil.web.body import Body
from samspil.web.door import Citizen
from samspil.web.idempotency import Answer, Changing, Told
from samspil.web.read_model import ReadModel, highest
from samspil.web.refusals import refuses
from samspil.web.versions import etag

router = APIRouter(prefix="/v1/citizens/{citizen_id}/plan/support-questions", tags=["support questions"])


class AnswerQuestion(Body):
    """The support worker's answer."""

    EXAMPLE: ClassVar = {
        "answer": "paused",
    }

    answer: SupportDuringStay


class AnsweredQuestion(Told):
    """The question as it is answered."""

    question_id: UUID
    answer: SupportDuringStay


class QuestionRead(ReadModel):
    """One question."""

    question_id: UUID = Field(validation_alias="id")
    intervention_id: UUID
    support_worker: str
    asked_at: datetime
    state: QuestionState
    answer: SupportDuringStay | None
    version: int


class QuestionsRead(BaseModel):
    """Questions about a citizen's support, the newest first."""

    citizen_id: UUID
    version: int
    questions: list[QuestionRead]


@router.get("")
@refuses(NoPlan)
async def read_support_questions(
    citizen: Citizen,
    caller: Reader,
    door: Door,
    response: Response,
    mine: Annotated[bool, Query(description="Only those that were put to the caller.")] = False,
) -> QuestionsRead:
    """What was asked about the citizen's support; it tells of stays, and reading it is logged."""
    questions = (await known(door, citizen)).questions
    await door.keyring.note(citizen, caller.access("read-support-questions"), ["questions"])
    response.headers["etag"] = etag(highest(questions))
    asked = [one for one in questions if not mine or one.support_worker == caller.subject]
    shown = [QuestionRead.model_validate(one) for one in asked]
    return QuestionsRead(citizen_id=citizen, version=highest(questions), questions=shown)


@router.post("/{question_id}/answer", response_model=AnsweredQuestion)
@refuses(NoPlan, UnknownQuestion, AskedOfSomebodyElse, AlreadyAnswered, QuestionClosed)
async def answer_support_question(
    citizen: Citizen,
    question_id: UUID,
    body: AnswerQuestion,
    caller: SupportWorker,
    once: Changing,
    door: Door,
) -> Response:
    """Answer a question; the plan itself stays as it is, and so does its version."""

    def decide(tx: PlanTransaction) -> Answer:
        question = change_question(
            tx,
            question_id,
            once.seen,
            lambda plan, it, now: answer(plan, it, body.answer, caller.subject, now),
        )
        told = AnsweredQuestion(question_id=question.id, answer=body.answer, version=question.version)
        return Answer.of(told)

    return await door.decide(citizen, once, decide)
