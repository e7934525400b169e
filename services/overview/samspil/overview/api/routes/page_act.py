"""``/borgere/{citizen}/{things}/{verb}``: every form of the citizen's pages, sent on to its REST route.

The service decides: what it refuses is shown beside what was written, which is kept.
"""

from dataclasses import replace
from typing import Annotated
from uuid import UUID, uuid5

from fastapi import APIRouter, Depends, Request
from fastapi import Form as Posted
from starlette.responses import Response

from samspil.overview.api.doors import Door
from samspil.overview.api.page import PageStaff, to
from samspil.overview.api.services import Act, Refused
from samspil.overview.api.show_citizen import show_citizen
from samspil.overview.api.wait_until_heard import wait_until_heard
from samspil.overview.pages.form import Filled, Form, Thing
from samspil.overview.pages.forms import FORMS
from samspil.vocabulary.citizen_id import CitizenId
from samspil.web import problem_types
from samspil.web.door import Citizen
from samspil.web.problems import Problem
from samspil.web.session import OwnForm, OwnHost, session_of


async def _written(request: Request, things: str, verb: str) -> None:
    """Before anybody is asked who they are: whoever was signed out meanwhile is shown what they wrote."""
    if form := FORMS.get(f"{things}/{verb}"):
        request.state.written = Filled(form, written=await _texts(request, form)).words


router = APIRouter(include_in_schema=False, dependencies=[OwnHost, Depends(_written), OwnForm])


@router.post("/borgere/{citizen_id}/{things}/{verb}")
async def act(
    request: Request,
    citizen: Citizen,
    things: str,
    verb: str,
    caller: PageStaff,
    door: Door,
    form_id: Annotated[UUID, Posted()],
    thing: Annotated[list[str], Posted(max_length=100)] = [],  # noqa: B006  FastAPI copies it
) -> Response:
    """Do it, and show the page as it then is; what was refused is shown with why."""
    filled = await _filled(request, f"{things}/{verb}", form_id, thing)
    if filled.wrong:
        return await show_citizen(request, citizen, caller, door, replace(filled, status=422))
    try:
        version = await _send(door, request.state.token, citizen, filled)
    except Refused as why:
        refused = filled.because(why.kind, why.status, why.text, why.wrong)
        return await show_citizen(request, citizen, caller, door, refused)
    if filled.form.topic:
        await wait_until_heard(door.store.pool, citizen, filled.form.topic, version)
    await door.sessions.announce(session_of(request), filled.form.name, citizen)
    return to(f"/borgere/{citizen}")


async def _filled(request: Request, name: str, form_id: UUID, things: list[str]) -> Filled:
    form = FORMS.get(name)
    if form is None or not form.is_of_a_citizen:
        raise Problem(problem_types.NOT_FOUND)
    try:
        about = tuple(map(Thing.read, things))
    except ValueError:
        raise Problem(problem_types.INVALID_REQUEST) from None
    if bool(about) != form.changes:
        raise Problem(problem_types.INVALID_REQUEST)
    return Filled(form, about, await _texts(request, form), form_id).checked()


async def _texts(request: Request, form: Form) -> dict[str, str]:
    posted = await request.form()
    return {one.name: text for one in form.fields if isinstance(text := posted.get(one.name), str)}


async def _send(door: Door, token: str, citizen: CitizenId, filled: Filled) -> int:
    """The highest version of what it is about."""
    form, body = filled.form, filled.body()
    if not filled.things:
        act = Act(form.service, filled.path(citizen), body, filled.id)
        return (await door.services.act(token, act)).version
    versions = []
    for one in filled.things:
        seen = one.version if form.says_version else None
        asked = Act(form.service, filled.path(citizen, one), body, uuid5(filled.id, str(one.id)), seen)
        versions.append((await door.services.act(token, asked)).version)
    return max(versions)
