"""The page of the citizen's file as an answer to looking: only what it shows is opened."""

from datetime import UTC, datetime

from fastapi import Request
from starlette.responses import Response

from samspil.overview.api.doors import OverviewDoor
from samspil.overview.api.let_know import who_signs_in
from samspil.overview.api.open_file import open_file, shown
from samspil.overview.api.open_names import open_names
from samspil.overview.api.page import page
from samspil.overview.api.part_of import require_own_page
from samspil.overview.api.seen import Seen, read_number
from samspil.overview.api.seen_by import among, seen_by
from samspil.overview.api.show_done import news
from samspil.overview.pages.file_page import FilePage, file_page
from samspil.overview.pages.units import unit_words
from samspil.overview.storage.queries import read_history, read_view
from samspil.vocabulary.citizen_id import CitizenId
from samspil.vocabulary.copenhagen import danish_day
from samspil.web import problem_types
from samspil.web.auth import Caller
from samspil.web.problems import Problem


async def show_file(
    request: Request, citizen: CitizenId, caller: Caller, door: OverviewDoor, *, with_number: bool = False
) -> Response:
    """The page as it is now; opening it is logged. Raises ``PartOf``."""
    seen = await see_file(citizen, caller, door)
    require_own_page(seen.view)
    number = await read_number(citizen, seen.view, caller, door) if with_number else None
    told = await news(request, citizen, door)
    together = await open_names(door, seen.page.absorbed, caller, "read-file") or {}
    return page(request, "file.html", **seen.values(None), number=number, news=told, together=together)


async def see_file(
    citizen: CitizenId, caller: Caller, door: OverviewDoor, *, corrects: bool = False
) -> Seen[FilePage]:
    """Look, which is logged first; whoever ``corrects`` the file reads a protected address, too.

    Raises ``Problem`` where nothing was heard of the citizen.
    """
    view = await read_view(door.store.pool, citizen)
    if view is None:
        raise Problem(problem_types.UNKNOWN_CITIZEN)
    fields = seen_by(view, caller, door, corrects=corrects)
    tokens = among(shown(view.citizen, with_address=corrects), fields)
    read = (await open_file(door.keyring, citizen, tokens, caller.access("read-file"))).__getitem__
    history = await read_history(door.store.pool, citizen)
    now = datetime.now(UTC)
    today = danish_day(now)
    lists_people = door.built_in_issuer is not None
    units = unit_words(door.rules, today)
    made = file_page(
        citizen,
        view,
        read,
        today,
        caller,
        units,
        lists_people=lists_people,
        with_address=corrects,
        signing_in=await who_signs_in(door, citizen, view),
    )
    return Seen(None, view, history, read, now, made)
