"""``/borgere/{citizen}/arbejde``: steps towards work, calls to meetings, and what does not go together."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from samspil.overview.api.doors import Door
from samspil.overview.api.page import WithCase
from samspil.overview.api.see_work import show_work
from samspil.web.door import Citizen
from samspil.web.session import OwnHost

router = APIRouter(include_in_schema=False, dependencies=[OwnHost])


@router.get("/borgere/{citizen_id}/arbejde")
async def show(request: Request, citizen: Citizen, caller: WithCase, door: Door) -> Response:
    """What leads to work and what stands in its way; opening it is logged."""
    return await show_work(request, citizen, caller, door)
