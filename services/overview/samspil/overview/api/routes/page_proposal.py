"""``/borgere/{citizen}/kontaktpause/nej``: the form that answers a proposed contact hold with no."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Form, Request
from starlette.responses import Response

from samspil.overview.api.doors import Door
from samspil.overview.api.page import PageStaff, to
from samspil.overview.handlers.decline_contact_hold import decline_contact_hold
from samspil.overview.pages.news import News
from samspil.web.door import Citizen
from samspil.web.session import OwnForm, OwnHost, session_of

router = APIRouter(prefix="/borgere/{citizen_id}", include_in_schema=False, dependencies=[OwnHost, OwnForm])


@router.post("/kontaktpause/nej")
async def decline(
    request: Request,
    citizen: Citizen,
    caller: PageStaff,
    door: Door,
    proposal_id: Annotated[list[UUID], Form(min_length=1, max_length=100)],
) -> Response:
    """No to the proposals that the page showed, and to no other; a stale no is refused and explained."""
    async with door.store.transaction([citizen]) as tx:
        decline_contact_hold(tx, proposal_id, caller.subject)
        await door.sessions.announce(tx.connection, session_of(request), News.HOLD_DECLINED, citizen)
    return to(f"/borgere/{citizen}")
