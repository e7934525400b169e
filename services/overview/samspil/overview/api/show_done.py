"""After an act that was done: the citizen's page, which says so once."""

from fastapi import Request
from starlette.responses import Response

from samspil.contracts import topics
from samspil.overview.api.doors import OverviewDoor
from samspil.overview.api.page import to
from samspil.overview.api.show_find import FindPage, show_find
from samspil.overview.api.wait_until_heard import wait_until_heard
from samspil.overview.pages.form import Form
from samspil.overview.pages.forms import FORMS
from samspil.overview.pages.forms.own import OWN
from samspil.vocabulary.citizen_id import CitizenId
from samspil.web.session import session_of

LATER = "later"
"""What is announced where the view does not have it yet."""
NOT_YET = "Gemt. Overblikket følger om et øjeblik."


async def done(
    request: Request,
    citizen: CitizenId,
    door: OverviewDoor,
    form: Form,
    version: int,
    file: CitizenId | None = None,
) -> Response:
    """Lead to the form's own page of the citizen's as soon as it shows what was done, or after a while.

    ``file`` is the one of the person's that it was done in, where that is another.
    """
    await announce(request, citizen, door, form, version, file)
    return to(form.home(citizen))


async def announce(
    request: Request,
    citizen: CitizenId,
    door: OverviewDoor,
    form: Form,
    version: int,
    file: CitizenId | None = None,
) -> None:
    """Wait until the view has what was done, a while at most, and keep what is to be said of it."""
    topic = form.topic
    heard = topic is None or await wait_until_heard(door.store.pool, file or citizen, topic, version)
    await door.sessions.announce(session_of(request), form.name if heard else LATER, citizen)


async def registered(
    request: Request, citizen: CitizenId, door: OverviewDoor, form: Form, version: int
) -> Response:
    """The same of a citizen who was just registered: until the view knows them they have no page."""
    if await wait_until_heard(door.store.pool, citizen, topics.CITIZEN, version):
        await door.sessions.announce(session_of(request), form.name, citizen)
        return to(f"/borgere/{citizen}")
    return show_find(request, FindPage(late=NOT_YET))


async def news(request: Request, citizen: CitizenId, door: OverviewDoor) -> str | None:
    """What the person just did, once, on the page that they open.

    A page that renews itself is not opened: it shows no message and takes none away.
    """
    if "hx-request" in request.headers:
        return None
    heard = await door.sessions.open(session_of(request), citizen)
    if heard == LATER:
        return NOT_YET
    form = FORMS.get(heard or "") or OWN.get(heard or "")
    return form.done if form else None
