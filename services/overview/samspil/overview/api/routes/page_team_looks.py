"""``/team/opslag``: who of a leader's own units looked at a citizen without a case at hand, and why."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta

from fastapi import APIRouter, Request
from starlette.responses import Response

from samspil.overview.api.doors import Door, Log, OverviewDoor
from samspil.overview.api.look_up_access import place
from samspil.overview.api.open_names import NAME, NAMES_AT_MOST
from samspil.overview.api.page import PageLeader, page
from samspil.overview.api.staff_names import staff_names
from samspil.overview.pages.citizen_page import NAMELESS
from samspil.overview.pages.team_looks_page import team_looks
from samspil.overview.storage.queries import read_names
from samspil.sealing.access import Access
from samspil.sealing.read_access import Asked, Look
from samspil.vocabulary.citizen_id import CitizenId
from samspil.vocabulary.copenhagen import danish_day, start_of
from samspil.vocabulary.sealed import Sealed
from samspil.web.session import OwnHost

router = APIRouter(include_in_schema=False, dependencies=[OwnHost])

DAYS = 90
"""So far back the list reaches."""
WORDS = "access_reason.words"
"""The field as the access log knows it."""


@router.get("/team/opslag")
async def show(request: Request, caller: PageLeader, door: Door, log: Log, foer: str = "") -> Response:
    """The newest first; the citizens' names and what was written of why are opened, and that is logged.

    ``foer`` goes on where the page before ended.
    """
    since = start_of(danish_day(datetime.now(UTC)) - timedelta(days=DAYS))
    asked = Asked(since=since, units=caller.units, without_case=True)
    found = await log.page(asked, place(foer), NAMES_AT_MOST)
    written = await log.words(found.looks)
    names, words = await _opened(found.looks, written, door, caller.access("looks-without-case"))
    lines = team_looks(found.looks, await staff_names(door), names, words)
    return page(request, "team_looks.html", lines=lines, older=found.older, days=DAYS)


async def _opened(
    looks: Sequence[Look], written: Mapping[int, Sealed], door: OverviewDoor, access: Access
) -> tuple[dict[CitizenId, str] | None, dict[int, str]]:
    """The citizens' names, and what was written by the ids of looks; who was erased is left out.

    No names at all while the keyring is away.
    """
    known = await read_names(door.store.pool, dict.fromkeys(one.citizen for one in looks))
    tokens: dict[CitizenId, dict[str, Sealed]] = {one.citizen: {} for one in looks}
    for citizen, names in known.items():
        if names.citizen:
            tokens[citizen][NAME] = names.citizen
    for look in looks:
        of, token = tokens[look.citizen], written.get(look.id)
        if token and token not in of.values():
            of[f"{WORDS}.{len(of)}"] = token
    opened = await door.open_each(tokens, dict.fromkeys(tokens, access))
    if opened is None:
        return None, {}
    texts = {tokens[citizen][field]: text for citizen, of in opened.items() for field, text in of.items()}
    return (
        {citizen: of.get(NAME, NAMELESS) for citizen, of in opened.items()},
        {look: texts[token] for look, token in written.items() if token in texts},
    )
