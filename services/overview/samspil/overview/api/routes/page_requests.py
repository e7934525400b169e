"""``/anmodninger``: what the jobcenter asks about people whom nobody here knows, for somebody to register."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from samspil.overview.api.doors import REGISTERING, Door, OverviewDoor
from samspil.overview.api.page import page
from samspil.overview.pages.form import Filled
from samspil.overview.pages.forms.citizen import REGISTER
from samspil.overview.pages.requests_page import request_shown, requests_shown
from samspil.vocabulary.sector import Sector
from samspil.web import problem_types
from samspil.web.auth import Caller
from samspil.web.problems import Problem
from samspil.web.session import OwnHost, signed_in

Registering = Annotated[Caller, Depends(signed_in(*REGISTERING, sector=Sector.SOCIAL))]
router = APIRouter(include_in_schema=False, dependencies=[OwnHost])


@router.get("/anmodninger")
async def show_all(request: Request, caller: Registering, door: Door) -> Response:
    """All that wait, the oldest first; each that is opened is in the log under its key."""
    return page(request, "requests.html", requests=requests_shown(await _held(request, door)))


@router.get("/anmodninger/{request_id}")
async def show(request: Request, request_id: UUID, caller: Registering, door: Door) -> Response:
    """One of them, with the form that registers whom it is about."""
    found = next((one for one in await _held(request, door) if one["request_id"] == str(request_id)), None)
    if found is None:
        raise Problem(problem_types.NOT_FOUND)
    kept = {
        "cpr": found["cpr"] or "",
        "name": found["name"],
        "basis": found["asked_for"],
        "acting_municipality": caller.municipality or "",
    }
    return page(request, "request.html", asked=request_shown(found), register=Filled(REGISTER, written=kept))


async def _held(request: Request, door: OverviewDoor) -> list[dict[str, Any]]:
    held: list[dict[str, Any]] = await door.services.read(
        request.state.token, "jobcenter-bridge", "/v1/held-requests"
    )
    return held
