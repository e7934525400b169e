"""``/borgere/{citizen}/deling``: who is told what about the citizen, and on which basis."""

from datetime import UTC, datetime

from fastapi import APIRouter, Request
from starlette.responses import Response

from samspil.overview.api.doors import Door
from samspil.overview.api.page import PageStaff, page
from samspil.overview.domain.disclose import disclose
from samspil.overview.domain.receiver import Receiver
from samspil.overview.pages.citizen_page import NAMELESS
from samspil.overview.pages.sharing_page import sharing_page
from samspil.overview.storage.queries import read_view
from samspil.vocabulary.copenhagen import danish_day
from samspil.web import problem_types
from samspil.web.door import Citizen
from samspil.web.problems import Problem
from samspil.web.session import OwnHost

router = APIRouter(include_in_schema=False, dependencies=[OwnHost])


@router.get("/borgere/{citizen_id}/deling")
async def show(request: Request, citizen: Citizen, caller: PageStaff, door: Door) -> Response:
    """The explanation; of the citizen only the name is opened."""
    view = await read_view(door.store.pool, citizen)
    if view is None:
        raise Problem(problem_types.UNKNOWN_CITIZEN)
    who = view.citizen.who
    tokens = {"citizen.who.name": who.name} if who else {}
    opened = await door.keyring.open(citizen, tokens, caller.access("read-sharing"))
    today = danish_day(datetime.now(UTC))
    disclosures = [
        disclose(view, receiver, door.law, today, door.rules.municipalities) for receiver in Receiver
    ]
    return page(
        request,
        "sharing.html",
        page=sharing_page(view, disclosures, today),
        citizen=citizen,
        name=opened.get("citizen.who.name", NAMELESS),
    )
