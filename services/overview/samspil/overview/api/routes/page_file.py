"""``/borgere/{citizen}/oplysninger``: the citizen's file, and whom the citizen has around them."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from samspil.overview.api.doors import Door
from samspil.overview.api.page import WithCase
from samspil.overview.api.show_file import show_file
from samspil.web.door import Citizen
from samspil.web.session import OwnHost

router = APIRouter(include_in_schema=False, dependencies=[OwnHost])


@router.get("/borgere/{citizen_id}/oplysninger")
async def show(request: Request, citizen: Citizen, caller: WithCase, door: Door) -> Response:
    """Who the citizen is, who coordinates, how to reach them, relatives; opening it is logged."""
    return await show_file(request, citizen, caller, door)
