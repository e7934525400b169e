"""``/``: the work list of whoever is signed in."""

from datetime import UTC, datetime

from fastapi import APIRouter, Request
from starlette.responses import Response

from samspil.overview.api.doors import Door
from samspil.overview.api.page import PageStaff, page
from samspil.overview.domain.open_work import Work
from samspil.overview.pages.citizen_page import NAMELESS
from samspil.overview.pages.work_list_page import Waiting, work_list_page
from samspil.overview.storage.queries import read_names, read_waiting
from samspil.sealing.access import Access
from samspil.sealing.errors import KeyDestroyed, UnknownCitizen
from samspil.vocabulary.citizen_id import CitizenId
from samspil.vocabulary.copenhagen import danish_day
from samspil.vocabulary.sealed import Sealed
from samspil.web.auth import Caller, Role
from samspil.web.session import OwnHost

router = APIRouter(include_in_schema=False, dependencies=[OwnHost])

NAME = "citizen.who.name"
"""The field as the access log knows it."""

SHOWN_AT_MOST = 50
"""Each name that is opened is an access: nobody reads more lines than these at once."""


@router.get("/")
async def show(request: Request, caller: PageStaff, door: Door) -> Response:
    """What waits for the caller, the most urgent first; of each citizen only the name is opened."""
    waits = await read_waiting(door.store.pool, *wanted(caller), SHOWN_AT_MOST)
    sealed = await read_names(door.store.pool, {citizen for citizen, _ in waits.tasks})
    why = caller.access("work-list")
    names = {citizen: await _name(door, citizen, name, why) for citizen, name in sealed.items()}
    lines = [Waiting(citizen, name, task) for citizen, task in waits.tasks if (name := names.get(citizen))]
    work_list = work_list_page(lines, waits.count, danish_day(datetime.now(UTC)))
    return page(request, "work_list.html", page=work_list)


def wanted(caller: Caller) -> tuple[tuple[Work, ...] | None, str | None]:
    """What is the caller's: who decides on referrals sees those, who supports sees what names them."""
    if caller.role is Role.VISITATOR:
        return (Work.ANSWER_REFERRAL, Work.REMIND), None
    return None, caller.subject if caller.role is Role.SUPPORT_WORKER else None


async def _name(door: Door, citizen: CitizenId, name: Sealed | None, why: Access) -> str | None:
    """The citizen's name; None for one who was erased. A line is a look, also where there is no name yet."""
    try:
        opened = await door.keyring.open(citizen, {NAME: name} if name else {}, why)
    except (KeyDestroyed, UnknownCitizen):
        return None
    return opened.get(NAME, NAMELESS)
