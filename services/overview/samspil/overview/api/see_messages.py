"""Looking at a citizen's messages with the region: what the page shows is opened, after one access row."""

from datetime import UTC, datetime

from fastapi import Request
from starlette.responses import Response

from samspil.overview.api.doors import OverviewDoor
from samspil.overview.api.page import page
from samspil.overview.api.part_of import require_own_page
from samspil.overview.api.seen import Seen
from samspil.overview.api.seen_messages import known, read_texts
from samspil.overview.api.show_done import news
from samspil.overview.api.writing import units_there
from samspil.overview.domain.write_message import withheld
from samspil.overview.pages.messages_page import MessagesPage, messages_page
from samspil.overview.pages.units import unit_words
from samspil.overview.storage.queries import read_history
from samspil.rulebook.law import in_force
from samspil.vocabulary.citizen_id import CitizenId
from samspil.vocabulary.copenhagen import danish_day
from samspil.web.auth import Caller


async def show_messages(request: Request, citizen: CitizenId, caller: Caller, door: OverviewDoor) -> Response:
    """The page as it is now; opening it is logged. Raises ``PartOf``."""
    seen = await see_messages(citizen, caller, door)
    told = await news(request, citizen, door)
    return page(request, "messages.html", **seen.values(None), news=told)


async def see_messages(citizen: CitizenId, caller: Caller, door: OverviewDoor) -> Seen[MessagesPage]:
    """Look, which is logged first. Raises ``Problem`` where nothing was heard of the citizen, ``PartOf``."""
    view = await known(door, citizen, caller)
    require_own_page(view)
    read = (await read_texts(door, citizen, view, caller, on_page=True)).__getitem__
    history = await read_history(door.store.pool, citizen)
    now = datetime.now(UTC)
    today, ours = danish_day(now), door.rules.municipalities
    made = messages_page(
        citizen,
        view,
        read,
        today,
        withheld(view, in_force(door.law, today), today, ours),
        caller,
        unit_words(door.rules, today),
        units_there(door.rules),
    )
    return Seen(None, view, history, read, now, made)
