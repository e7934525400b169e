"""``/find/navn``: one of one's own citizens, found again by name."""

from dataclasses import replace
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Request
from fastapi import Form as Posted
from starlette.responses import Response

from samspil.overview.api.doors import Door
from samspil.overview.api.page import PageStaff
from samspil.overview.api.services import Refused
from samspil.overview.api.show_find import FindPage, show_find
from samspil.overview.pages.form import Filled
from samspil.overview.pages.forms.access import FIND_BY_NAME
from samspil.vocabulary.citizen_id import CitizenId
from samspil.web.session import OwnForm, OwnHost

router = APIRouter(include_in_schema=False, dependencies=[OwnHost])


@router.post("/find/navn", dependencies=[OwnForm])
async def find(
    request: Request, caller: PageStaff, door: Door, name: Annotated[str, Posted()] = ""
) -> Response:
    """Those of one's own citizens who are called so; opening the names is logged."""
    asked = Filled(FIND_BY_NAME, written={"name": name}).checked()
    if asked.wrong:
        return show_find(request, FindPage(by_name=replace(asked, status=422)))
    form = FIND_BY_NAME
    try:
        told = await door.services.ask(request.state.token, form.service, asked.path(None), asked.body())
    except Refused as why:
        return show_find(request, FindPage(by_name=asked.because(why.kind, why.status, why.text, why.wrong)))
    named = {CitizenId(UUID(one["citizen_id"])): one["name"] for one in told["citizens"]}
    return show_find(request, FindPage(by_name=asked, named=named, is_all=told["looked_through"]))
