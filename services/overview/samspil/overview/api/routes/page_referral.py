"""``/borgere/{citizen}/henvendelser/{referral}``: a referral's own page."""

from uuid import UUID

from fastapi import APIRouter, Request
from starlette.responses import Response

from samspil.overview.api.doors import Door
from samspil.overview.api.page import WithCase
from samspil.overview.api.show_citizen import show_referral
from samspil.web.door import Citizen
from samspil.web.session import OwnHost

router = APIRouter(include_in_schema=False, dependencies=[OwnHost])


@router.get("/borgere/{citizen_id}/henvendelser/{referral_id}")
async def show(
    request: Request, citizen: Citizen, referral_id: UUID, caller: WithCase, door: Door
) -> Response:
    """Whose turn it is, by when, what was said and written; opening it is logged as a look at the citizen."""
    return await show_referral(request, citizen, caller, door, referral_id)
