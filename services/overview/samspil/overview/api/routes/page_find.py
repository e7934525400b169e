"""``/find``: a citizen found by number, which stands in no address, and a file opened for a stranger."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Request
from fastapi import Form as Posted
from starlette.responses import Response

from samspil.overview.api.doors import Door
from samspil.overview.api.kept_form import given_back, posted, texts
from samspil.overview.api.open_names import open_names
from samspil.overview.api.page import PageStaff, to
from samspil.overview.api.services import Act, Refused
from samspil.overview.api.show_done import registered
from samspil.overview.api.show_find import FindPage, There, show_find
from samspil.overview.pages.danish import listed
from samspil.overview.pages.form import Filled
from samspil.overview.pages.forms.access import FIND_ANYWAY
from samspil.overview.pages.forms.citizen import FIND, NUMBER, OPEN_CONTACT, REGISTER
from samspil.vocabulary.citizen_id import CitizenId
from samspil.web.auth import Caller
from samspil.web.problem_types import NO_CASE_AT_HAND, UNKNOWN_CITIZEN
from samspil.web.session import OwnForm, OwnHost, session_of

router = APIRouter(include_in_schema=False, dependencies=[OwnHost])


async def _written(request: Request) -> None:
    """Whoever was signed out meanwhile gets back what they wrote."""
    request.state.kept_form = await posted(request, REGISTER, "/find")


@router.get("/find")
async def ask(request: Request, caller: PageStaff, door: Door) -> Response:
    """What to search by, and whose page was opened last; opening their names is logged.

    The form of registering is there with what was written in it before signing in again.
    """
    register = await given_back(request, REGISTER, caller.subject)
    last = await door.sessions.recent(session_of(request))
    recent = await open_names(door, last, caller, "recently-opened")
    return show_find(request, FindPage(register=register, is_kept=True, recent=recent))


@router.post("/find", dependencies=[OwnForm])
async def find(
    request: Request, caller: PageStaff, door: Door, cpr: Annotated[str, Posted()] = ""
) -> Response:
    """Lead to the citizen; who is not found can be registered under the number."""
    asked = Filled(FIND, written={"cpr": cpr}).checked()
    if asked.wrong:
        return show_find(request, FindPage(replace(asked, status=422)))
    return await _led(request, caller, door, asked)


@router.post("/find/begrundet", dependencies=[OwnForm])
async def find_anyway(request: Request, caller: PageStaff, door: Door) -> Response:
    """The same for whoever has no case of the citizen's at hand, with why they have to look."""
    asked = Filled(FIND_ANYWAY, written=await texts(request, FIND_ANYWAY)).checked()
    if asked.wrong:
        return show_find(request, FindPage(anyway=replace(asked, status=422)))
    return await _led(request, caller, door, asked)


@router.post("/find/opret", dependencies=[Depends(_written), OwnForm])
async def register(
    request: Request, caller: PageStaff, door: Door, form_id: Annotated[UUID, Posted()]
) -> Response:
    """Open the file, and lead to the citizen; who has one already is led to it, where nothing differs."""
    filled = Filled(REGISTER, (), await texts(request, REGISTER), form_id).checked()
    if filled.wrong:
        return show_find(request, FindPage(register=replace(filled, status=422)))
    act = Act(REGISTER.service, filled.path(None), filled.body(), filled.id)
    try:
        done = await door.services.act(request.state.token, act)
    except Refused as why:
        refused = filled.because(why.kind, why.status, why.text, why.wrong)
        return show_find(request, FindPage(register=refused.again(Filled(REGISTER))))
    citizen = CitizenId(UUID(done.told["citizen_id"]))
    if differs := done.told.get("differs"):
        return show_find(request, FindPage(there=There(citizen, listed(_labels(differs)).capitalize())))
    if not done.is_new:
        return to(f"/borgere/{citizen}")
    return await registered(request, citizen, door, REGISTER, done.version)


@router.get("/find/uden-cpr")
async def ask_contact(request: Request, caller: PageStaff) -> Response:
    """The form for somebody without a number, with what was written in it before signing in again."""
    kept = await given_back(request, OPEN_CONTACT, caller.subject)
    contact = kept or Filled(OPEN_CONTACT, written={"acting_municipality": caller.municipality or ""})
    return show_find(request, FindPage(contact=contact, is_kept=kept is not None))


async def _written_contact(request: Request) -> None:
    request.state.kept_form = await posted(request, OPEN_CONTACT, "/find/uden-cpr")


@router.post("/find/uden-cpr", dependencies=[Depends(_written_contact), OwnForm])
async def open_contact(
    request: Request, caller: PageStaff, door: Door, form_id: Annotated[UUID, Posted()]
) -> Response:
    """Open a file without a number, and lead to the citizen."""
    filled = Filled(OPEN_CONTACT, (), await texts(request, OPEN_CONTACT), form_id).checked()
    if filled.wrong:
        return show_find(request, FindPage(contact=replace(filled, status=422)))
    act = Act(OPEN_CONTACT.service, filled.path(None), filled.body(), filled.id)
    try:
        done = await door.services.act(request.state.token, act)
    except Refused as why:
        refused = filled.because(why.kind, why.status, why.text, why.wrong)
        return show_find(request, FindPage(contact=refused.again(Filled(OPEN_CONTACT))))
    citizen = CitizenId(UUID(done.told["citizen_id"]))
    return await registered(request, citizen, door, OPEN_CONTACT, done.version)


async def _led(request: Request, caller: Caller, door: Door, asked: Filled) -> Response:
    """To the citizen of the number; or the page again, with what can be done instead."""
    try:
        found = await door.services.ask(request.state.token, FIND.service, asked.path(None), asked.body())
    except Refused as why:
        return _not_found(request, caller, asked, why)
    return to(f"/borgere/{UUID(found['citizen_id'])}")


def _not_found(request: Request, caller: Caller, asked: Filled, why: Refused) -> Response:
    number = asked.text("cpr")
    if why.kind == UNKNOWN_CITIZEN.slug:
        kept = {"cpr": number, "acting_municipality": caller.municipality or ""}
        return show_find(
            request, FindPage(Filled(FIND, written=asked.written), register=Filled(REGISTER, written=kept))
        )
    if why.kind == NO_CASE_AT_HAND.slug:
        return show_find(request, FindPage(anyway=Filled(FIND_ANYWAY, written={"cpr": number})))
    wrong = {name: NUMBER.missing if name == "cpr" else text for name, text in why.wrong.items()}
    refused = asked.because(why.kind, why.status, why.text, wrong)
    return show_find(request, FindPage(anyway=refused) if asked.form is FIND_ANYWAY else FindPage(refused))


def _labels(differs: Iterable[str]) -> list[str]:
    """As the form calls them."""
    names = {one.name: one.label.lower() for one in REGISTER.fields}
    return [names[one] for one in differs if one in names]
