"""``/borgere/{citizen}/kontaktpause/nej``: the form that answers a proposed contact hold with no."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Form
from starlette.responses import Response

from samspil.overview.api.doors import Behind
from samspil.overview.api.page import PageStaff, to
from samspil.overview.handlers.decline_contact_hold import decline_contact_hold
from samspil.vocabulary.citizen_id import CitizenId
from samspil.web.session import OwnForm

router = APIRouter(prefix="/borgere/{citizen_id}", include_in_schema=False)


@router.post("/kontaktpause/nej", dependencies=[OwnForm])
async def decline(
    citizen_id: UUID, caller: PageStaff, behind: Behind, proposal_id: Annotated[list[UUID], Form()]
) -> Response:
    """No to the proposals that the page showed, and to no other; a stale no is refused and explained."""
    citizen = CitizenId(citizen_id)
    async with behind.store.transaction([citizen]) as tx:
        decline_contact_hold(tx, citizen, proposal_id, caller.subject)
    return to(f"/borgere/{citizen}?nyt=nej")
