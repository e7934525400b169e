"""``/advis/beskeder/{message}``: what a hospital wrote about somebody whom nobody here knows."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Request
from fastapi import Form as Posted
from starlette.responses import Response

from samspil.overview.api.doors import Door
from samspil.overview.api.held_at_region import (
    PAGE,
    MessageId,
    Registering,
    answer_wrong_place,
    look_again,
    read_one_unplaced,
)
from samspil.overview.api.kept_form import given_back, posted, texts
from samspil.overview.api.page import page, to
from samspil.overview.api.services import Act, Refused
from samspil.overview.api.show_done import registered
from samspil.overview.pages.form import Filled
from samspil.overview.pages.forms.held import REGISTER_WRITTEN_ABOUT, WRONG_PLACE
from samspil.overview.pages.held_page import unplaced_shown
from samspil.vocabulary.citizen_id import CitizenId
from samspil.vocabulary.copenhagen import danish_day
from samspil.web.auth import Caller
from samspil.web.session import OwnForm, OwnHost, session_of

router = APIRouter(include_in_schema=False, dependencies=[OwnHost])


async def _written(request: Request, message_id: MessageId) -> None:
    """Whoever was signed out meanwhile gets back what they wrote."""
    request.state.kept_form = await posted(request, REGISTER_WRITTEN_ABOUT, f"/advis/beskeder/{message_id}")


async def _answered(request: Request, message_id: MessageId) -> None:
    request.state.kept_form = await posted(request, WRONG_PLACE, f"/advis/beskeder/{message_id}")


@router.get("/advis/beskeder/{message_id}")
async def show(request: Request, message_id: MessageId, caller: Registering, door: Door) -> Response:
    """The message, and both answers to it: who it is about is registered, or we are the wrong place."""
    found = await read_one_unplaced(door, request.state.token, message_id)
    written = await given_back(request, REGISTER_WRITTEN_ABOUT, caller.subject, message_id)
    answer = await given_back(request, WRONG_PLACE, caller.subject, message_id)
    return _shown(request, found, written or _begun(found, caller), answer or Filled(WRONG_PLACE))


@router.post("/advis/beskeder/{message_id}", dependencies=[Depends(_written), OwnForm])
async def register(
    request: Request,
    message_id: MessageId,
    caller: Registering,
    door: Door,
    form_id: Annotated[UUID, Posted()],
) -> Response:
    """Open the file, have the bridge look again, and lead to the citizen."""
    token, form = request.state.token, REGISTER_WRITTEN_ABOUT
    filled = Filled(form, (), await texts(request, form), form_id).checked()
    if filled.wrong:
        found = await read_one_unplaced(door, token, message_id)
        return _shown(request, found, replace(filled, status=422), Filled(WRONG_PLACE))
    try:
        done = await door.services.act(token, Act(form.service, filled.path(None), filled.body(), form_id))
    except Refused as why:
        refused = filled.because(why.kind, why.status, why.text, why.wrong).again(Filled(form))
        found = await read_one_unplaced(door, token, message_id)
        return _shown(request, found, refused, Filled(WRONG_PLACE))
    await look_again(door, token, message_id)
    citizen = CitizenId(UUID(done.told["citizen_id"]))
    return await registered(request, citizen, door, form, done.version)


@router.post("/advis/beskeder/{message_id}/forkert-sted", dependencies=[Depends(_answered), OwnForm])
async def answer(
    request: Request,
    message_id: MessageId,
    caller: Registering,
    door: Door,
    form_id: Annotated[UUID, Posted()],
) -> Response:
    """Have whoever wrote told that we are the wrong place; then nothing of it is kept here."""
    token = request.state.token
    filled = Filled(WRONG_PLACE, (), await texts(request, WRONG_PLACE), form_id).checked()
    if not filled.wrong:
        try:
            await answer_wrong_place(door, token, message_id, filled.body(), form_id)
        except Refused as why:
            filled = filled.because(why.kind, why.status, why.text, why.wrong).again(Filled(WRONG_PLACE))
        else:
            await door.sessions.announce(session_of(request), "wrong-place", CitizenId(PAGE))
            return to("/advis")
    found = await read_one_unplaced(door, token, message_id)
    return _shown(request, found, _begun(found, caller), replace(filled, status=max(filled.status, 422)))


def _begun(found: Mapping[str, Any], caller: Caller) -> Filled:
    """The file as far as it is known from the message."""
    numbers = found["numbers"]
    known = {"cpr": numbers[0] if len(numbers) == 1 else "", "name": found["name"]}
    acting = {"acting_municipality": caller.municipality or ""}
    return Filled(REGISTER_WRITTEN_ABOUT, written=known | acting)


def _shown(request: Request, found: Mapping[str, Any], register: Filled, answer: Filled) -> Response:
    refused = next((one for one in (register, answer) if one.status >= 400), None)
    shown = unplaced_shown(found, danish_day(datetime.now(UTC)))
    status = refused.status if refused else 200
    return page(
        request, "unplaced.html", status, found=shown, register=register, answer=answer, refused=refused
    )
