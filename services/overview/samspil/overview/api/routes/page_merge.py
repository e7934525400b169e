"""``/borgere/{citizen}/oplysninger/laeg-sammen``: the other file of the person, seen before it is done."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Request
from fastapi import Form as Posted
from starlette.responses import Response

from samspil.overview.api.doors import Door, OverviewDoor
from samspil.overview.api.kept_form import texts
from samspil.overview.api.open_names import open_names
from samspil.overview.api.page import RegisteringWithCase, page
from samspil.overview.api.posted_thing import posted_thing
from samspil.overview.api.seen import Seen
from samspil.overview.api.services import Act, Refused
from samspil.overview.api.show_done import done
from samspil.overview.api.show_file import see_file
from samspil.overview.pages.file_page import FilePage
from samspil.overview.pages.form import Filled, Form
from samspil.overview.pages.forms.identity import MERGE, OTHER
from samspil.vocabulary.citizen_id import CitizenId
from samspil.web import problem_types
from samspil.web.auth import Caller
from samspil.web.door import Citizen
from samspil.web.problem_types import NO_CASE_AT_HAND, UNKNOWN_CITIZEN
from samspil.web.problems import Problem
from samspil.web.session import OwnForm, OwnHost, session_of

router = APIRouter(include_in_schema=False, dependencies=[OwnHost])

NOBODY = "Skriv CPR-nummeret på den anden sag, eller vælg en borger."
WORDS = {
    UNKNOWN_CITIZEN.slug: "Der er ingen sag med det CPR-nummer.",
    NO_CASE_AT_HAND.slug: "Du har ikke en sag med den anden borger. Søg borgeren på Find borger, "
    "skriv hvorfor du skal se borgeren, og kom så tilbage hertil.",
}


@router.get("/borgere/{citizen_id}/oplysninger/laeg-sammen")
async def ask(request: Request, citizen: Citizen, caller: RegisteringWithCase, door: Door) -> Response:
    """Which other file it is: by its number, or one of those that were opened last."""
    asks = await _asks(request, citizen, caller, door)
    return await _shown(request, citizen, caller, door, Filled(asks))


@router.post("/borgere/{citizen_id}/oplysninger/laeg-sammen", dependencies=[OwnForm])
async def act(
    request: Request,
    citizen: Citizen,
    caller: RegisteringWithCase,
    door: Door,
    form_id: Annotated[UUID, Posted()],
    thing: Annotated[str, Posted()] = "",
    into: Annotated[str, Posted()] = "",
    saves: Annotated[str, Posted(alias="gem")] = "",
) -> Response:
    """Show whose the other file is, or merge with what was shown."""
    asks = await _asks(request, citizen, caller, door)
    if saves:
        filled = Filled(MERGE, (posted_thing(thing),), {"into": str(_id(into))}, form_id)
        return await _do(request, citizen, caller, door, filled, asks)
    asked = Filled(asks, (), await texts(request, asks), form_id).checked()
    if not asked.wrong and not asked.text("cpr") and not asked.text("other"):
        asked = replace(asked, wrong={"cpr": NOBODY})
    if asked.wrong:
        return await _shown(request, citizen, caller, door, replace(asked, status=422))
    try:
        other = await _other(request, door, asked)
    except Refused as why:
        text = WORDS.get(why.kind, why.text)
        refused = asked.because(why.kind, why.status, text, {"cpr": text} if why.wrong else {})
        return await _shown(request, citizen, caller, door, refused)
    return await _shown(request, citizen, caller, door, asked, other)


async def _asks(request: Request, citizen: CitizenId, caller: Caller, door: OverviewDoor) -> Form:
    """The question, with whom its person opened last."""
    last = await door.sessions.recent(session_of(request))
    names = await open_names(door, (one for one in last if one != citizen), caller, "recently-opened")
    choices = {str(one): name for one, name in (names or {}).items()}
    fields = (replace(one, choices=choices) if one.name == "other" else one for one in OTHER.fields)
    return replace(OTHER, fields=tuple(one for one in fields if one.name != "other" or choices))


async def _other(request: Request, door: OverviewDoor, asked: Filled) -> CitizenId:
    """Raises ``Refused``."""
    if not asked.text("cpr"):
        return _id(asked.text("other"))
    body: Mapping[str, str] = {"cpr": asked.text("cpr")}
    found = await door.services.ask(request.state.token, OTHER.service, OTHER.path, body)
    return CitizenId(UUID(found["citizen_id"]))


async def _do(
    request: Request, citizen: CitizenId, caller: Caller, door: OverviewDoor, filled: Filled, asks: Form
) -> Response:
    act = Act(MERGE.service, filled.path(citizen), filled.body(), filled.id, filled.seen)
    try:
        version = (await door.services.act(request.state.token, act)).version
    except Refused as why:
        refused = filled.because(why.kind, why.status, why.text, {})
        other = _id(filled.text("into"))
        return await _shown(request, citizen, caller, door, Filled(asks), other, refused)
    return await done(request, _id(filled.text("into")), door, MERGE, version, citizen)


async def _shown(
    request: Request,
    citizen: CitizenId,
    caller: Caller,
    door: OverviewDoor,
    asked: Filled,
    other: CitizenId | None = None,
    refused: Filled | None = None,
) -> Response:
    seen: Seen[FilePage] = await see_file(citizen, caller, door)
    offer = seen.page.offers.find(MERGE.name, "")
    named = await open_names(door, [other], caller, "merge-files") if other else {}
    refused = refused or (asked if asked.status >= 400 else None)
    return page(
        request,
        "merge.html",
        refused.status if refused else 200,
        citizen=citizen,
        page=seen.page,
        asked=asked,
        other=other,
        name=(named or {}).get(other) if other else None,
        filled=replace(offer, written={"into": str(other)}) if offer and other else None,
        offered=offer is not None,
        refused=refused,
    )


def _id(text: str) -> CitizenId:
    try:
        return CitizenId(UUID(text))
    except ValueError:
        raise Problem(problem_types.INVALID_REQUEST) from None
