"""``/anmodninger``: what the jobcenter asks about people whom nobody here knows, for somebody to register."""

from datetime import UTC, datetime

from fastapi import APIRouter, Request
from starlette.responses import Response

from samspil.overview.api.doors import Door
from samspil.overview.api.held_requests import Registering, read_held
from samspil.overview.api.page import page
from samspil.overview.pages.requests_page import requests_shown
from samspil.vocabulary.copenhagen import danish_day
from samspil.web.session import OwnHost

router = APIRouter(include_in_schema=False, dependencies=[OwnHost])


@router.get("/anmodninger")
async def show_all(request: Request, caller: Registering, door: Door) -> Response:
    """All that wait, the oldest first; each that is opened is in the log under its key."""
    held = await read_held(door, request.state.token)
    return page(request, "requests.html", requests=requests_shown(held, danish_day(datetime.now(UTC))))
