"""``/v1/citizens/{citizen}/contact-hold-proposals``: a stay proposes a contact hold; people may say no."""

from uuid import UUID

from fastapi import APIRouter

from samspil.overview.api.doors import Behind
from samspil.overview.api.routes.contact_holds import Staff
from samspil.overview.handlers.decline_contact_hold import decline_contact_hold
from samspil.vocabulary.citizen_id import CitizenId

router = APIRouter(prefix="/v1/citizens/{citizen_id}/contact-hold-proposals", tags=["contact holds"])


@router.post("/{proposal_id}/decline", status_code=204)
async def decline(citizen_id: UUID, proposal_id: UUID, caller: Staff, behind: Behind) -> None:
    """No contact hold is needed; nobody is asked why. The same no again changes nothing."""
    citizen = CitizenId(citizen_id)
    async with behind.store.transaction([citizen]) as tx:
        decline_contact_hold(tx, citizen, [proposal_id], caller.subject)
