"""``/borgere/{citizen}``: the citizen's page, and the form that sets and ends a contact hold."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Form, Request
from starlette.responses import Response

from samspil.overview.api.doors import Behind
from samspil.overview.api.open_view import open_texts
from samspil.overview.api.page import PageStaff, access, page, to
from samspil.overview.domain.set_hold import HoldWanted
from samspil.overview.handlers.end_contact_hold import end_contact_hold
from samspil.overview.handlers.set_contact_hold import set_contact_hold
from samspil.overview.pages.citizen_page import citizen_page
from samspil.overview.pages.danish import parse_day
from samspil.overview.storage.queries import count_changes, read_history, read_view
from samspil.vocabulary.citizen_id import CitizenId
from samspil.vocabulary.copenhagen import danish_day
from samspil.vocabulary.ids import uuid7
from samspil.web import problem_types
from samspil.web.auth import Caller
from samspil.web.problems import Problem
from samspil.web.session import OwnForm

router = APIRouter(prefix="/borgere/{citizen_id}", include_in_schema=False)

NEWS = {
    "sat": "Kontaktpausen er sat.",
    "afsluttet": "Kontaktpausen er afsluttet.",
    "nej": "Der er ikke sat en kontaktpause.",
}
"""What was just done, by the word in the address."""

LONGEST_NAME = 200


@dataclass(frozen=True, slots=True)
class HoldForm:
    """What somebody wrote, and what is wrong with it."""

    id: UUID
    """Of the hold that it sets: sent twice, it sets one."""
    until: str = ""
    ask: str = ""
    wrong_until: str | None = None
    wrong_ask: str | None = None

    @property
    def wrong(self) -> bool:
        """Whether it cannot be set as written."""
        return bool(self.wrong_until or self.wrong_ask)


@router.get("")
async def show(
    request: Request, citizen_id: UUID, caller: PageStaff, behind: Behind, nyt: str = ""
) -> Response:
    """The coordinated view of one citizen; opening it is logged."""
    return await _page(request, CitizenId(citizen_id), caller, behind, news=NEWS.get(nyt))


@router.post("/kontaktpause", dependencies=[OwnForm])
async def set_hold(
    request: Request,
    citizen_id: UUID,
    caller: PageStaff,
    behind: Behind,
    hold_id: Annotated[UUID, Form()],
    until: Annotated[str, Form()] = "",
    ask: Annotated[str, Form()] = "",
) -> Response:
    """Set a contact hold; it takes the place of one that stands."""
    citizen = CitizenId(citizen_id)
    day = parse_day(until)
    form = HoldForm(hold_id, until, ask.strip(), _wrong_until(until, day), _wrong_ask(ask))
    if form.wrong or day is None:
        return await _page(request, citizen, caller, behind, form=form)
    sealed = await behind.keyring.seal(citizen, "ask", form.ask)
    async with behind.store.transaction([citizen]) as tx:
        set_contact_hold(tx, citizen, HoldWanted(hold_id, day, sealed, caller.subject))
    return to(f"/borgere/{citizen}?nyt=sat")


@router.post("/kontaktpause/{hold_id}/afslut", dependencies=[OwnForm])
async def end_hold(citizen_id: UUID, hold_id: UUID, caller: PageStaff, behind: Behind) -> Response:
    """End a contact hold before its day."""
    citizen = CitizenId(citizen_id)
    async with behind.store.transaction([citizen]) as tx:
        end_contact_hold(tx, citizen, hold_id, caller.subject)
    return to(f"/borgere/{citizen}?nyt=afsluttet")


async def _page(
    request: Request,
    citizen: CitizenId,
    caller: Caller,
    behind: Behind,
    *,
    news: str | None = None,
    form: HoldForm | None = None,
) -> Response:
    pool = behind.store.pool
    seen = await count_changes(pool, citizen)  # first: what changes after this is told by the stream
    view = await read_view(pool, citizen)
    if view is None:
        raise Problem(problem_types.UNKNOWN_CITIZEN)
    texts = await open_texts(behind.keyring, citizen, view, access(caller, "read-view"))
    now = datetime.now(UTC)
    shown = citizen_page(citizen, view, await read_history(pool, citizen), texts.__getitem__, now)
    return page(
        request,
        "citizen.html",
        422 if form else 200,
        page=shown,
        form=form or HoldForm(uuid7(), ask=shown.ask),
        news=news,
        seen=seen,
        now=now,
        example=danish_day(now) + timedelta(weeks=2),
    )


def _wrong_until(text: str, day: date | None) -> str | None:
    if not text.strip():
        return "Skriv, hvornår kontaktpausen slutter"
    if day is None:
        return "Skriv datoen som dag, måned og år, f.eks. 05.12.2026"
    if day < danish_day(datetime.now(UTC)):
        return "Slutdatoen skal være i dag eller en senere dag"
    return None


def _wrong_ask(text: str) -> str | None:
    if not text.strip():
        return "Skriv navnet på den, man kan spørge"
    if len(text.strip()) > LONGEST_NAME:
        return f"Navnet må højst have {LONGEST_NAME} tegn"
    return None
