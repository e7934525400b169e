"""``/v1/citizens/{citizen}/partner-answers``: somebody found out which of two answers holds."""

from uuid import UUID

from fastapi import APIRouter, Response

from samspil.overview.api.doors import Door, Staff
from samspil.overview.domain.handle_contradiction import NoSuchAnswer
from samspil.overview.handlers.handle_contradiction import handle_contradiction
from samspil.overview.storage.transaction import OverviewTransaction
from samspil.web.door import Citizen
from samspil.web.idempotency import Answer, Changing
from samspil.web.refusals import refuses

router = APIRouter(prefix="/v1/citizens/{citizen_id}/partner-answers", tags=["referrals"])


@router.post("/{answer_id}/handled", status_code=204)
@refuses(NoSuchAnswer)
async def handle_partner_answer(
    citizen: Citizen, answer_id: UUID, caller: Staff, once: Changing, door: Door
) -> Response:
    """Somebody asked the partner; the task leaves the work list. Said again, it changes nothing."""

    def decide(tx: OverviewTransaction) -> Answer:
        return Answer.done(handle_contradiction(tx, answer_id, caller.subject, once.seen))

    return await door.decide(citizen, once, decide)
