"""``/mine-borgere``: the citizens whom the reader helps, stands in for or coordinates."""

from dataclasses import replace
from datetime import UTC, datetime

from fastapi import APIRouter, Request
from starlette.responses import Response

from samspil.overview.api.doors import Door
from samspil.overview.api.open_names import NAME, NAMES_AT_MOST
from samspil.overview.api.page import PageStaff, page
from samspil.overview.domain.case_at_hand import ties
from samspil.overview.pages.own_citizens_page import own_citizens_page
from samspil.overview.storage.own_citizens import read_citizens_by_name
from samspil.overview.storage.queries import read_views
from samspil.rulebook.case_at_hand import relation
from samspil.vocabulary.copenhagen import danish_day
from samspil.web.session import OwnHost

router = APIRouter(include_in_schema=False, dependencies=[OwnHost])


@router.get("/mine-borgere")
async def show(request: Request, caller: PageStaff, door: Door) -> Response:
    """Of each the plan, the next meeting and the last contact; the names are opened, and each is logged.

    While the keyring is away they stand there without names.
    """
    now = datetime.now(UTC)
    today = danish_day(now)
    own = await read_citizens_by_name(door.store.pool, caller.subject, today, NAMES_AT_MOST)
    found = {citizen: view for citizen, (view, _) in (await read_views(door.store.pool, own)).items()}
    tokens = {
        citizen: {NAME: view.citizen.who.name} if view.citizen.who else {} for citizen, view in found.items()
    }
    looks = {
        citizen: replace(caller, relation=relation(ties(view), caller.subject, caller.units, today)).access(
            "own-citizens"
        )
        for citizen, view in found.items()
    }
    opened = await door.open_each(tokens, looks)
    names = {citizen: texts.get(NAME) for citizen, texts in (opened or {}).items()}
    shown = own_citizens_page(
        {citizen: view for citizen, view in found.items() if opened is None or citizen in opened},
        names,
        caller.subject,
        now,
        door.rules.municipalities,
        is_nameless=opened is None,
        is_part=len(own) == NAMES_AT_MOST,
    )
    return page(request, "own_citizens.html", page=shown)
