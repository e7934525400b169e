"""``/borgere/{citizen}/besked``: the button that says that somebody took care of a message."""

from uuid import UUID

from fastapi import APIRouter, Request
from starlette.responses import Response

from samspil.overview.api.doors import Door
from samspil.overview.api.page import PageStaff, to
from samspil.overview.handlers.handle_undelivered import handle_undelivered
from samspil.overview.pages.news import News
from samspil.web.door import Citizen
from samspil.web.session import OwnForm, OwnHost, session_of

router = APIRouter(
    prefix="/borgere/{citizen_id}/besked", include_in_schema=False, dependencies=[OwnHost, OwnForm]
)


@router.post("/{delivery_id}/klaret")
async def handled(
    request: Request, citizen: Citizen, delivery_id: UUID, caller: PageStaff, door: Door
) -> Response:
    """It leaves the list of what waits."""
    async with door.store.transaction([citizen]) as tx:
        handle_undelivered(tx, delivery_id, caller.subject)
        await door.sessions.announce(tx.connection, session_of(request), News.MESSAGE_HANDLED, citizen)
    return to(f"/borgere/{citizen}")
