"""``/borgere/{citizen}``: the citizen's page."""

from uuid import UUID

from fastapi import APIRouter, Request
from starlette.responses import Response

from samspil.overview.api.doors import Behind
from samspil.overview.api.page import PageStaff
from samspil.overview.api.show_citizen import show_citizen
from samspil.vocabulary.citizen_id import CitizenId
from samspil.web.session import OwnHost

router = APIRouter(include_in_schema=False, dependencies=[OwnHost])


@router.get("/borgere/{citizen_id}")
async def show(request: Request, citizen_id: UUID, caller: PageStaff, behind: Behind) -> Response:
    """The coordinated view of one citizen; opening it is logged."""
    return await show_citizen(request, CitizenId(citizen_id), caller, behind)
