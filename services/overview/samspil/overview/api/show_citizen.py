"""The citizen's page as an answer: to looking, and to an act that did not happen."""

from datetime import UTC, datetime, timedelta

from fastapi import Request
from starlette.responses import Response

from samspil.overview.api.doors import OverviewDoor
from samspil.overview.api.open_view import open_texts
from samspil.overview.api.page import page
from samspil.overview.pages.citizen_page import citizen_page
from samspil.overview.pages.form import Filled
from samspil.overview.pages.forms import FORMS
from samspil.overview.pages.hold_changed import changed
from samspil.overview.storage.queries import count_changes, read_history, read_view
from samspil.vocabulary.citizen_id import CitizenId
from samspil.vocabulary.copenhagen import danish_day
from samspil.web import problem_types
from samspil.web.auth import Caller
from samspil.web.problems import Problem
from samspil.web.session import session_of


async def show_citizen(
    request: Request, citizen: CitizenId, caller: Caller, door: OverviewDoor, refused: Filled | None = None
) -> Response:
    """The page as it is now, with a form as it was written and why it was refused; opening it is logged."""
    pool = door.store.pool
    seen = await count_changes(pool, citizen)  # first: what changes after this is told by the stream
    view = await read_view(pool, citizen)
    if view is None:
        raise Problem(problem_types.UNKNOWN_CITIZEN)
    texts = await open_texts(door.keyring, citizen, view, caller.access("read-view"))
    read = texts.__getitem__
    now = datetime.now(UTC)
    today = danish_day(now)
    return page(
        request,
        "citizen.html",
        refused.status if refused else 200,
        page=citizen_page(citizen, view, await read_history(pool, citizen), read, now, caller),
        refused=refused,
        changed=changed(refused, view.coordination, read, today) if refused else None,
        news=None if refused else await _news(request, citizen, door),
        seen=seen,
        now=now,
        example=today + timedelta(weeks=2),
    )


async def _news(request: Request, citizen: CitizenId, door: OverviewDoor) -> str | None:
    """What the person just did, once; a page that renews itself shows no message and takes none away."""
    if "hx-request" in request.headers:
        return None
    heard = await door.sessions.hear(session_of(request), citizen)
    return FORMS[heard].done if heard in FORMS else None
