"""``/``: the work list of whoever is signed in."""

from datetime import UTC, datetime

from fastapi import APIRouter, Request
from starlette.responses import Response

from samspil.overview.api.doors import Door
from samspil.overview.api.page import PageStaff, page
from samspil.overview.domain.open_work import Task, Work, open_work
from samspil.overview.domain.view import View
from samspil.overview.pages.citizen_page import NAMELESS
from samspil.overview.pages.work_list_page import Waiting, work_list_page
from samspil.overview.storage.queries import read_waiting
from samspil.sealing.access import Access
from samspil.sealing.errors import KeyDestroyed, UnknownCitizen
from samspil.vocabulary.citizen_id import CitizenId
from samspil.vocabulary.copenhagen import danish_day
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
    views = await read_waiting(door.store.pool)
    waiting = sorted(
        (
            (citizen, task)
            for citizen, view in views.items()
            for task in open_work(view)
            if wanted(caller, task)
        ),
        key=lambda one: one[1].urgency,
    )
    shown = waiting[:SHOWN_AT_MOST]
    why = caller.access("work-list")
    names = {
        citizen: await _name(door, citizen, views[citizen], why) for citizen in {one[0] for one in shown}
    }
    lines = [Waiting(citizen, name, task) for citizen, task in shown if (name := names[citizen])]
    work_list = work_list_page(lines, len(waiting), danish_day(datetime.now(UTC)))
    return page(request, "work_list.html", page=work_list)


def wanted(caller: Caller, task: Task) -> bool:
    """Whether it is the caller's: who decides on referrals sees those, who supports sees what names them."""
    if caller.role is Role.VISITATOR:
        return task.work in {Work.ANSWER_REFERRAL, Work.REMIND}
    if caller.role is Role.SUPPORT_WORKER:
        return caller.subject in task.asked
    return True


async def _name(door: Door, citizen: CitizenId, view: View, why: Access) -> str | None:
    """The citizen's name; None for one who was erased. A line is a look, also where there is no name yet."""
    who = view.citizen.who
    try:
        opened = await door.keyring.open(citizen, {NAME: who.name} if who else {}, why)
    except (KeyDestroyed, UnknownCitizen):
        return None
    return opened.get(NAME, NAMELESS)
