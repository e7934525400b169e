"""``/log-ind/hjemmefra``: signing in as a citizen or a relative, by what the provider asserts.

The number comes from server to server, leads to whoever it may, and is forgotten before anything is answered.
"""

from datetime import UTC, datetime
from typing import Annotated

from fastapi import APIRouter, Form, Request
from starlette.responses import Response

from samspil.overview.api import choice
from samspil.overview.api.doors import Door, OverviewDoor
from samspil.overview.api.own_pages import HOMES
from samspil.overview.api.page import SIGN_IN, own_page, page, to
from samspil.overview.api.way_in import WayIn, WaysIn, ways_in
from samspil.overview.pages.own_words import way_in_words
from samspil.web import problem_types, session
from samspil.web.problems import Problem
from samspil.web.role import Role
from samspil.web.session import OwnHost, OwnVisit, Site

router = APIRouter(prefix="/log-ind", include_in_schema=False, dependencies=[OwnHost])


@router.post("/hjemmefra", dependencies=[OwnVisit])
async def ask(
    request: Request, door: Door, subject: Annotated[str, Form()] = "", back: Annotated[str, Form()] = "/"
) -> Response:
    """Let the provider say who it is, and in whoever has one way in; who has several chooses."""
    ways = await _ways(door, subject)
    match ways.open:
        case ():
            return page(request, "not_known.html", 403, is_dead=ways.is_said_to_be_dead)
        case (way,):
            return await _begin(request, door, way, back)
    site: Site = request.app.state.site
    visit = session.begin_visit(request)
    shown = page(
        request,
        "choose_way.html",
        ways=[way_in_words(one.kind, one.since) for one in ways.open],
        choice=choice.sealed(site, visit, ways.open, datetime.now(UTC)),
        back=back,
        form_token=session.visit_token(request, visit),
    )
    session.keep_visit(request, shown, visit)
    return shown


@router.post("/som", dependencies=[OwnVisit])
async def choose(
    request: Request,
    door: Door,
    chosen: Annotated[str, Form(alias="choice")] = "",
    way: Annotated[int, Form(ge=0, le=999)] = 0,
    back: Annotated[str, Form()] = "/",
) -> Response:
    """Be here as one of them; the others are in no token and no row of ours. Too late, one starts over."""
    site: Site = request.app.state.site
    if door.built_in_issuer is None:
        raise Problem(problem_types.NOT_FOUND)
    ways = choice.read(site, session.begin_visit(request), chosen, datetime.now(UTC))
    return await _begin(request, door, ways[way], back) if way < len(ways) else to(SIGN_IN)


async def _ways(door: OverviewDoor, subject: str) -> WaysIn:
    """Where the number leads: it lives as long as this call."""
    if door.built_in_issuer is None or door.provider is None:
        raise Problem(problem_types.NOT_FOUND)
    assertion = await door.built_in_issuer.assertion(subject)
    if assertion is None:
        raise Problem(problem_types.NOT_FOUND)
    return await ways_in(door, await door.provider.number(assertion))


async def _begin(request: Request, door: OverviewDoor, way: WayIn, back: str) -> Response:
    if door.built_in_issuer is None:
        raise Problem(problem_types.NOT_FOUND)
    signed = await door.built_in_issuer.token(way.wish())
    await door.sessions.end(session.session_of(request))
    begun = await door.sessions.begin(signed.token, signed.seconds)
    home = HOMES[Role.RELATIVE if way.relative else Role.CITIZEN]
    answer = to(own_page(back) if back.startswith(home) else home)
    session.keep_session(request, answer, begun, signed.seconds)
    return answer
