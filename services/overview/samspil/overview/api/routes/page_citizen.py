"""``/borgere/{citizen}``: the citizen's page."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from samspil.overview.api.doors import Door
from samspil.overview.api.page import WithCase
from samspil.overview.api.show_citizen import show_citizen
from samspil.overview.pages.timeline_view import Shown
from samspil.web.door import Citizen
from samspil.web.session import OwnHost

router = APIRouter(include_in_schema=False, dependencies=[OwnHost])


@router.get("/borgere/{citizen_id}")
async def show(
    request: Request,
    citizen: Citizen,
    caller: WithCase,
    door: Door,
    party: Annotated[str, Query(alias="del")] = "",
    vis: str = "",
    foer: str = "",
) -> Response:
    """The coordinated view of one citizen; opening it is logged."""
    return await show_citizen(request, citizen, caller, door, shown=Shown.read(party, vis, foer))
