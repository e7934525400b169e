"""``/v1/citizens/{citizen}/deliveries``: somebody took care of what did not reach a partner."""

from uuid import UUID

from fastapi import APIRouter, Response

from samspil.overview.api.doors import Door, Staff
from samspil.overview.domain.handle_undelivered import NothingUndelivered
from samspil.overview.handlers.handle_undelivered import handle_undelivered
from samspil.overview.storage.transaction import OverviewTransaction
from samspil.web.door import Citizen
from samspil.web.idempotency import Answer, Changing
from samspil.web.refusals import refuses

router = APIRouter(prefix="/v1/citizens/{citizen_id}/deliveries", tags=["deliveries"])


@router.post("/{delivery_id}/handled", status_code=204)
@refuses(NothingUndelivered)
async def handle_delivery(
    citizen: Citizen, delivery_id: UUID, caller: Staff, once: Changing, door: Door
) -> Response:
    """Somebody took care of this message; it leaves the work list. Said again, it changes nothing."""

    def decide(tx: OverviewTransaction) -> Answer:
        return Answer.done(handle_undelivered(tx, delivery_id, caller.subject, once.seen))

    return await door.decide(citizen, once, decide)
