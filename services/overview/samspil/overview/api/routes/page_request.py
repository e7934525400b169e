"""``/anmodninger/{request}``: one request of the jobcenter's, and registering whom it is about."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Annotated, Any
from uuid import UUID, uuid5

from fastapi import APIRouter, Depends, Request
from fastapi import Form as Posted
from starlette.responses import Response

from samspil.overview.api.doors import Door
from samspil.overview.api.held_requests import Registering, look_again, read_one
from samspil.overview.api.kept_form import given_back, posted, texts
from samspil.overview.api.page import page
from samspil.overview.api.services import Act, Refused
from samspil.overview.api.show_done import registered
from samspil.overview.pages.danish import parse_day
from samspil.overview.pages.form import Filled
from samspil.overview.pages.forms.citizen import REGISTER_ASKED
from samspil.overview.pages.requests_page import request_shown
from samspil.vocabulary.citizen_id import CitizenId
from samspil.vocabulary.copenhagen import danish_day
from samspil.vocabulary.data_class import DataClass
from samspil.vocabulary.sector import Sector
from samspil.web.session import OwnForm, OwnHost

router = APIRouter(include_in_schema=False, dependencies=[OwnHost])

UNTIL = "consent_until"
ONLY_REGISTERED = "Borgeren er oprettet, men samtykket er ikke gemt"
"""The heading where the second of two acts was refused."""


async def _written(request: Request, request_id: UUID) -> None:
    """Whoever was signed out meanwhile gets back what they wrote."""
    request.state.kept_form = await posted(request, REGISTER_ASKED, f"/anmodninger/{request_id}")


@router.get("/anmodninger/{request_id}")
async def show(request: Request, request_id: UUID, caller: Registering, door: Door) -> Response:
    """The request, and the form with what is known from it; opening it is logged."""
    found = await read_one(door, request.state.token, request_id)
    known = {
        "cpr": found["cpr"] or "",
        "name": found["name"],
        "basis": found["asked_for"],
        "acting_municipality": caller.municipality or "",
    }
    written = await given_back(request, REGISTER_ASKED, caller.subject, request_id)
    return _shown(request, found, written or Filled(REGISTER_ASKED, written=known))


@router.post("/anmodninger/{request_id}", dependencies=[Depends(_written), OwnForm])
async def register(
    request: Request, request_id: UUID, caller: Registering, door: Door, form_id: Annotated[UUID, Posted()]
) -> Response:
    """Open the file, keep what the citizen agrees to, have the bridge look again; lead to the citizen."""
    token = request.state.token
    filled = Filled(REGISTER_ASKED, (), await texts(request, REGISTER_ASKED), form_id).checked()
    if filled.wrong:
        return _shown(request, await read_one(door, token, request_id), replace(filled, status=422))
    until = parse_day(filled.text(UNTIL))
    citizen = None
    try:
        done = await door.services.act(
            token, Act(filled.form.service, filled.path(None), filled.body(), form_id)
        )
        citizen, version = CitizenId(UUID(done.told["citizen_id"])), done.version
        if until:
            version = (await door.services.act(token, _consent(citizen, request_id, until, form_id))).version
    except Refused as why:
        refused = _refused(filled, why, is_registered=citizen is not None)
        return _shown(request, await read_one(door, token, request_id), refused)
    await look_again(door, token, request_id)
    return await registered(request, citizen, door, REGISTER_ASKED, version)


def _consent(citizen: CitizenId, asked: UUID, until: date, form_id: UUID) -> Act:
    """To what the jobcenter asks, in its own case: sent again with the form, it is one consent."""
    agreed = {
        "kinds": [DataClass.REFERRAL],
        "from_sector": Sector.EMPLOYMENT,
        "to_sectors": [Sector.SOCIAL],
        "case": str(asked),
        "until": until.isoformat(),
    }
    return Act("referral", f"/v1/citizens/{citizen}/consents", agreed, uuid5(form_id, UNTIL))


def _refused(filled: Filled, why: Refused, *, is_registered: bool) -> Filled:
    """As it was written; sent again it is another act, but where nobody answered: that may have been done."""
    form, wrong = filled.form, why.wrong
    if is_registered:
        form = replace(form, undone=ONLY_REGISTERED)
        wrong = {UNTIL: wrong["until"]} if "until" in wrong else {}
    refused = replace(filled, form=form).because(why.kind, why.status, why.text, wrong)
    return refused.again(Filled(form))


def _shown(request: Request, asked: Mapping[str, Any], register: Filled) -> Response:
    refused = register if register.status >= 400 else None
    shown = request_shown(asked, danish_day(datetime.now(UTC)))
    return page(request, "request.html", register.status, asked=shown, register=register, refused=refused)
