"""``/min-side/{things}/{verb}``: what the citizen does about their own, sent on to its REST route."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Annotated
from uuid import UUID, uuid5

from fastapi import APIRouter, Request
from fastapi import Form as Posted
from starlette.responses import Response

from samspil.overview.api.doors import Door, OverviewDoor
from samspil.overview.api.kept_form import texts
from samspil.overview.api.own_pages import AtHome, PageAtHome
from samspil.overview.api.page import page, to
from samspil.overview.api.posted_thing import posted_thing
from samspil.overview.api.see_own import read_own, see_own
from samspil.overview.api.services import Act, Refused
from samspil.overview.api.show_done import announce
from samspil.overview.pages.form import Filled, Form
from samspil.overview.pages.forms.own import HOMES, OWN, TAKE_BACK, WANT_ANOTHER
from samspil.overview.pages.own_plan import Helper
from samspil.overview.pages.own_sharing_page import ConsentShown, consent_shown
from samspil.vocabulary.copenhagen import danish_day
from samspil.web import problem_types
from samspil.web.problems import Problem
from samspil.web.session import OwnForm, OwnHost

STALE = problem_types.STALE_VERSION.slug
"""Something else was written meanwhile: what was written here stands, and can be sent again as it is."""

router = APIRouter(prefix="/min-side", include_in_schema=False, dependencies=[OwnHost])


@router.get("/{things}/{verb}")
async def show(
    request: Request, things: str, verb: str, at_home: PageAtHome, door: Door, ting: str = ""
) -> Response:
    """What it asks, and what it is about."""
    form = _form(f"{things}/{verb}")
    filled = await _offer(door, at_home, form, ting)
    if filled is None:
        raise Problem(problem_types.CONFLICT)
    return await _shown(request, door, at_home, filled)


@router.post("/{things}/{verb}", dependencies=[OwnForm])
async def act(
    request: Request,
    things: str,
    verb: str,
    at_home: PageAtHome,
    door: Door,
    form_id: Annotated[UUID, Posted()],
    thing: Annotated[str, Posted()] = "",
) -> Response:
    """Do it; nothing of the citizen has to be read for that. What was refused is shown with why."""
    form = _form(f"{things}/{verb}")
    about = (posted_thing(thing),) if form.changes else ()
    filled = Filled(form, about, await texts(request, form), form_id).checked()
    if filled.wrong:
        return await _shown(request, door, at_home, replace(filled, status=422))
    key = uuid5(form_id, str(about[0].id)) if about else form_id
    path = filled.path(at_home.citizen, filled.thing)
    try:
        asked = Act(form.service, path, filled.body(), key, filled.seen, bool(form.asked))
        version = (await door.services.act(request.state.token, asked)).version
    except Refused as why:
        refused = filled.because(why.kind, why.status, why.text, why.wrong)
        stands = await _offer(door, at_home, form, _ting(filled)) if why.kind == STALE else None
        return await _shown(request, door, at_home, refused.again(stands) if stands else refused)
    await announce(request, at_home.citizen, door, form, version)
    return to(HOMES[form.name])


def _form(name: str) -> Form:
    if name not in OWN:
        raise Problem(problem_types.NOT_FOUND)
    return OWN[name]


async def _offer(door: OverviewDoor, at_home: AtHome, form: Form, ting: str) -> Filled | None:
    """The form as it can be filled in now; None where there is nothing that it could be about."""
    if form is TAKE_BACK:
        _, is_whole = await read_own(door, at_home.citizen)
        # Where not all can be read it may be there, and no version is asked for.
        stands = await _consent(door, at_home, ting) is not None or not is_whole
        return Filled(TAKE_BACK, (posted_thing(f"{ting}.0"),)) if stands else None
    shown, _ = await see_own(door, at_home.citizen, at_home.caller)
    offer = shown.offers.find(form.name, ting)
    return replace(offer, form=form) if offer else None


def _ting(filled: Filled) -> str:
    return filled.named[0] if filled.named else ""


async def _helper(door: OverviewDoor, at_home: AtHome, filled: Filled) -> Helper | None:
    """Whom it is about; opening their name is logged as a look at the page that they stand on."""
    if filled.form is not WANT_ANOTHER:
        return None
    page, _ = await see_own(door, at_home.citizen, at_home.caller)
    return page.helper(_ting(filled))


async def _consent(door: OverviewDoor, at_home: AtHome, id_: str) -> ConsentShown | None:
    view, _ = await read_own(door, at_home.citizen)
    today = danish_day(datetime.now(UTC))
    found = (one for one in view.citizen.consents if str(one.id) == id_ and one.holds(today))
    return next((consent_shown(one, today) for one in found), None)


async def _shown(request: Request, door: OverviewDoor, at_home: AtHome, filled: Filled) -> Response:
    about = None
    if filled.form is TAKE_BACK and filled.thing:
        about = await _consent(door, at_home, str(filled.thing.id))
    if filled.form is TAKE_BACK:
        await door.keyring.note(at_home.citizen, at_home.caller.access("read-own-sharing"), ["consents"])
    return page(
        request,
        "own_act.html",
        filled.status,
        filled=filled,
        refused=filled if filled.status >= 400 else None,
        about=about,
        helper=await _helper(door, at_home, filled),
        home=HOMES[filled.form.name],
        action=f"/min-side/{filled.form.name}",
        example=danish_day(datetime.now(UTC)),
    )
