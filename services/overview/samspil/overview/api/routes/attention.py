"""``/v1/citizens/{citizen}/attention``: what is agreed there and here and does not go together."""

from typing import ClassVar
from uuid import UUID

from fastapi import APIRouter, Response

from samspil.contracts.coordination import AttentionAnswer
from samspil.ledger.versions import require_version
from samspil.overview.api.doors import Door, Staff
from samspil.overview.domain.answer_attention import (
    Answered,
    NoLongerRaised,
    NoSuchAttention,
    NotRelevantWithoutWhy,
    require_attention,
)
from samspil.overview.handlers.answer_attention import answer_attention as answer
from samspil.overview.storage.transaction import OverviewTransaction
from samspil.vocabulary.plain_text import Words
from samspil.web.body import Body
from samspil.web.door import Citizen
from samspil.web.idempotency import Answer, Changing
from samspil.web.refusals import refuses

router = APIRouter(prefix="/v1/citizens/{citizen_id}/attention", tags=["attention"])


class AnswerAttention(Body):
    """What somebody did about it."""

    EXAMPLE: ClassVar = {"answer": "taken_up", "words": "Jobcentret flytter samtalen til ugen efter."}

    answer: AttentionAnswer
    words: Words | None = None
    """What was agreed; why there is nothing to change must be said."""


@router.post("/{attention_id}/answer", status_code=204)
@refuses(NoSuchAttention, NoLongerRaised, NotRelevantWithoutWhy)
async def answer_attention(
    citizen: Citizen, attention_id: UUID, body: AnswerAttention, caller: Staff, once: Changing, door: Door
) -> Response:
    """Somebody took it up, or there is nothing to change; no partner is told."""
    words = await door.keyring.seal(citizen, "words", body.words) if body.words else None
    answered = Answered(body.answer, words, caller.subject)

    def decide(tx: OverviewTransaction) -> Answer:
        require_version(require_attention(tx.coordination, attention_id), once.seen)
        state = answer(tx, attention_id, answered)
        return Answer.done(require_attention(state, attention_id).version)

    return await door.decide(citizen, once, decide)
