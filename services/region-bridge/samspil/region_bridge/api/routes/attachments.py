"""``/v1/attachments``: the files that came with the region's messages, for those who help the citizen."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Path, Response
from fastapi.responses import StreamingResponse

from samspil.region_bridge.api.doors import Door, Helper, RegionDoor
from samspil.region_bridge.api.seal_message import PLAIN_TEXT
from samspil.region_bridge.partner.medcom.file_types import SUFFIXES
from samspil.region_bridge.storage.attachments import Attachment, attachment_of, contents
from samspil.sealing.errors import KeyDestroyed, UnknownCitizen
from samspil.web import problem_types
from samspil.web.auth import Caller
from samspil.web.problems import Problem
from samspil.web.refusals import refuses

router = APIRouter(prefix="/v1/attachments", tags=["attachments"])

AttachmentId = Annotated[UUID, Path(description="By which the message's fact names the file.")]

_ENDINGS = {**SUFFIXES, PLAIN_TEXT: "txt"}
"""Of files, and of texts that are too long to travel."""
_FILE = {kind: {"schema": {"type": "string", "format": "binary"}} for kind in SUFFIXES} | {
    f"{PLAIN_TEXT}; charset=utf-8": {"schema": {"type": "string"}}
}


@router.get(
    "/{attachment_id}",
    response_class=Response,
    responses={200: {"description": "The file.", "content": _FILE}},
)
@refuses(problem_types.NOT_FOUND, UnknownCitizen, KeyDestroyed)
async def read_attachment(attachment_id: AttachmentId, caller: Helper, door: Door) -> Response:
    """The file, decrypted while it is read; who reads it is logged first. 404 where there is none."""
    attachment = await attachment_of(door.store.pool, attachment_id)
    if attachment is None:
        raise Problem(problem_types.NOT_FOUND)
    secret = await _key_of(door, attachment, caller)
    headers = {
        "content-length": str(attachment.size),
        "content-disposition": f'attachment; filename="bilag.{_ENDINGS[attachment.media_type]}"',
        "x-content-type-options": "nosniff",
        "cache-control": "no-store",
    }
    file = contents(door.store.pool, attachment, secret)
    return StreamingResponse(file, headers=headers, media_type=attachment.media_type)


async def _key_of(door: RegionDoor, attachment: Attachment, caller: Caller) -> str:
    """The file's key; the look is logged under the citizen, or under the held key of a stranger's."""
    if attachment.citizen_id is not None:
        opened = await door.open(
            attachment.citizen_id, {"attachment": attachment.key}, caller, "read-attachment"
        )
        return opened["attachment"]
    try:
        return await door.keyring.open_held(attachment.key, caller.access("read-attachment"))
    except KeyDestroyed:
        raise Problem(problem_types.NOT_FOUND) from None
