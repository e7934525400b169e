"""``/paaroerende``: what the citizen lets a relative know now and until when, and how they step back."""

from datetime import UTC, datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Request
from fastapi import Form as Posted
from starlette.responses import Response

from samspil.overview.api.doors import Door
from samspil.overview.api.open_view import open_view
from samspil.overview.api.own_pages import LetKnow, PageLetKnow
from samspil.overview.api.page import page
from samspil.overview.api.services import Act, Refused
from samspil.overview.pages.form import Filled, Thing
from samspil.overview.pages.forms.own import STEP_BACK
from samspil.overview.pages.relative_page import relative_page
from samspil.overview.pages.units import unit_words
from samspil.vocabulary.copenhagen import danish_day
from samspil.web import session
from samspil.web.session import OwnForm, OwnHost

router = APIRouter(prefix="/paaroerende", include_in_schema=False, dependencies=[OwnHost])

HOME = "/paaroerende"


@router.get("")
async def show(request: Request, let_know: PageLetKnow, door: Door) -> Response:
    """All of it, and nothing else of the citizen is opened; the look is logged, and the citizen sees it."""
    let, today = let_know.let, danish_day(datetime.now(UTC))
    access = let_know.caller.access("read-what-relatives-know")
    known = await open_view(door.keyring, let.citizen, let.view, access, let.shown)
    shown = relative_page(known, let.relative, today, unit_words(door.rules, today))
    return page(request, "relative.html", page=shown)


@router.get("/traed-tilbage")
async def ask(request: Request, let_know: PageLetKnow) -> Response:
    """Whether they mean it; nobody asks why."""
    return _asked(request, _form(let_know))


@router.post("/traed-tilbage", dependencies=[OwnForm])
async def step_back(
    request: Request, let_know: PageLetKnow, door: Door, form_id: Annotated[UUID, Posted()]
) -> Response:
    """They are no longer there, and their session is over."""
    filled = Filled(STEP_BACK, _form(let_know).things, id=form_id)
    act = Act(STEP_BACK.service, filled.path(let_know.citizen, filled.thing), {}, form_id)
    try:
        await door.services.act(request.state.token, act)
    except Refused as why:
        return _asked(request, filled.because(why.kind, why.status, why.text, why.wrong))
    await door.sessions.end(session.session_of(request))
    request.state.caller = None
    answer = page(request, "stepped_back.html")
    session.drop_session(request, answer)
    return answer


def _form(let_know: LetKnow) -> Filled:
    relative = let_know.let.relative
    return Filled(STEP_BACK, (Thing(relative.id, relative.version),))


def _asked(request: Request, filled: Filled) -> Response:
    return page(
        request,
        "own_act.html",
        filled.status,
        filled=filled,
        refused=filled if filled.status >= 400 else None,
        about=None,
        helper=None,
        home=HOME,
        action=f"{HOME}/{STEP_BACK.name}",
        example=danish_day(datetime.now(UTC)),
    )
