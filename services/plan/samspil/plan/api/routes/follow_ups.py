"""``/v1/citizens/{citizen}/plan/follow-ups``: somebody was in touch after a discharge."""

from datetime import datetime
from uuid import UUID

from fastapi import APIRouter, Response

from samspil.plan.api.doors import Door, Reader
from samspil.plan.domain.complete import AlreadyCompleted, FollowUpWithdrawn, UnknownFollowUp, complete
from samspil.plan.domain.plan import NoPlan
from samspil.plan.handlers.change_plan import change_follow_up
from samspil.plan.storage.transaction import PlanTransaction
from samspil.web.door import Citizen
from samspil.web.idempotency import Answer, Changing, Told
from samspil.web.refusals import refuses

router = APIRouter(prefix="/v1/citizens/{citizen_id}/plan/follow-ups", tags=["follow-ups"])


class CompletedFollowUp(Told):
    """The follow-up as it is completed."""

    follow_up_id: UUID
    completed_at: datetime | None


@router.post("/{follow_up_id}/complete", response_model=CompletedFollowUp)
@refuses(NoPlan, UnknownFollowUp, AlreadyCompleted, FollowUpWithdrawn)
async def complete_follow_up(
    citizen: Citizen, follow_up_id: UUID, caller: Reader, once: Changing, door: Door
) -> Response:
    """Record that the caller was in touch with the citizen; whoever was asked, a colleague may stand in."""

    def decide(tx: PlanTransaction) -> Answer:
        done = change_follow_up(
            tx, follow_up_id, once.seen, lambda plan, it, now: complete(plan, it, caller.subject, now)
        )
        told = CompletedFollowUp(follow_up_id=done.id, completed_at=done.completed_at, version=done.version)
        return Answer.of(told)

    return await door.decide(citizen, once, decide)
