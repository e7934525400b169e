"""``/borgere/{citizen}/deling``: who is told what about the citizen, and on which basis."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from samspil.overview.api.doors import REGISTERING, Door
from samspil.overview.api.page import WithCase, page
from samspil.overview.api.see_sharing import see_sharing
from samspil.overview.api.show_done import news
from samspil.overview.domain.disclose import disclose
from samspil.overview.domain.explain_all import explain_readers
from samspil.overview.domain.receiver import Receiver
from samspil.overview.domain.threads import waiting
from samspil.overview.pages.consent_forms import cases
from samspil.overview.pages.sharing_page import sharing_page
from samspil.rulebook.law import in_force
from samspil.web.door import Citizen
from samspil.web.session import OwnHost

router = APIRouter(include_in_schema=False, dependencies=[OwnHost])


@router.get("/borgere/{citizen_id}/deling")
async def show(request: Request, citizen: Citizen, caller: WithCase, door: Door) -> Response:
    """The explanation, and the consents with what can be done about them; only names are opened."""
    seen = await see_sharing(citizen, caller, door, with_people=True)
    view, today, ours = seen.view, seen.today, door.rules.municipalities
    disclosures = [disclose(view, receiver, door.law, today, ours) for receiver in Receiver]
    readers = explain_readers(view, in_force(door.law, today), today, ours)
    return page(
        request,
        "sharing.html",
        page=sharing_page(view, disclosures, readers, seen.people, today, cases(view, seen.units)),
        is_whole=seen.is_whole,
        records=caller.role in REGISTERING,
        citizen=citizen,
        name=seen.name,
        messages_waiting=waiting(view),
        news=await news(request, citizen, door),
    )
