"""``/borgere/{citizen}/beskeder``: what was written between the municipality and the region."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from samspil.overview.api.doors import Door
from samspil.overview.api.page import WithCase
from samspil.overview.api.see_messages import show_messages
from samspil.web.door import Citizen
from samspil.web.session import OwnHost

router = APIRouter(include_in_schema=False, dependencies=[OwnHost])


@router.get("/borgere/{citizen_id}/beskeder")
async def show(request: Request, citizen: Citizen, caller: WithCase, door: Door) -> Response:
    """What waits for an answer, everything that was written, and every act on it; opening it is logged."""
    return await show_messages(request, citizen, caller, door)
