"""``/borgere/{citizen}/opgave/{thing}``: from a line of the work list to where it is done."""

from uuid import UUID

from fastapi import APIRouter, Request
from starlette.responses import Response

from samspil.overview.api.doors import REGISTERING, Door
from samspil.overview.api.page import WithCase, to
from samspil.overview.api.show_citizen import see
from samspil.overview.pages.forms.messages import PAGE as MESSAGES
from samspil.web.door import Citizen
from samspil.web.session import OwnHost

router = APIRouter(include_in_schema=False, dependencies=[OwnHost])


@router.get("/borgere/{citizen_id}/opgave/{thing}")
async def lead(request: Request, citizen: Citizen, thing: UUID, caller: WithCase, door: Door) -> Response:
    """To the first form about it; to the referral's page where there are several answers to choose among.

    Where the reader can do nothing about it, to the citizen's page.
    """
    seen = await see(citizen, caller, door)
    if any(one.id == thing for one in seen.view.hospital.held):
        return to(f"/advis/{thing}" if caller.role in REGISTERING else f"/borgere/{citizen}{MESSAGES}")
    if any(one.id == thing and len(one.near) > 1 for one in seen.page.referrals):
        return to(f"/borgere/{citizen}/henvendelser/{thing}")
    tasks = (task for task in seen.page.tasks if task.about == thing and task.offers)
    offer = next((task.offers[0] for task in tasks), seen.page.offers.about(str(thing)))
    return to(offer.link(citizen) if offer else f"/borgere/{citizen}#nu")
