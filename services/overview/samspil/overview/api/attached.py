"""A file that came with a message: asked of the region-bridge, where it lies sealed, and passed on."""

from datetime import UTC, datetime
from uuid import UUID

from starlette.responses import Response, StreamingResponse

from samspil.overview.api.doors import OverviewDoor
from samspil.overview.api.seen_messages import known
from samspil.overview.domain.attachments import NoSuchAttachment, require_attachment
from samspil.vocabulary.citizen_id import CitizenId
from samspil.web.auth import Caller
from samspil.web.problem_types import NOT_FOUND
from samspil.web.problems import Problem
from samspil.web.vouching import HEADER, vouch

BRIDGE = "region-bridge"
FIELD = "hospital.messages.attachments"
"""As the access log knows it."""


async def attached(
    door: OverviewDoor, citizen: CitizenId, message: UUID, attachment: UUID, caller: Caller, token: str
) -> Response:
    """The file, to be saved and never shown in place: whatever stands in it, no page of ours runs it.

    Raises ``NoSuchMessage``, ``NoSuchAttachment``, ``Problem``.
    """
    found = require_attachment(await known(door, citizen, caller), message, attachment)
    await door.keyring.note(citizen, caller.access("read-attachment"), [FIELD])
    try:
        voucher = await vouch(door.keyring, citizen, caller, attachment, datetime.now(UTC))
        path = f"/v1/citizens/{citizen}/attachments/{attachment}"
        coming = await door.services.stream(token, BRIDGE, path, {HEADER: voucher})
    except Problem as why:
        raise NoSuchAttachment if why.kind == NOT_FOUND else why from why
    headers = {
        "content-disposition": f'attachment; filename="{found.name}"',
        "content-security-policy": "default-src 'none'; sandbox",
        "x-content-type-options": "nosniff",
        "cache-control": "no-store",
        **({"content-length": coming.length} if coming.length else {}),
    }
    return StreamingResponse(coming.chunks, media_type=found.media_type, headers=headers)
