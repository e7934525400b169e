"""``/v1/citizens/{citizen}/plan/follow-ups``: somebody was in touch after a discharge."""

from datetime import datetime
from uuid import UUID

from fastapi import APIRouter, Response
from pydantic import BaseModel

from samspil.plan.api.doors import Behind, Reader
from samspil.plan.handlers.complete_follow_up import complete_follow_up
from samspil.vocabulary.citizen_id import CitizenId
from samspil.web.idempotency import Answer, OnceOnly

router = APIRouter(prefix="/v1/citizens/{citizen_id}/plan/follow-ups", tags=["follow-ups"])


class CompletedFollowUp(BaseModel):
    """The follow-up as it is completed."""

    follow_up_id: UUID
    completed_at: datetime


@router.post("/{follow_up_id}/complete", response_model=CompletedFollowUp)
async def complete(
    citizen_id: UUID, follow_up_id: UUID, caller: Reader, once: OnceOnly, behind: Behind
) -> Response:
    """Record that the caller was in touch with the citizen; whoever was asked, a colleague may stand in."""
    citizen = CitizenId(citizen_id)
    async with behind.store.transaction([citizen]) as tx:

        def decide() -> Answer:
            complete_follow_up(tx, citizen, follow_up_id, caller.subject)
            return Answer(200, {"follow_up_id": str(follow_up_id), "completed_at": tx.now.isoformat()})

        completed = await once.answer(tx.connection, decide)
    return completed.response()
