"""``/min-side`` and ``/min-side/deling``: the citizen's own pages; looking at them is logged."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from samspil.overview.api.doors import Door
from samspil.overview.api.own_pages import PageAtHome
from samspil.overview.api.page import page
from samspil.overview.api.see_own import see_own
from samspil.overview.api.see_own_sharing import see_own_sharing
from samspil.overview.api.show_done import news
from samspil.web.session import OwnHost

router = APIRouter(prefix="/min-side", include_in_schema=False, dependencies=[OwnHost])


@router.get("")
async def show(request: Request, at_home: PageAtHome, door: Door) -> Response:
    """What the citizen wants, what happens now, who helps, and their own contact pause."""
    shown, is_whole = await see_own(door, at_home.citizen, at_home.caller)
    told = await news(request, at_home.citizen, door)
    return page(request, "own.html", page=shown, is_whole=is_whole, news=told)


@router.get("/deling")
async def show_sharing(request: Request, at_home: PageAtHome, door: Door, foer: str = "") -> Response:
    """Who is told what, what the citizen said yes to, and who looked; ``foer`` goes on with earlier looks."""
    seen = await see_own_sharing(door, at_home.citizen, at_home.caller, foer)
    told = await news(request, at_home.citizen, door)
    return page(request, "own_sharing.html", seen=seen, is_whole=seen.is_whole, news=told)
