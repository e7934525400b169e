"""``/v1/citizens/{citizen}/deliveries``: somebody took care of what did not reach a partner."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends

from samspil.overview.api.doors import Behind
from samspil.overview.handlers.handle_undelivered import handle_undelivered
from samspil.vocabulary.citizen_id import CitizenId
from samspil.vocabulary.sector import Sector
from samspil.web.auth import Caller, Role, allow

router = APIRouter(prefix="/v1/citizens/{citizen_id}/deliveries", tags=["deliveries"])

Staff = Annotated[
    Caller, Depends(allow(Role.CASEWORKER, Role.VISITATOR, Role.SUPPORT_WORKER, sector=Sector.SOCIAL))
]


@router.post("/{delivery_id}/handled", status_code=204)
async def handled(citizen_id: UUID, delivery_id: UUID, caller: Staff, behind: Behind) -> None:
    """Somebody took care of this message; it leaves the work list. Said again, it changes nothing."""
    citizen = CitizenId(citizen_id)
    async with behind.store.transaction([citizen]) as tx:
        handle_undelivered(tx, citizen, delivery_id, caller.subject)
