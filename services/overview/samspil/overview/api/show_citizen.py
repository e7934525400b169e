"""The citizen's page and those of its forms as answers: to looking, and to an act that did not happen."""

from datetime import UTC, datetime
from uuid import UUID

from fastapi import Request
from starlette.responses import Response

from samspil.overview.api.colleagues import chosen, colleagues
from samspil.overview.api.doors import OverviewDoor
from samspil.overview.api.open_view import open_texts
from samspil.overview.api.page import page
from samspil.overview.api.part_of import require_own_page
from samspil.overview.api.see_messages import see_messages
from samspil.overview.api.see_plan import see_plan
from samspil.overview.api.see_work import see_work
from samspil.overview.api.seen import Seen, read_number
from samspil.overview.api.seen_by import seen_by
from samspil.overview.api.show_done import news
from samspil.overview.api.show_file import see_file
from samspil.overview.pages.citizen_page import CitizenPage, citizen_page
from samspil.overview.pages.file_page import FilePage
from samspil.overview.pages.form import Filled
from samspil.overview.pages.forms import FORMS
from samspil.overview.pages.forms.identity import CORRECT
from samspil.overview.pages.forms.messages import PAGE as MESSAGES
from samspil.overview.pages.forms.network import FILE
from samspil.overview.pages.forms.plan_goals import PAGE as PLAN
from samspil.overview.pages.forms.work import PAGE as WORK
from samspil.overview.pages.messages_page import MessagesPage
from samspil.overview.pages.plan_page import PlanPage
from samspil.overview.pages.referral_page import referral_page
from samspil.overview.pages.timeline_view import Shown
from samspil.overview.pages.units import unit_words
from samspil.overview.pages.work_page import WorkPage
from samspil.overview.storage.queries import count_changes, read_history, read_view
from samspil.vocabulary.citizen_id import CitizenId
from samspil.vocabulary.copenhagen import danish_day
from samspil.web import problem_types
from samspil.web.auth import Caller
from samspil.web.problems import Problem


async def show_citizen(
    request: Request,
    citizen: CitizenId,
    caller: Caller,
    door: OverviewDoor,
    refused: Filled | None = None,
    shown: Shown = Shown(),  # noqa: B008  it does not change
    *,
    with_number: bool = False,
) -> Response:
    """The page as it is now, with a form as it was written and why it was refused; opening it is logged."""
    seen = await see(citizen, caller, door, shown)
    number = await read_number(citizen, seen.view, caller, door) if with_number else None
    told = None if refused else await news(request, citizen, door)
    renews = "hx-request" in request.headers
    values = seen.values(refused)
    return page(request, "citizen.html", **values, news=told, number=number, renews=renews)


async def show_form(
    request: Request,
    citizen: CitizenId,
    caller: Caller,
    door: OverviewDoor,
    offered: Filled | tuple[str, str],
    kept: Filled | None = None,
) -> Response:
    """The page of one form: as it was refused, or the one of this name about this thing.

    ``kept`` is what its person wrote in it before they signed in again, about what they had read then.
    Raises ``Problem`` where it is no longer offered.
    """
    refused = offered if isinstance(offered, Filled) else None
    form = offered.form if isinstance(offered, Filled) else FORMS[offered[0]]
    seen: Seen[CitizenPage] | Seen[FilePage] | Seen[PlanPage] | Seen[MessagesPage] | Seen[WorkPage]
    if form.leads_to == FILE:
        seen = await see_file(citizen, caller, door, corrects=form is CORRECT)
    elif form.leads_to == PLAN:
        seen = await see_plan(citizen, caller, door)
    elif form.leads_to == MESSAGES:
        seen = await see_messages(citizen, caller, door)
    elif form.leads_to == WORK:
        seen = await see_work(citizen, caller, door)
    else:
        seen = await see(citizen, caller, door)
    offers = seen.page.offers
    stands = offers.again(offered) if isinstance(offered, Filled) else offers.find(*offered)
    filled = kept if kept and (not stands or kept.place == stands.place) else stands or refused
    if filled is None:
        raise Problem(problem_types.CONFLICT)
    about = seen.page.about(offers.find(form.name, "".join(filled.named)) or filled)
    if form.choosing:
        filled = chosen(filled, await colleagues(door, caller))
    return page(
        request, "act.html", **seen.values(refused), filled=filled, stands=stands, about=about, kept=kept
    )


async def show_referral(
    request: Request, citizen: CitizenId, caller: Caller, door: OverviewDoor, referral: UUID
) -> Response:
    """One referral. Raises ``Problem`` where the citizen has none with this id."""
    seen = await see(citizen, caller, door)
    links = [(one.follows, one.id) for one in seen.view.referrals if one.follows]
    shown = referral_page(seen.page, links, seen.history, referral)
    if shown is None:
        raise Problem(problem_types.NOT_FOUND)
    told = await news(request, citizen, door)
    return page(request, "referral.html", **seen.values(None), referral=shown, news=told)


async def see(
    citizen: CitizenId,
    caller: Caller,
    door: OverviewDoor,
    shown: Shown = Shown(),  # noqa: B008  it does not change
) -> Seen[CitizenPage]:
    """Look, which is logged first. Raises ``Problem`` where nothing was heard of the citizen, ``PartOf``."""
    pool = door.store.pool
    changes = await count_changes(pool, citizen)  # first: what changes after this is told by the stream
    view = await read_view(pool, citizen)
    if view is None:
        raise Problem(problem_types.UNKNOWN_CITIZEN)
    require_own_page(view)
    fields = seen_by(view, caller, door)
    read = (await open_texts(door.keyring, citizen, view, caller.access("read-view"), fields)).__getitem__
    history = await read_history(pool, citizen)
    now = datetime.now(UTC)
    units = unit_words(door.rules, danish_day(now))
    page = citizen_page(citizen, view, history, read, now, caller, units, shown)
    return Seen(changes, view, history, read, now, page)
