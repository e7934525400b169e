"""``/borgere/{citizen}/beskeder/{message}/bilag/{attachment}``: a file that came along."""

from uuid import UUID

from fastapi import APIRouter, Request
from starlette.responses import Response

from samspil.overview.api.attached import attached
from samspil.overview.api.doors import Door
from samspil.overview.api.page import WithCase
from samspil.overview.domain.attachments import NoSuchAttachment
from samspil.overview.domain.handle_message import NoSuchMessage
from samspil.web.door import Citizen
from samspil.web.refusals import refuses
from samspil.web.session import OwnHost

router = APIRouter(include_in_schema=False, dependencies=[OwnHost])


@router.get("/borgere/{citizen_id}/beskeder/{message_id}/bilag/{attachment_id}")
@refuses(NoSuchMessage, NoSuchAttachment)
async def save(
    request: Request, citizen: Citizen, message_id: UUID, attachment_id: UUID, caller: WithCase, door: Door
) -> Response:
    """The file as it came; that it is read is logged."""
    return await attached(door, citizen, message_id, attachment_id, caller, request.state.token)
