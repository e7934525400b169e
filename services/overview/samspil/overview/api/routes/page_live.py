"""``/borgere/{citizen}/live``: a stream that says when the citizen's page is no longer new."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress
from typing import Annotated

from fastapi import APIRouter, Header, Request
from sse_starlette import EventSourceResponse, ServerSentEvent
from starlette.responses import Response

from samspil.ledger.database import passes
from samspil.overview.api.doors import Door, OverviewDoor
from samspil.overview.api.open_view import note_view
from samspil.overview.api.page import WithCase
from samspil.overview.api.seen_by import seen_by
from samspil.overview.storage.queries import count_changes, read_view
from samspil.vocabulary.citizen_id import CitizenId
from samspil.web import problem_types
from samspil.web.door import Citizen
from samspil.web.problems import Problem
from samspil.web.session import OwnHost, session_of

router = APIRouter(include_in_schema=False, dependencies=[OwnHost])

LOOK_SECONDS = 1.0
LONGEST_SECONDS = 300
"""After so long the browser asks anew, and is asked again who it is."""


@router.get("/borgere/{citizen_id}/live")
async def stream(
    request: Request,
    citizen: Citizen,
    caller: WithCase,
    door: Door,
    seen: int = 0,
    last_event_id: Annotated[str, Header()] = "",
) -> Response:
    """``changed`` with the number of changes, as often as that rises above what the page has seen.

    Whoever listens looks: the log has the same row as for the page.
    """
    view = await read_view(door.store.pool, citizen)
    if view is None:
        raise Problem(problem_types.UNKNOWN_CITIZEN)
    await note_view(door.keyring, citizen, view, caller.access("read-view"), seen_by(view, caller, door))
    if last_event_id.isdecimal() and len(last_event_id) < 19:
        seen = int(last_event_id)
    stopping: asyncio.Event = request.app.state.stopping
    return EventSourceResponse(_changes(door, session_of(request), citizen, seen, stopping), ping=15)


async def _changes(
    door: OverviewDoor, session: str, citizen: CitizenId, seen: int, stopping: asyncio.Event
) -> AsyncIterator[ServerSentEvent]:
    """Ends with the session, with the process, and when the database is away: the browser comes back."""
    for _ in range(int(LONGEST_SECONDS / LOOK_SECONDS)):
        try:
            if await door.sessions.token(session) is None:
                return
            count = await count_changes(door.store.pool, citizen)
        except Exception as fault:
            if passes(fault):
                return
            raise
        if count > seen:
            seen = count
            yield ServerSentEvent(event="changed", id=str(count), data="")
        with suppress(TimeoutError):
            await asyncio.wait_for(stopping.wait(), LOOK_SECONDS)
            return
