"""Looking at a citizen's plan: what its page shows is opened, after one access row for all of it."""

from dataclasses import replace
from datetime import UTC, datetime

from fastapi import Request
from starlette.responses import Response

from samspil.overview.api.doors import OverviewDoor
from samspil.overview.api.open_view import open_plan_texts
from samspil.overview.api.page import page
from samspil.overview.api.part_of import require_own_page
from samspil.overview.api.seen import Seen
from samspil.overview.api.seen_by import seen_by
from samspil.overview.api.show_done import news
from samspil.overview.api.staff_names import staff_names
from samspil.overview.domain.view import View
from samspil.overview.pages.plan_page import CONTACTS_AT_MOST, PlanPage, plan_page
from samspil.overview.pages.units import unit_words
from samspil.overview.storage.queries import read_history, read_view
from samspil.vocabulary.citizen_id import CitizenId
from samspil.vocabulary.copenhagen import danish_day
from samspil.web import problem_types
from samspil.web.auth import Caller
from samspil.web.problems import Problem


async def show_plan(request: Request, citizen: CitizenId, caller: Caller, door: OverviewDoor) -> Response:
    """The page as it is now; opening it is logged. Raises ``PartOf``."""
    seen = await see_plan(citizen, caller, door)
    told = await news(request, citizen, door)
    return page(request, "plan.html", **seen.values(None), news=told)


async def see_plan(citizen: CitizenId, caller: Caller, door: OverviewDoor) -> Seen[PlanPage]:
    """Look, which is logged first. Raises ``Problem`` where nothing was heard of the citizen, ``PartOf``."""
    view = await read_view(door.store.pool, citizen)
    if view is None:
        raise Problem(problem_types.UNKNOWN_CITIZEN)
    require_own_page(view)
    view = _shown(view)
    fields = seen_by(view, caller, door)
    read = (
        await open_plan_texts(door.keyring, citizen, view, caller.access("read-plan"), fields)
    ).__getitem__
    history = await read_history(door.store.pool, citizen)
    now = datetime.now(UTC)
    today = danish_day(now)
    lists_people = door.built_in_issuer is not None
    made = plan_page(
        citizen,
        view,
        read,
        today,
        caller,
        unit_words(door.rules, today),
        await staff_names(door),
        lists_people=lists_people,
    )
    return Seen(None, view, history, read, now, made)


def _shown(view: View) -> View:
    """Of contacts only those that the page shows: the others are opened for nobody."""
    return replace(view, plan=replace(view.plan, contacts=view.plan.contacts[-CONTACTS_AT_MOST:]))
