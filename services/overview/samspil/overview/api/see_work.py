"""Looking at a citizen's steps towards work: what the page shows is opened, after one access row for all."""

from collections.abc import Collection
from dataclasses import replace
from datetime import UTC, datetime

from fastapi import Request
from starlette.responses import Response

from samspil.overview.api.doors import OverviewDoor
from samspil.overview.api.open_view import open_work_texts
from samspil.overview.api.page import page
from samspil.overview.api.part_of import require_own_page
from samspil.overview.api.seen import Seen
from samspil.overview.api.seen_by import seen_by
from samspil.overview.api.show_done import news
from samspil.overview.domain.shown_work import shown_work
from samspil.overview.domain.view import View
from samspil.overview.domain.view_fields import ViewField
from samspil.overview.pages.work_page import WorkPage, work_page
from samspil.overview.storage.queries import read_history, read_view
from samspil.vocabulary.citizen_id import CitizenId
from samspil.vocabulary.copenhagen import danish_day
from samspil.web import problem_types
from samspil.web.auth import Caller
from samspil.web.problems import Problem


async def show_work(request: Request, citizen: CitizenId, caller: Caller, door: OverviewDoor) -> Response:
    """The page as it is now; opening it is logged. Raises ``PartOf``."""
    seen = await see_work(citizen, caller, door)
    told = await news(request, citizen, door)
    return page(request, "work.html", **seen.values(None), news=told)


async def see_work(citizen: CitizenId, caller: Caller, door: OverviewDoor) -> Seen[WorkPage]:
    """Look, which is logged first. Raises ``Problem`` where nothing was heard of the citizen, ``PartOf``."""
    view = await read_view(door.store.pool, citizen)
    if view is None:
        raise Problem(problem_types.UNKNOWN_CITIZEN)
    require_own_page(view)
    shown = seen_by(view, caller, door)
    opened = await open_work_texts(door.keyring, citizen, view, caller.access("read-work"), shown)
    now = datetime.now(UTC)
    made = work_page(citizen, _as_shown(view, shown), opened.__getitem__, danish_day(now), door.rules, caller)
    return Seen(None, view, await read_history(door.store.pool, citizen), opened.__getitem__, now, made)


def _as_shown(view: View, shown: Collection[ViewField]) -> View:
    """Without what the reader does not see."""
    coordination = view.coordination
    sees_attention = any(one.name == "attention" for one in shown)
    return replace(
        view,
        employment=shown_work(view.employment, shown),
        coordination=replace(coordination, attention=coordination.attention if sees_attention else {}),
    )
