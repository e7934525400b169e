"""The citizen's page as an answer: to looking, and to an act that did not happen."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from fastapi import Request
from starlette.responses import Response

from samspil.overview.api.doors import OverviewDoor
from samspil.overview.api.open_view import open_texts
from samspil.overview.api.page import page
from samspil.overview.pages.citizen_page import citizen_page
from samspil.overview.pages.hold_form import HoldForm, Refused, changed
from samspil.overview.pages.news import NEWS, News
from samspil.overview.storage.queries import count_changes, read_history, read_view
from samspil.vocabulary.citizen_id import CitizenId
from samspil.vocabulary.copenhagen import danish_day
from samspil.vocabulary.ids import uuid7
from samspil.web import problem_types
from samspil.web.auth import Caller
from samspil.web.problems import Problem
from samspil.web.session import session_of


async def show_citizen(
    request: Request,
    citizen: CitizenId,
    caller: Caller,
    door: OverviewDoor,
    *,
    form: HoldForm | None = None,
    refused: Refused | None = None,
) -> Response:
    """The page as it is now, with the form as it was written and why it was refused; opening it is logged."""
    pool = door.store.pool
    seen = await count_changes(pool, citizen)  # first: what changes after this is told by the stream
    view = await read_view(pool, citizen)
    if view is None:
        raise Problem(problem_types.UNKNOWN_CITIZEN)
    texts = await open_texts(door.keyring, citizen, view, caller.access("read-view"))
    read = texts.__getitem__
    now = datetime.now(UTC)
    today = danish_day(now)
    shown = citizen_page(citizen, view, await read_history(pool, citizen), read, now)
    standing = view.coordination.seen(today)
    if form and refused:
        form = replace(form, id=uuid7(), seen=standing)  # sent again, it is another act
    return page(
        request,
        "citizen.html",
        412 if refused else 422 if form else 200,
        page=shown,
        form=form or HoldForm(uuid7(), standing, ask=shown.ask),
        written=form is not None,
        changed=changed(refused, view.coordination, read, today) if refused else None,
        news=None if form or refused else await _news(request, citizen, door),
        standing=standing,
        seen=seen,
        now=now,
        example=today + timedelta(weeks=2),
    )


async def _news(request: Request, citizen: CitizenId, door: OverviewDoor) -> str | None:
    """What the person just did, once; a page that renews itself shows no message and takes none away."""
    if "hx-request" in request.headers:
        return None
    heard = await door.sessions.hear(session_of(request), citizen)
    return NEWS[News(heard)] if heard else None
