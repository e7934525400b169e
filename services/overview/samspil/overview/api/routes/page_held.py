"""``/advis``: what hospitals sent that waits for a person, and what is done with each of it."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from fastapi import APIRouter, Depends, Request
from fastapi import Form as Posted
from starlette.responses import Response

from samspil.overview.api.doors import Door, OverviewDoor
from samspil.overview.api.held_at_region import (
    PAGE,
    Registering,
    read_held,
    read_one_held,
    read_unplaced,
    settle,
)
from samspil.overview.api.kept_form import given_back, posted, texts
from samspil.overview.api.open_names import open_names
from samspil.overview.api.page import page, to
from samspil.overview.api.services import Refused
from samspil.overview.api.staff_names import staff_names
from samspil.overview.pages.form import Filled, Form
from samspil.overview.pages.forms.citizen import FIND, NUMBER
from samspil.overview.pages.forms.held import SAID, SETTLE, SETTLE_WHOSE
from samspil.overview.pages.held_page import HeldShown, citizens_of, held_shown, unplaced_shown
from samspil.vocabulary.citizen_id import CitizenId
from samspil.vocabulary.copenhagen import danish_day
from samspil.web.auth import Caller
from samspil.web.session import OwnForm, OwnHost, session_of

router = APIRouter(include_in_schema=False, dependencies=[OwnHost])

Verb = Literal["apply", "discard"]


async def _written(request: Request, held_id: UUID) -> None:
    """Whoever was signed out meanwhile gets back what they wrote."""
    request.state.kept_form = await posted(request, SETTLE_WHOSE, f"/advis/{held_id}")


@router.get("/advis")
async def show_all(request: Request, caller: Registering, door: Door) -> Response:
    """All that wait, the oldest first; the bridge logs what it opens, and the names are logged here."""
    token = request.state.token
    held, unplaced = await read_held(door, token), await read_unplaced(door, token)
    shown = await _shown(door, caller, held)
    today = danish_day(datetime.now(UTC))
    news = await door.sessions.hear(session_of(request), PAGE)
    return page(
        request,
        "held.html",
        held=shown,
        unplaced=[unplaced_shown(one, today) for one in unplaced],
        news=SAID.get(news or ""),
    )


@router.get("/advis/{held_id}")
async def show(request: Request, held_id: UUID, caller: Registering, door: Door) -> Response:
    """One of them, and the form that settles it."""
    one = await read_one_held(door, request.state.token, held_id)
    form = _form(one)
    written = await given_back(request, form, caller.subject, held_id)
    return await _page(request, caller, door, one, written or Filled(form))


@router.post("/advis/{held_id}", dependencies=[Depends(_written), OwnForm])
async def act(
    request: Request,
    held_id: UUID,
    caller: Registering,
    door: Door,
    form_id: Annotated[UUID, Posted()],
    verb: Annotated[Verb, Posted()],
) -> Response:
    """Apply it to the overview, or put it aside; the bridge decides, and of a death after two people."""
    token = request.state.token
    one = await read_one_held(door, token, held_id)
    form = _form(one)
    filled = Filled(form, (), await texts(request, form), form_id).checked()
    if verb == "apply" and form is SETTLE_WHOSE and not filled.text("cpr"):
        filled = replace(filled, wrong={**filled.wrong, "cpr": NUMBER.missing})
    if filled.wrong:
        return await _page(request, caller, door, one, replace(filled, status=422))
    try:
        body = filled.body()
        if verb == "apply" and form is SETTLE_WHOSE:
            found = await door.services.ask(
                token, FIND.service, Filled(FIND).path(None), {"cpr": filled.text("cpr")}
            )
            body["citizen_id"] = found["citizen_id"]
        await settle(door, token, one, verb, body, form_id)
    except Refused as why:
        refused = filled.because(why.kind, why.status, why.text, why.wrong).again(Filled(form))
        return await _page(request, caller, door, one, refused)
    is_first = verb == "apply" and held_shown(one, danish_day(datetime.now(UTC)), {}, {}, "").needs_another
    await door.sessions.announce(session_of(request), "confirm" if is_first else verb, CitizenId(PAGE))
    return to("/advis")


def _form(one: Mapping[str, Any]) -> Form:
    return SETTLE if one["citizen_id"] else SETTLE_WHOSE


async def _shown(door: OverviewDoor, caller: Caller, held: list[Mapping[str, Any]]) -> list[HeldShown]:
    citizens = [CitizenId(UUID(one)) for one in citizens_of(held)]
    names = await open_names(door, citizens, caller, "read-held") or {}
    staff = await staff_names(door)
    today = danish_day(datetime.now(UTC))
    known = {str(citizen): name for citizen, name in names.items()}
    return [held_shown(one, today, known, staff, caller.subject) for one in held]


async def _page(
    request: Request, caller: Caller, door: OverviewDoor, one: Mapping[str, Any], filled: Filled
) -> Response:
    [shown] = await _shown(door, caller, [one])
    refused = filled if filled.status >= 400 else None
    return page(request, "held_one.html", filled.status, held=shown, filled=filled, refused=refused)
