"""After an act that was done: the citizen's page, which says so once."""

from fastapi import Request
from starlette.responses import Response

from samspil.contracts import topics
from samspil.overview.api.doors import OverviewDoor
from samspil.overview.api.page import page, to
from samspil.overview.api.wait_until_heard import wait_until_heard
from samspil.overview.pages.form import Filled, Form
from samspil.overview.pages.forms import FORMS
from samspil.overview.pages.forms.citizen import FIND
from samspil.vocabulary.citizen_id import CitizenId
from samspil.web.session import session_of

LATER = "later"
"""What is announced where the view does not have it yet."""
NOT_YET = "Gemt. Overblikket følger om et øjeblik."


async def done(
    request: Request, citizen: CitizenId, door: OverviewDoor, form: Form, version: int
) -> Response:
    """Lead to the citizen's page as soon as it shows what was done, or after a while."""
    topic = form.topic
    heard = topic is None or await wait_until_heard(door.store.pool, citizen, topic, version)
    return await _lead(request, citizen, door, form.name if heard else LATER)


async def registered(
    request: Request, citizen: CitizenId, door: OverviewDoor, form: Form, version: int
) -> Response:
    """The same of a citizen who was just registered: until the view knows them they have no page."""
    if await wait_until_heard(door.store.pool, citizen, topics.CITIZEN, version):
        return await _lead(request, citizen, door, form.name)
    return page(
        request,
        "find.html",
        find=Filled(FIND),
        register=None,
        refused=None,
        late=NOT_YET,
        recent={},
        there=None,
    )


async def _lead(request: Request, citizen: CitizenId, door: OverviewDoor, news: str) -> Response:
    await door.sessions.announce(session_of(request), news, citizen)
    return to(f"/borgere/{citizen}")


async def news(request: Request, citizen: CitizenId, door: OverviewDoor) -> str | None:
    """What the person just did, once, on the page that they open.

    A page that renews itself is not opened: it shows no message and takes none away.
    """
    if "hx-request" in request.headers:
        return None
    heard = await door.sessions.open(session_of(request), citizen)
    if heard == LATER:
        return NOT_YET
    return FORMS[heard].done if heard in FORMS else None
