"""``/borgere/{citizen}/samtykke/{verb}``: giving a consent, making one less, taking one back: shown first.

What is saved is what was shown: the form that saves stands below the difference, and holds what made it.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Annotated
from uuid import UUID, uuid5

from fastapi import APIRouter, Depends, Query, Request
from fastapi import Form as Posted
from starlette.responses import Response

from samspil.overview.api.doors import Door, OverviewDoor
from samspil.overview.api.kept_form import given_back, posted, texts
from samspil.overview.api.page import RegisteringWithCase, page
from samspil.overview.api.posted_thing import posted_thing
from samspil.overview.api.see_sharing import Sharing, see_sharing
from samspil.overview.api.services import Act, Refused
from samspil.overview.api.show_done import done
from samspil.overview.pages.consent_forms import cases, giving, narrowing, withdrawing
from samspil.overview.pages.difference import Difference, differences
from samspil.overview.pages.form import Filled, Form, Thing
from samspil.overview.pages.forms.consent import FORMS, GIVE, NARROW, WITHDRAW
from samspil.overview.pages.sharing_page import consent_shown
from samspil.overview.storage.queries import read_elsewhere
from samspil.rulebook.law import in_force
from samspil.vocabulary.citizen_id import CitizenId
from samspil.vocabulary.ids import uuid7
from samspil.web import problem_types
from samspil.web.auth import Caller
from samspil.web.door import Citizen
from samspil.web.problems import Problem
from samspil.web.session import OwnForm, OwnHost

router = APIRouter(include_in_schema=False, dependencies=[OwnHost])

TITLES = {
    GIVE.name: "Nyt samtykke",
    NARROW.name: "Gør samtykket mindre",
    WITHDRAW.name: "Træk samtykke tilbage",
}
BY_VERB = {form.name.partition("/")[2]: form for form in FORMS}
CANNOT_BE_SHOWN = "Forskellen kan ikke vises lige nu. Samtykket kan stadig trækkes tilbage."


async def _written(request: Request, citizen: Citizen, verb: str) -> None:
    """Whoever was signed out meanwhile gets back what they wrote."""
    if form := BY_VERB.get(verb):
        kept = await posted(request, form, request.url.path)
        ting = f"?ting={kept.things[0].partition('.')[0]}" if kept.things else ""
        request.state.kept_form = replace(kept, address=kept.address + ting)


@router.get("/borgere/{citizen_id}/samtykke/{verb}")
async def show(
    request: Request,
    citizen: Citizen,
    verb: str,
    caller: RegisteringWithCase,
    door: Door,
    ting: str = "",
    to_sectors: str = "",
    from_sector: str = "",
    kinds: Annotated[list[str], Query(max_length=100)] = [],  # noqa: B006  FastAPI copies it
) -> Response:
    """The form; one that asks nothing shows at once what it would change."""
    form, seen = _form(verb), await see_sharing(citizen, caller, door)
    chosen = {"to_sectors": to_sectors, "from_sector": from_sector, "kinds": " ".join(kinds)}
    kept = await given_back(request, form, caller.subject, citizen)
    written = kept.written if kept else chosen if to_sectors and from_sector else None
    filled = _offer(door, seen, form, ting, written)
    if form is WITHDRAW and filled:
        return await _preview(request, citizen, door, seen, filled)
    return _shown(request, citizen, seen, filled, kept=kept)


@router.post("/borgere/{citizen_id}/samtykke/{verb}", dependencies=[Depends(_written), OwnForm])
async def act(
    request: Request,
    citizen: Citizen,
    verb: str,
    caller: RegisteringWithCase,
    door: Door,
    form_id: Annotated[UUID, Posted()],
    thing: Annotated[str, Posted()] = "",
    saves: Annotated[str, Posted(alias="gem")] = "",
) -> Response:
    """Show what it would change, or do what was shown; what was refused is shown with why."""
    form = _form(verb)
    about = posted_thing(thing) if form.changes else None
    if form is WITHDRAW and about:
        filled = Filled(WITHDRAW, (about,), id=form_id)  # it needs nothing that could fail to be read
        return await _do(request, citizen, caller, door, filled)
    seen = await see_sharing(citizen, caller, door)
    offer = _offer(door, seen, form, str(about.id) if about else "", await texts(request, form))
    if offer is None:
        raise Problem(problem_types.CONFLICT)
    if offer.thing != about:
        stale = problem_types.STALE_VERSION
        return _shown(request, citizen, seen, offer.because(stale.slug, stale.status, stale.danish, {}))
    filled = replace(offer, id=form_id).checked()
    if filled.wrong:
        return _shown(request, citizen, seen, replace(filled, status=422))
    if not saves:
        return await _preview(request, citizen, door, seen, filled)
    return await _do(request, citizen, caller, door, filled)


def _form(verb: str) -> Form:
    if verb not in BY_VERB:
        raise Problem(problem_types.NOT_FOUND)
    return BY_VERB[verb]


def _offer(
    door: OverviewDoor, seen: Sharing, form: Form, ting: str, written: Mapping[str, str] | None
) -> Filled | None:
    """The form with what can be chosen now; None where there is nothing that it could be about."""
    if form is GIVE:
        of = cases(seen.view, seen.units)
        return giving(of, in_force(door.law, seen.today), seen.today, written) if of else None
    consent = seen.consent(ting)
    if consent is None and form is WITHDRAW and not seen.is_whole:
        return Filled(WITHDRAW, (posted_thing(f"{ting}.0"),))  # it may be there, and no version is asked for
    if consent is None:
        raise Problem(problem_types.CONFLICT)
    return narrowing(consent, written) if form is NARROW else withdrawing(consent)


async def _preview(
    request: Request, citizen: CitizenId, door: OverviewDoor, seen: Sharing, filled: Filled
) -> Response:
    try:
        told = await door.services.ask(
            request.state.token,
            "overview",
            filled.path(citizen, filled.thing) + "/preview",
            filled.body(),
            filled.seen,
        )
    except Refused as why:
        if filled.form is WITHDRAW:
            return _shown(request, citizen, seen, filled, unseen=CANNOT_BE_SHOWN)
        return _shown(request, citizen, seen, _refused(filled, why, seen))
    return _shown(
        request, citizen, seen, filled, difference=differences(told["receivers"]), waits=told["waits"]
    )


async def _do(
    request: Request, citizen: CitizenId, caller: Caller, door: OverviewDoor, filled: Filled
) -> Response:
    thing = filled.thing
    key = uuid5(filled.id, str(thing.id)) if thing else filled.id
    elsewhere = await read_elsewhere(door.store.pool, citizen) if thing else {}
    file = elsewhere.get(thing.id, citizen) if thing else citizen
    act = Act(filled.form.service, filled.path(file, thing), filled.body(), key, filled.seen)
    try:
        version = (await door.services.act(request.state.token, act)).version
    except Refused as why:
        seen = await see_sharing(citizen, caller, door)
        return _shown(request, citizen, seen, _refused(filled, why, seen))
    return await done(request, citizen, door, filled.form, version, file)


def _refused(filled: Filled, why: Refused, seen: Sharing) -> Filled:
    """As it was written, on what stands now; sent again it is another act, but where nobody answered."""
    refused = filled.because(why.kind, why.status, why.text, why.wrong)
    if why.status >= 500:
        return refused
    stands = seen.consent(str(filled.thing.id)) if filled.thing else None
    things = (Thing(stands.id, stands.version),) if stands else filled.things
    return replace(refused, id=uuid7(), things=things)


def _shown(
    request: Request,
    citizen: CitizenId,
    seen: Sharing,
    filled: Filled | None,
    *,
    kept: Filled | None = None,
    difference: tuple[Difference, ...] = (),
    waits: bool = False,
    unseen: str = "",
) -> Response:
    consent = seen.consent(str(filled.thing.id)) if filled and filled.thing else None
    return page(
        request,
        "consent.html",
        filled.status if filled else 200,
        citizen=citizen,
        name=seen.name,
        title=TITLES[filled.form.name if filled else GIVE.name],
        filled=filled,
        refused=filled if filled and filled.status >= 400 else None,
        about=consent_shown(consent, seen.today, cases(seen.view, seen.units)) if consent else None,
        kept=kept,
        difference=difference,
        waits=waits,
        unseen=unseen,
        example=seen.today + timedelta(weeks=26),
    )
