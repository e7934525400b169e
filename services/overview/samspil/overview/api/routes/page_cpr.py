"""``/borgere/{citizen}/cpr``: the citizen's number, for whoever asks to see it; that is a look of its own."""

from typing import Annotated

from fastapi import APIRouter, Request
from fastapi import Form as Posted
from starlette.responses import Response

from samspil.overview.api.doors import Door
from samspil.overview.api.page import WithCase
from samspil.overview.api.show_citizen import show_citizen
from samspil.overview.api.show_file import show_file
from samspil.overview.pages.forms.network import FILE
from samspil.web.door import Citizen
from samspil.web.session import OwnForm, OwnHost

router = APIRouter(include_in_schema=False, dependencies=[OwnHost])


@router.post("/borgere/{citizen_id}/cpr", dependencies=[OwnForm])
async def show(
    request: Request, citizen: Citizen, caller: WithCase, door: Door, here: Annotated[str, Posted()] = ""
) -> Response:
    """The page where it was asked for, with the number on it: in the answer to a form, and in no address."""
    if here == FILE.removeprefix("/"):
        return await show_file(request, citizen, caller, door, with_number=True)
    return await show_citizen(request, citizen, caller, door, with_number=True)
