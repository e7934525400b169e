"""``/``: the work list of whoever is signed in; a leader is led to the team's page."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from samspil.overview.api.doors import AT_HOME, REGISTERING, Door
from samspil.overview.api.open_names import NAME, NAMES_AT_MOST
from samspil.overview.api.own_pages import HOMES
from samspil.overview.api.page import page, to
from samspil.overview.domain.open_work import Task
from samspil.overview.pages.citizen_page import NAMELESS
from samspil.overview.pages.work_list_page import Waiting, work_list_page
from samspil.overview.storage.queries import Names, read_names
from samspil.overview.storage.work_list import Reader, Tab, read_work_list
from samspil.rulebook.case_at_hand import relation
from samspil.vocabulary.citizen_id import CitizenId
from samspil.vocabulary.copenhagen import danish_day
from samspil.vocabulary.sealed import Sealed
from samspil.vocabulary.sector import Sector
from samspil.web.auth import Caller, Role, refusal
from samspil.web.own import own
from samspil.web.problem_types import FORBIDDEN_ROLE, NOT_THEIR_OWN
from samspil.web.session import OwnHost, signed_in

router = APIRouter(include_in_schema=False, dependencies=[OwnHost])

HELPER = "plan.interventions.support_worker_name"
"""The field as the access log knows it."""

FIRST_PAGES = {Role.LEADER: "/team", Role.DATA_PROTECTION_OFFICER: "/adgangslog", **HOMES}
"""Where a role begins whose first page is another."""


async def _at_home(request: Request) -> Caller:
    caller = await signed_in(*AT_HOME, *FIRST_PAGES)(request)
    if caller.role in AT_HOME and caller.sector is not Sector.SOCIAL:
        raise refusal(FORBIDDEN_ROLE)
    if caller.role in HOMES and own(caller) is None:
        raise refusal(NOT_THEIR_OWN)
    return caller


AtHome = Annotated[Caller, Depends(_at_home)]
"""Social psychiatry's own; who reads the log and who comes from home, of whatever sector."""


@router.get("/")
async def show(request: Request, caller: AtHome, door: Door, liste: str = Tab.MINE) -> Response:
    """What waits, the most urgent first; of each citizen only names are opened: theirs and their helpers'.

    While the keyring is away it stands there without names.
    """
    if caller.role in FIRST_PAGES:
        return to(FIRST_PAGES[caller.role])
    today = danish_day(datetime.now(UTC))
    tab = Tab(liste) if liste in set(Tab) else Tab.MINE
    work_list = await read_work_list(door.store.pool, reader(caller), tab, NAMES_AT_MOST, today)
    sealed = await read_names(door.store.pool, work_list.tasks)
    listed = {
        citizen: (tuple(tasks), sealed[citizen])
        for citizen, tasks in work_list.tasks.items()
        if citizen in sealed
    }
    tokens = {citizen: _tokens(*of) for citizen, of in listed.items()}
    looks = {
        citizen: _known(caller, names, today).access("work-list") for citizen, (_, names) in listed.items()
    }
    opened = await door.open_each(tokens, looks)
    if opened is None:
        waiting = [Waiting(citizen, None, {}, tasks) for citizen, (tasks, _) in listed.items()]
    else:
        waiting = [_waiting(citizen, *listed[citizen], texts) for citizen, texts in opened.items()]
    shown = work_list_page(tab.value, waiting, work_list.counts, today, caller, door.unit_name)
    return page(request, "work_list.html", page=shown, registers=caller.role in REGISTERING)


def reader(caller: Caller) -> Reader:
    """Whose list it is: caseworkers see to what is no one unit's, beside the coordinator."""
    return Reader(caller.subject, caller.units, has_the_rest=caller.role is Role.CASEWORKER)


def _known(caller: Caller, names: Names, today: date) -> Caller:
    return replace(caller, relation=relation(names.ties, caller.subject, caller.units, today))


def _tokens(tasks: tuple[Task, ...], names: Names) -> dict[str, Sealed]:
    helpers = _asked(tasks, names).values()
    tokens = {f"{HELPER}.{number}": name for number, name in enumerate(helpers)}
    return tokens | ({NAME: names.citizen} if names.citizen else {})


def _waiting(citizen: CitizenId, tasks: tuple[Task, ...], names: Names, texts: Mapping[str, str]) -> Waiting:
    known = {who: texts[f"{HELPER}.{number}"] for number, who in enumerate(_asked(tasks, names))}
    return Waiting(citizen, texts.get(NAME, NAMELESS), known, tasks)


def _asked(tasks: tuple[Task, ...], names: Names) -> dict[str, Sealed]:
    """Of the citizen's helpers those whom something is asked of."""
    asked = {one for task in tasks for one in task.asked}
    return {who: name for who, name in names.helpers.items() if who in asked}
