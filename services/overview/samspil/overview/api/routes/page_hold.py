"""``/borgere/{citizen}/kontaktpause``: the forms that set and end a contact hold.

Each acts on what its person had read: what stands by now must still be that.
"""

from datetime import UTC, datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Form, Request
from starlette.responses import Response

from samspil.overview.api.doors import Door
from samspil.overview.api.page import PageStaff, to
from samspil.overview.api.show_citizen import show_citizen
from samspil.overview.domain.coordination import Seen
from samspil.overview.domain.set_hold import HoldChanged, HoldWanted, NoSuchHold
from samspil.overview.handlers.end_contact_hold import end_contact_hold
from samspil.overview.handlers.set_contact_hold import set_contact_hold
from samspil.overview.pages.danish import day
from samspil.overview.pages.hold_form import HoldForm, Refused, checked
from samspil.overview.pages.news import News
from samspil.vocabulary.copenhagen import danish_day
from samspil.web.door import Citizen
from samspil.web.session import OwnForm, OwnHost, session_of

router = APIRouter(
    prefix="/borgere/{citizen_id}/kontaktpause", include_in_schema=False, dependencies=[OwnHost, OwnForm]
)


@router.post("")
async def set_hold(
    request: Request,
    citizen: Citizen,
    caller: PageStaff,
    door: Door,
    hold_id: Annotated[UUID, Form()],
    seen_hold: Annotated[UUID | None, Form()] = None,
    seen_proposed: Annotated[bool, Form()] = False,
    until: Annotated[str, Form()] = "",
    ask: Annotated[str, Form()] = "",
) -> Response:
    """Set a contact hold in the place of the one that was read."""
    seen = Seen(seen_hold, seen_proposed)
    form, last = checked(HoldForm(hold_id, seen, until, ask), danish_day(datetime.now(UTC)))
    if form.wrong or last is None:
        return await show_citizen(request, citizen, caller, door, form=form)
    sealed = await door.keyring.seal(citizen, "ask", form.ask)
    try:
        async with door.store.transaction([citizen]) as tx:
            set_contact_hold(tx, HoldWanted(hold_id, last, sealed, caller.subject), seen)
            await door.sessions.announce(tx.connection, session_of(request), News.HOLD_SET, citizen)
    except HoldChanged:
        refused = Refused(seen, f"Til og med {day(last)}. Spørg {form.ask}.", ends=False)
        return await show_citizen(request, citizen, caller, door, form=form, refused=refused)
    return to(f"/borgere/{citizen}")


@router.post("/{hold_id}/afslut")
async def end_hold(
    request: Request, citizen: Citizen, hold_id: UUID, caller: PageStaff, door: Door
) -> Response:
    """End the contact hold that was read, before its day."""
    async with door.store.transaction([citizen]) as tx:
        news: News | None = News.HOLD_ENDED
        try:
            end_contact_hold(tx, hold_id, caller.subject)
        except NoSuchHold:
            state = tx.coordination
            if not state.was_set(hold_id):
                raise
            news = News.HOLD_OVER if state.hold(danish_day(tx.now)) is None else None
        if news:
            await door.sessions.announce(tx.connection, session_of(request), news, citizen)
    if news:
        return to(f"/borgere/{citizen}")
    refused = Refused(Seen(hold_id, proposed=False), "Afslut kontaktpausen.", ends=True)
    return await show_citizen(request, citizen, caller, door, refused=refused)
