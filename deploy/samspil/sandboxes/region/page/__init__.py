"""The region's page: what it got, what it sent, and buttons that send; it needs no scripts."""

from collections.abc import Awaitable, Callable
from importlib.resources import files
from typing import Annotated, Final

from fastapi import APIRouter, Form
from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.responses import RedirectResponse, Response

from samspil.sandboxes.region.acts import Acts, NothingToRepeat, NoThread
from samspil.sandboxes.region.attachments import FILES
from samspil.sandboxes.region.hospital import NotAdmitted
from samspil.sandboxes.region.page.words import BEHAVES, CATEGORIES, ENDED, TELLS, TOLD, written_at
from samspil.sandboxes.region.region import Region
from samspil.sandboxes.region.wishes import Acknowledge, Behave, Repeat, Send, Write

PAGE_HEADERS: Final = {
    "content-security-policy": (
        "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "content-language": "da",
}
STYLE: Final = files(__name__).joinpath("style.css").read_text()
_pages = Environment(
    loader=PackageLoader(__name__, "."),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_pages.filters["written_at"] = written_at


def page(region: Region, told: str = "") -> str:
    """The page as it is now."""
    return _pages.get_template("page.html").render(
        memory=region.memory,
        behaviour=region.behaviour,
        tells=TELLS,
        behaves=BEHAVES,
        ended=ENDED,
        categories=CATEGORIES,
        files=FILES,
        told=TOLD.get(told),
    )


def router(region: Region, acts: Acts) -> APIRouter:
    """``/`` and its forms."""
    doors = APIRouter(include_in_schema=False)

    @doors.get("/")
    async def show(besked: str = "") -> Response:
        return Response(page(region, besked), media_type="text/html", headers=PAGE_HEADERS)

    @doors.get("/style.css")
    async def style() -> Response:
        return Response(STYLE, media_type="text/css")

    @doors.post("/page/send")
    async def send(wish: Annotated[Send, Form()]) -> Response:
        return await _done(lambda: acts.send(wish))

    @doors.post("/page/write")
    async def write(wish: Annotated[Write, Form()]) -> Response:
        return await _done(lambda: acts.write(wish))

    @doors.post("/page/repeat")
    async def repeat(wish: Annotated[Repeat, Form()]) -> Response:
        return await _done(lambda: acts.repeat(wish))

    @doors.post("/page/acknowledge")
    async def acknowledge(wish: Annotated[Acknowledge, Form()]) -> Response:
        return await _done(lambda: acts.acknowledge(wish))

    @doors.post("/page/behave")
    async def behave(wish: Annotated[Behave, Form()]) -> Response:
        acts.behave(wish)
        return RedirectResponse("/", 303)

    return doors


async def _done(act: Callable[[], Awaitable[object]]) -> Response:
    """Back on the page, which shows what became of it, or says why nothing did."""
    try:
        await act()
    except NotAdmitted:
        return RedirectResponse("/?besked=ikke-indlagt", 303)
    except (NoThread, NothingToRepeat):
        return RedirectResponse("/?besked=findes-ikke", 303)
    return RedirectResponse("/", 303)
