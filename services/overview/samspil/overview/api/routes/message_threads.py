"""``GET /v1/citizens/{citizen}/messages``: what was written with hospitals, and the files that came along."""

from collections.abc import Collection
from datetime import UTC, datetime
from typing import Literal
from uuid import UUID

from fastapi import APIRouter, Request
from pydantic import Field
from starlette.responses import Response

from samspil.contracts.hospital import MessageKind
from samspil.contracts.message import Category, Urgency
from samspil.overview.api.attached import attached
from samspil.overview.api.doors import Door, Staff
from samspil.overview.api.seen_messages import known, read_texts
from samspil.overview.domain.attachments import MEDIA_TYPES, NoSuchAttachment
from samspil.overview.domain.handle_message import NoSuchMessage
from samspil.overview.domain.messages import ReceivedMessage, WrittenMessage
from samspil.overview.domain.threads import Sending, sending, threads
from samspil.vocabulary.copenhagen import danish_day
from samspil.vocabulary.role import Role
from samspil.web.door import Citizen
from samspil.web.problem_types import SERVICE_AWAY
from samspil.web.read_model import Opened, ReadModel
from samspil.web.refusals import refuses

router = APIRouter(prefix="/v1/citizens/{citizen_id}/messages", tags=["messages"])


BYTES = {"schema": {"type": "string", "format": "binary"}}


class SegmentShown(ReadModel):
    """One text, and who signed it there."""

    segment_id: UUID
    written_at: datetime
    words: Opened | None
    """Null: it is too long, and is read as an attachment by its ``document_id``."""
    document_id: UUID | None
    author: Opened | None
    role: Opened | None
    phone: Opened | None


class AttachmentShown(ReadModel):
    """A file; it is read at ``…/attachments/{attachment_id}``."""

    attachment_id: UUID
    title: Opened
    media_type: str
    size: int
    """In bytes."""


class ReceivedShown(ReadModel):
    """What a hospital wrote."""

    direction: Literal["received"] = "received"
    message_id: UUID = Field(validation_alias="id")
    kind: MessageKind
    category: Category
    urgency: Urgency | None
    topic: Opened | None
    segments: tuple[SegmentShown, ...]
    attachments: tuple[AttachmentShown, ...]
    sender: Opened
    to_contact_person: bool
    sent_at: datetime
    received_at: datetime
    waits: bool = False
    """Whether nobody has answered it, or found that it asks for no answer."""
    version: int


class WrittenShown(ReadModel):
    """What somebody here wrote, and how far it has come."""

    direction: Literal["written"] = "written"
    message_id: UUID = Field(validation_alias="id")
    answers: UUID | None
    category: Category
    urgency: Urgency | None
    topic: Opened
    words: Opened
    written_by: str
    name: Opened
    role: Role
    phone: Opened
    to_unit: str
    written_at: datetime
    sending: Sending = Sending.WAITS
    version: int


MessageShown = ReceivedShown | WrittenShown


class ThreadShown(ReadModel):
    """What was written back and forth; the newest last."""

    thread_id: UUID
    version: int
    """What a reply says in ``If-Match``."""
    waits: bool
    messages: list[MessageShown]


@router.get("")
async def read_messages(citizen: Citizen, caller: Staff, door: Door) -> list[ThreadShown]:
    """All threads: those in which somebody waits, and then the newest. Reading them is logged."""
    view = await known(door, citizen, caller)
    texts = await read_texts(door, citizen, view, caller)
    today = danish_day(datetime.now(UTC))

    def shown(one: ReceivedMessage | WrittenMessage, waiting: Collection[object]) -> MessageShown:
        if isinstance(one, ReceivedMessage):
            told = ReceivedShown.model_validate(one, context=texts)
            return told.model_copy(update={"waits": one in waiting})
        said = WrittenShown.model_validate(one, context=texts)
        return said.model_copy(update={"sending": sending(one, view, today)})

    return [
        ThreadShown(
            thread_id=one.id,
            version=one.version,
            waits=bool(one.waiting),
            messages=[shown(message, one.waiting) for message in one.messages],
        )
        for one in threads(view)
    ]


@router.get(
    "/{message_id}/attachments/{attachment_id}",
    response_class=Response,
    responses={200: {"content": dict.fromkeys(MEDIA_TYPES, BYTES)}},
)
@refuses(NoSuchMessage, NoSuchAttachment, SERVICE_AWAY)
async def read_attachment(
    request: Request, citizen: Citizen, message_id: UUID, attachment_id: UUID, caller: Staff, door: Door
) -> Response:
    """The file as it came, by the region-bridge, where it lies sealed. Reading it is logged."""
    token = request.headers["authorization"].partition(" ")[2]
    return await attached(door, citizen, message_id, attachment_id, caller, token)
