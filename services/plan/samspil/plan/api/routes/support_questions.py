"""``/v1/citizens/{citizen}/plan/support-questions``: what happens to the support during a stay?"""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Response
from pydantic import BaseModel, ConfigDict

from samspil.contracts.plan import SupportDuringStay
from samspil.plan.api.doors import Behind, Reader, SupportWorker
from samspil.plan.api.remedies import NO_PLAN
from samspil.plan.domain.support_question import QuestionState
from samspil.plan.handlers.answer_support_question import answer_support_question
from samspil.plan.storage.queries import read_plan
from samspil.sealing.access import Access
from samspil.vocabulary.citizen_id import CitizenId
from samspil.vocabulary.sector import Sector
from samspil.web.idempotency import Answer, OnceOnly
from samspil.web.problems import Problem
from samspil.web.versions import VersionSeen

router = APIRouter(prefix="/v1/citizens/{citizen_id}/plan/support-questions", tags=["support questions"])


class AnswerQuestion(BaseModel):
    """The support worker's answer."""

    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True)

    answer: SupportDuringStay


class AnsweredQuestion(BaseModel):
    """The question as it is answered."""

    question_id: UUID
    answer: SupportDuringStay


class QuestionRead(BaseModel):
    """One question."""

    question_id: UUID
    intervention_id: UUID
    support_worker: str
    asked_at: datetime
    state: QuestionState
    answer: SupportDuringStay | None


class QuestionsRead(BaseModel):
    """Questions about a citizen's support, the newest first."""

    citizen_id: UUID
    questions: list[QuestionRead]


@router.get("")
async def read(
    citizen_id: UUID,
    caller: Reader,
    behind: Behind,
    mine: Annotated[bool, Query(description="Only those that were put to the caller.")] = False,
) -> QuestionsRead:
    """What was asked about the citizen's support; it tells of stays, and reading it is logged."""
    citizen = CitizenId(citizen_id)
    found = await read_plan(behind.store.pool, citizen)
    if found is None:
        raise Problem(NO_PLAN)
    access = Access(caller.subject, caller.role, caller.sector or Sector.SOCIAL, "read-support-questions")
    await behind.keyring.note(citizen, access, ["questions"])
    return QuestionsRead(
        citizen_id=citizen_id,
        questions=[
            QuestionRead(
                question_id=one.id,
                intervention_id=one.intervention_id,
                support_worker=one.support_worker,
                asked_at=one.asked_at,
                state=one.state,
                answer=one.answer,
            )
            for one in found.questions
            if not mine or one.support_worker == caller.subject
        ],
    )


@router.post("/{question_id}/answer", response_model=AnsweredQuestion)
async def answer(
    citizen_id: UUID,
    question_id: UUID,
    body: AnswerQuestion,
    caller: SupportWorker,
    once: OnceOnly,
    version_seen: VersionSeen,
    behind: Behind,
) -> Response:
    """Answer a question; the plan itself stays as it is, and so does its version."""
    citizen = CitizenId(citizen_id)
    async with behind.store.transaction([citizen]) as tx:

        def decide() -> Answer:
            answer_support_question(tx, citizen, question_id, body.answer, caller.subject, version_seen)
            return Answer(200, {"question_id": str(question_id), "answer": body.answer})

        answered = await once.answer(tx.connection, decide)
    return answered.response()
