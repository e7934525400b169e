"""``/borgere/{citizen}/{things}/{verb}``: every form of the citizen's pages, sent on to its REST route.

A form stands on the citizen's page or on its own; what was refused is shown where it stood.
The service decides: what it refuses is shown beside what was written, which is kept.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Annotated
from uuid import UUID, uuid5

from fastapi import APIRouter, Depends, Request
from fastapi import Form as Posted
from starlette.responses import Response

from samspil.overview.api.colleagues import chosen, colleagues
from samspil.overview.api.doors import Door
from samspil.overview.api.kept_form import given_back, posted, texts
from samspil.overview.api.page import WithCase
from samspil.overview.api.posted_thing import posted_thing
from samspil.overview.api.services import Act, Refused
from samspil.overview.api.show_citizen import show_citizen, show_form
from samspil.overview.api.show_done import done
from samspil.overview.pages.form import Filled, Form
from samspil.overview.pages.forms import FORMS
from samspil.overview.pages.forms.messages import PAGE as MESSAGES
from samspil.overview.pages.forms.plan_goals import PAGE as PLAN
from samspil.overview.storage.queries import read_elsewhere
from samspil.vocabulary.citizen_id import CitizenId
from samspil.web import problem_types
from samspil.web.door import Citizen
from samspil.web.problems import Problem
from samspil.web.session import OwnForm, OwnHost


async def _written(request: Request, things: str, verb: str) -> None:
    """Before anybody is asked who they are: whoever was signed out meanwhile gets back what they wrote."""
    if form := FORMS.get(f"{things}/{verb}"):
        filled = Filled(form, written=await texts(request, form))
        request.state.written = filled.words
        kept = await posted(request, form, request.url.path)
        ting = kept.things[0].partition(".")[0] if kept.things and not form.answers_all else ""
        request.state.kept_form = replace(kept, address=kept.address + (f"?ting={ting}" if ting else ""))


router = APIRouter(include_in_schema=False, dependencies=[OwnHost])

OWN_PAGE = "own"
"""What a form says in ``here`` when it stands on its own page."""
PAGES = {"plan": PLAN, "beskeder": MESSAGES}
"""What a form says there that stands on several pages, and is done, or refused, on none of the others."""


@router.get("/borgere/{citizen_id}/{things}/{verb}")
async def show(
    request: Request, citizen: Citizen, things: str, verb: str, caller: WithCase, door: Door, ting: str = ""
) -> Response:
    """The form on a page of its own; opening it is logged as a look at the citizen."""
    form = _form(f"{things}/{verb}")
    written = await given_back(request, form, caller.subject, citizen)
    return await show_form(request, citizen, caller, door, (form.name, ting), written)


@router.post("/borgere/{citizen_id}/{things}/{verb}", dependencies=[Depends(_written), OwnForm])
async def act(
    request: Request,
    citizen: Citizen,
    things: str,
    verb: str,
    caller: WithCase,
    door: Door,
    form_id: Annotated[UUID, Posted()],
    thing: Annotated[list[str], Posted(max_length=100)] = [],  # noqa: B006  FastAPI copies it
    here: Annotated[str, Posted()] = "",
) -> Response:
    """Do it, and show the page that leads to it as it then is; what was refused is shown with why."""
    filled = await _filled(request, _form(f"{things}/{verb}"), form_id, thing)
    if filled.form.choosing:
        filled = chosen(filled, await colleagues(door, caller)).checked()
    sent = replace(filled, status=422) if filled.wrong else await _send(door, request, citizen, filled)
    if isinstance(sent, Filled):
        if here in {OWN_PAGE, *PAGES} or not sent.form.is_short:
            return await show_form(request, citizen, caller, door, sent)
        return await show_citizen(request, citizen, caller, door, sent)
    form = filled.form
    return await done(request, citizen, door, replace(form, leads_to=PAGES.get(here, form.leads_to)), *sent)


def _form(name: str) -> Form:
    form = FORMS.get(name)
    if form is None or not form.is_of_a_citizen:
        raise Problem(problem_types.NOT_FOUND)
    return form


async def _filled(request: Request, form: Form, form_id: UUID, things: list[str]) -> Filled:
    about = tuple(map(posted_thing, things))
    if bool(about) != form.changes:
        raise Problem(problem_types.INVALID_REQUEST)
    return Filled(form, about, await texts(request, form), form_id).checked()


async def _send(
    door: Door, request: Request, citizen: CitizenId, filled: Filled
) -> tuple[int, CitizenId] | Filled:
    """The highest version of what it is about, and in which file; or the form as it was refused."""
    versions: list[tuple[int, CitizenId]] = []
    elsewhere = await read_elsewhere(door.store.pool, citizen) if filled.things else {}
    try:
        for act, file in _acts(citizen, filled, elsewhere):
            versions.append(((await door.services.act(request.state.token, act)).version, file))
    except Refused as why:
        return replace(filled.because(why.kind, why.status, why.text, why.wrong), done=len(versions))
    return max(versions)


def _acts(
    citizen: CitizenId, filled: Filled, elsewhere: Mapping[UUID, CitizenId]
) -> Iterable[tuple[Act, CitizenId]]:
    """One for each thing, in the file that it lies in; each has a key of its own."""
    form, body, asks = filled.form, filled.body(), bool(filled.form.asked)
    if not filled.things:
        yield Act(form.service, filled.path(citizen), body, filled.id, asks=asks), citizen
    for one in filled.things:
        file = elsewhere.get(one.id, citizen)
        seen = one.version if form.says_version else None
        yield Act(form.service, filled.path(file, one), body, uuid5(filled.id, str(one.id)), seen, asks), file
