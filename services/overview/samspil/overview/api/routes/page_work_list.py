"""``/``: the work list of whoever is signed in; a leader is led to the team's page."""

from datetime import UTC, datetime
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from samspil.overview.api.doors import AT_HOME, REGISTERING, Door
from samspil.overview.api.page import page, to
from samspil.overview.domain.open_work import Task
from samspil.overview.pages.citizen_page import NAMELESS
from samspil.overview.pages.work_list_page import Waiting, work_list_page
from samspil.overview.storage.queries import Names, read_names
from samspil.overview.storage.work_list import Reader, Tab, read_work_list
from samspil.sealing.access import Access
from samspil.vocabulary.citizen_id import CitizenId
from samspil.vocabulary.copenhagen import danish_day
from samspil.vocabulary.sector import Sector
from samspil.web.auth import Caller, Role
from samspil.web.session import OwnHost, signed_in

router = APIRouter(include_in_schema=False, dependencies=[OwnHost])

NAME, HELPER = "citizen.who.name", "plan.interventions.support_worker_name"
"""The fields as the access log knows them."""

AtHome = Annotated[Caller, Depends(signed_in(*AT_HOME, sector=Sector.SOCIAL))]

SHOWN_AT_MOST = 50
"""Each citizen whose name is opened is an access: nobody reads more of them at once."""


@router.get("/")
async def show(request: Request, caller: AtHome, door: Door, liste: str = Tab.MINE) -> Response:
    """What waits, the most urgent first; of each citizen only names are opened: theirs and their helpers'."""
    if caller.role is Role.LEADER:
        return to("/team")
    tab = Tab(liste) if liste in set(Tab) else Tab.MINE
    work_list = await read_work_list(door.store.pool, reader(caller), tab, SHOWN_AT_MOST)
    sealed = await read_names(door.store.pool, work_list.tasks)
    why = caller.access("work-list")
    waiting = [
        one
        for citizen, tasks in work_list.tasks.items()
        if citizen in sealed and (one := await _opened(door, citizen, tuple(tasks), sealed[citizen], why))
    ]
    today = danish_day(datetime.now(UTC))
    shown = work_list_page(tab.value, waiting, work_list.counts, today, caller, door.unit_name)
    return page(request, "work_list.html", page=shown, registers=caller.role in REGISTERING)


def reader(caller: Caller) -> Reader:
    """Whose list it is: who has the cases has also what is no one unit's."""
    return Reader(caller.subject, caller.units, has_the_rest=caller.role is Role.CASEWORKER)


async def _opened(
    door: Door, citizen: CitizenId, tasks: tuple[Task, ...], names: Names, why: Access
) -> Waiting | None:
    """None for one who was erased. A line is a look, also where there is no name yet."""
    asked = {one for task in tasks for one in task.asked}
    helpers = {who: name for who, name in names.helpers.items() if who in asked}
    tokens = {f"{HELPER}.{number}": name for number, name in enumerate(helpers.values())}
    tokens |= {NAME: names.citizen} if names.citizen else {}
    opened = await door.open_if_known(citizen, tokens, why)
    if opened is None:
        return None
    known = {who: opened[f"{HELPER}.{number}"] for number, who in enumerate(helpers)}
    return Waiting(citizen, opened.get(NAME, NAMELESS), known, tasks)
