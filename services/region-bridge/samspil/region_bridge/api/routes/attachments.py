"""``…/attachments/{attachment}``: the files that came with messages, for those who may see the message."""

from typing import Any, Final

from fastapi import APIRouter, Response
from fastapi.responses import StreamingResponse

from samspil.region_bridge.api.doors import AttachmentId, Door, Reader, RegionDoor, Staff
from samspil.region_bridge.api.routes.unplaced_messages import MessageId
from samspil.region_bridge.api.seal_message import PLAIN_TEXT
from samspil.region_bridge.storage.attachments import Attachment, attachment_of, contents
from samspil.sealing.errors import KeyDestroyed, UnknownCitizen
from samspil.vocabulary.file_types import ENDINGS
from samspil.web import problem_types
from samspil.web.problems import Problem
from samspil.web.refusals import refuses

router = APIRouter(tags=["attachments"])

_ENDINGS = {**ENDINGS, PLAIN_TEXT: "txt"}
"""Of files, and of texts that are too long to travel."""
_FILE = {kind: {"schema": {"type": "string", "format": "binary"}} for kind in ENDINGS} | {
    f"{PLAIN_TEXT}; charset=utf-8": {"schema": {"type": "string"}}
}
_ANSWERED: Final[dict[int | str, dict[str, Any]]] = {200: {"description": "The file.", "content": _FILE}}


@router.get(
    "/v1/citizens/{citizen_id}/attachments/{attachment_id}", response_class=Response, responses=_ANSWERED
)
@refuses(problem_types.NOT_FOUND, UnknownCitizen, KeyDestroyed)
async def read_attachment(attachment_id: AttachmentId, caller: Reader, door: Door) -> Response:
    """The file, decrypted while it is read; who reads it is logged first. 404 where there is none.

    It is read at overview, which knows who has a case of the citizen's at hand, and asks here in their name.
    """
    attachment = await attachment_of(door.store.pool, attachment_id)
    if attachment is None or attachment.citizen_id is None:
        raise Problem(problem_types.NOT_FOUND)
    opened = await door.open(attachment.citizen_id, {"attachment": attachment.key}, caller, "read-attachment")
    return _streamed(door, attachment, opened["attachment"])


@router.get(
    "/v1/unplaced-messages/{message_id}/attachments/{attachment_id}",
    response_class=Response,
    responses=_ANSWERED,
)
@refuses(problem_types.NOT_FOUND)
async def read_unplaced_attachment(
    message_id: MessageId, attachment_id: AttachmentId, caller: Staff, door: Door
) -> Response:
    """A stranger's, likewise; the look is logged under the key that is nobody's."""
    attachment = await attachment_of(door.store.pool, attachment_id)
    if attachment is None or attachment.citizen_id is not None or attachment.message_id != message_id:
        raise Problem(problem_types.NOT_FOUND)
    try:
        secret = await door.keyring.open_held(attachment.key, caller.access("read-attachment"))
    except KeyDestroyed:
        raise Problem(problem_types.NOT_FOUND) from None
    return _streamed(door, attachment, secret)


def _streamed(door: RegionDoor, attachment: Attachment, secret: str) -> Response:
    headers = {
        "content-length": str(attachment.size),
        "content-disposition": f'attachment; filename="bilag.{_ENDINGS[attachment.media_type]}"',
        "x-content-type-options": "nosniff",
        "cache-control": "no-store",
    }
    file = contents(door.store.pool, attachment, secret)
    return StreamingResponse(file, headers=headers, media_type=attachment.media_type)
