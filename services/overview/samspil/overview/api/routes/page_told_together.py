"""``/borgere/{citizen}/fortalt-sammen``: what was told while two files were taken for one person's."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from samspil.overview.api.doors import Door
from samspil.overview.api.page import WithCase, page
from samspil.overview.api.see_sharing import see_sharing
from samspil.overview.api.told_together import see_told_together
from samspil.overview.pages.told_together_page import period
from samspil.web.door import Citizen
from samspil.web.session import OwnHost

router = APIRouter(include_in_schema=False, dependencies=[OwnHost])


@router.get("/borgere/{citizen_id}/fortalt-sammen")
async def show(request: Request, citizen: Citizen, caller: WithCase, door: Door) -> Response:
    """Each time, the newest first; only the citizen's name is opened, and the look is logged."""
    seen = await see_sharing(citizen, caller, door)
    await door.keyring.note(citizen, caller.access("read-told-together"), ["name", "told_together"])
    found = await see_told_together(door.store.pool, citizen, seen.view)
    periods = [period(one.survivor, one.since, one.until, one.told, one.written) for one in found]
    return page(request, "told_together.html", citizen=citizen, name=seen.name, periods=periods)
