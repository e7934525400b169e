"""``/borgere/{citizen}/adgang``: whoever has no case of the citizen's at hand says why they have to look."""

from dataclasses import replace
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Request
from fastapi import Form as Posted
from starlette.responses import Response

from samspil.overview.api.doors import Door
from samspil.overview.api.kept_form import texts
from samspil.overview.api.page import PageStaff, own_page, page, to
from samspil.overview.api.services import Refused
from samspil.overview.pages.form import Filled
from samspil.overview.pages.forms.access import REASON
from samspil.vocabulary.citizen_id import CitizenId
from samspil.web.door import Citizen
from samspil.web.session import OwnForm, OwnHost

router = APIRouter(include_in_schema=False, dependencies=[OwnHost])


@router.get("/borgere/{citizen_id}/adgang")
async def ask(request: Request, citizen: Citizen, caller: PageStaff, videre: str = "") -> Response:
    """Ask; nothing of the citizen is shown, not even whether there is one."""
    return _show(request, citizen, Filled(REASON), videre)


@router.post("/borgere/{citizen_id}/adgang", dependencies=[OwnForm])
async def give(
    request: Request,
    citizen: Citizen,
    caller: PageStaff,
    door: Door,
    form_id: Annotated[UUID, Posted()],
    videre: Annotated[str, Posted()] = "",
) -> Response:
    """Keep the reason, and lead to where its person was going."""
    filled = Filled(REASON, (), await texts(request, REASON), form_id).checked()
    if filled.wrong:
        return _show(request, citizen, replace(filled, status=422), videre)
    try:
        await door.services.ask(request.state.token, REASON.service, filled.path(citizen), filled.body())
    except Refused as why:
        refused = filled.because(why.kind, why.status, why.text, why.wrong)
        return _show(request, citizen, refused.again(Filled(REASON)), videre)
    back = own_page(videre)
    return to(back if back.startswith(f"/borgere/{citizen}") else f"/borgere/{citizen}")


def _show(request: Request, citizen: CitizenId, asked: Filled, back: str) -> Response:
    refused = asked if asked.status >= 400 else None
    values = {"asked_for": asked, "refused": refused, "citizen": citizen, "back": back}
    return page(request, "reason.html", asked.status, **values)
