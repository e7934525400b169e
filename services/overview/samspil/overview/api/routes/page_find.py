"""``/find``: a citizen found by number, which stands in no address, and a file opened for a stranger."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Request
from fastapi import Form as Posted
from starlette.responses import Response

from samspil.overview.api.doors import Door
from samspil.overview.api.kept_form import given_back, posted, texts
from samspil.overview.api.open_names import open_names
from samspil.overview.api.page import PageStaff, page, to
from samspil.overview.api.services import Act, Refused
from samspil.overview.api.show_done import registered
from samspil.overview.pages.danish import listed
from samspil.overview.pages.form import Filled
from samspil.overview.pages.forms.citizen import FIND, NUMBER, REGISTER
from samspil.vocabulary.citizen_id import CitizenId
from samspil.web.problem_types import UNKNOWN_CITIZEN
from samspil.web.session import OwnForm, OwnHost, session_of

router = APIRouter(include_in_schema=False, dependencies=[OwnHost])

NOBODY: Mapping[CitizenId, str] = {}


@dataclass(frozen=True, slots=True)
class There:
    """Somebody who was registered again, and what was written otherwise than it stands in the file."""

    citizen: CitizenId
    differs: str


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
    recent = await open_names(door, last, caller.access("recently-opened"))
    return _show(request, Filled(FIND), register, is_kept=True, recent=recent)


@router.post("/find", dependencies=[OwnForm])
async def find(
    request: Request, caller: PageStaff, door: Door, cpr: Annotated[str, Posted()] = ""
) -> Response:
    """Lead to the citizen; who is not found can be registered under the number."""
    asked = Filled(FIND, written={"cpr": cpr}).checked()
    if asked.wrong:
        return _show(request, replace(asked, status=422))
    try:
        found = await door.services.ask(request.state.token, FIND.service, asked.path(None), asked.body())
    except Refused as why:
        if why.kind == UNKNOWN_CITIZEN.slug:
            kept = {"cpr": asked.text("cpr"), "acting_municipality": caller.municipality or ""}
            return _show(request, asked, Filled(REGISTER, written=kept))
        wrong = dict.fromkeys(why.wrong, NUMBER.missing)
        return _show(request, asked.because(why.kind, why.status, why.text, wrong))
    return to(f"/borgere/{UUID(found['citizen_id'])}")


@router.post("/find/opret", dependencies=[Depends(_written), OwnForm])
async def register(
    request: Request, caller: PageStaff, door: Door, form_id: Annotated[UUID, Posted()]
) -> Response:
    """Open the file, and lead to the citizen; who has one already is led to it, where nothing differs."""
    filled = Filled(REGISTER, (), await texts(request, REGISTER), form_id).checked()
    if filled.wrong:
        return _show(request, Filled(FIND), replace(filled, status=422))
    act = Act(REGISTER.service, filled.path(None), filled.body(), filled.id)
    try:
        done = await door.services.act(request.state.token, act)
    except Refused as why:
        refused = filled.because(why.kind, why.status, why.text, why.wrong)
        return _show(request, Filled(FIND), refused.again(Filled(REGISTER)))
    citizen = CitizenId(UUID(done.told["citizen_id"]))
    if differs := done.told.get("differs"):
        return _show(request, Filled(FIND), there=There(citizen, listed(_labels(differs)).capitalize()))
    if not done.is_new:
        return to(f"/borgere/{citizen}")
    return await registered(request, citizen, door, REGISTER, done.version)


def _labels(differs: Iterable[str]) -> list[str]:
    """As the form calls them."""
    names = {one.name: one.label.lower() for one in REGISTER.fields}
    return [names[one] for one in differs if one in names]


def _show(
    request: Request,
    find: Filled,
    register: Filled | None = None,
    *,
    is_kept: bool = False,
    recent: Mapping[CitizenId, str] | None = NOBODY,
    there: There | None = None,
) -> Response:
    """The page; a form that was refused stands there as it was written.

    ``recent`` are names to open again, None while they cannot be opened.
    """
    shown = register or find
    refused = shown if shown.status >= 400 else None
    status = refused.status if refused else 200
    values = {
        "find": find,
        "register": register,
        "refused": refused,
        "is_kept": is_kept,
        "late": "",
        "there": there,
    }
    return page(request, "find.html", status, **values, recent=recent)
