"""``/borgere/{citizen}/plan``: the citizen's own plan."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from samspil.overview.api.doors import Door
from samspil.overview.api.page import WithCase
from samspil.overview.api.see_plan import show_plan
from samspil.web.door import Citizen
from samspil.web.session import OwnHost

router = APIRouter(include_in_schema=False, dependencies=[OwnHost])


@router.get("/borgere/{citizen_id}/plan")
async def show(request: Request, citizen: Citizen, caller: WithCase, door: Door) -> Response:
    """What the plan says, and every act on it; opening it is logged."""
    return await show_plan(request, citizen, caller, door)
