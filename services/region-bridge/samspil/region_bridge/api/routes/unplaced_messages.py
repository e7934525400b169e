"""``/v1/unplaced-messages``: what hospitals wrote about strangers, for a person to register them."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Path
from pydantic import BaseModel

from samspil.contracts.message import Category, Urgency
from samspil.region_bridge.api.doors import Door, Staff
from samspil.region_bridge.api.place_message import place, read_again
from samspil.region_bridge.api.seal_message import document_id
from samspil.region_bridge.domain.whose import Unclear
from samspil.region_bridge.storage import unplaced
from samspil.region_bridge.storage.files_in import FileIn, files_of
from samspil.region_bridge.storage.unplaced import KEPT_FOR, Unplaced
from samspil.sealing.errors import KeyDestroyed
from samspil.web import problem_types
from samspil.web.problems import Problem
from samspil.web.refusals import refuses

router = APIRouter(prefix="/v1/unplaced-messages", tags=["unplaced messages"])

AT_MOST = 100

MessageId = Annotated[
    str,
    Path(description="MessageHeader.id, by which the region finds it.", pattern=r"^[A-Za-z0-9\-.]{1,64}$"),
]


class UnplacedText(BaseModel):
    """One text of it."""

    written_at: datetime
    words: str
    author: str | None
    role: str | None
    phone: str | None


class UnplacedFile(BaseModel):
    """One file of it."""

    attachment_id: UUID
    title: str
    media_type: str
    size: int
    """In bytes."""


class UnplacedMessage(BaseModel):
    """One, opened; reading it is logged."""

    message_id: str
    received_at: datetime
    until: datetime
    """It is deleted then, whether somebody has registered the citizen or not."""
    why: Unclear | None
    """Why nobody can say whom it is about; null: nobody who is known here."""
    numbers: list[str]
    """Every CPR number or replacement that it names."""
    name: str
    """As the message says; empty where it tells none."""
    sender: str
    recipient: str | None
    """Whom of us it is for, where it names somebody."""
    category: Category
    urgency: Urgency | None
    topic: str | None
    sent_at: datetime
    texts: list[UnplacedText]
    files: list[UnplacedFile]


class LookedAgain(BaseModel):
    """What became of it."""

    placed: bool
    """Whether its citizen is known now, and the message hers."""


@router.get("")
async def read_unplaced_messages(caller: Staff, door: Door) -> list[UnplacedMessage]:
    """The oldest first, a hundred at most; each goes when its citizen is registered, or after thirty days."""
    return [
        one
        for held in await unplaced.read_oldest(door.store.pool, AT_MOST)
        if (one := await _opened(door, held, caller)) is not None
    ]


@router.get("/{message_id}")
@refuses(problem_types.NOT_FOUND)
async def read_unplaced_message(message_id: MessageId, caller: Staff, door: Door) -> UnplacedMessage:
    """One of them; 404 where it does not wait."""
    held = await unplaced.read(door.store.pool, message_id)
    opened = await _opened(door, held, caller) if held else None
    if opened is None:
        raise Problem(problem_types.NOT_FOUND)
    return opened


@router.post("/{message_id}/look-again")
@refuses(problem_types.NOT_FOUND)
async def look_again_at_unplaced_message(message_id: MessageId, caller: Staff, door: Door) -> LookedAgain:
    """Look now whether its citizen has been registered; 404 where it does not wait."""
    held = await unplaced.read(door.store.pool, message_id)
    if held is None:
        raise Problem(problem_types.NOT_FOUND)
    return LookedAgain(placed=await place(door.store, door.keyring, held))


async def _opened(door: Door, held: Unplaced, caller: Staff) -> UnplacedMessage | None:
    """None where it has just had its time."""
    try:
        text = await door.keyring.open_held(held.raw, caller.access("read-unplaced-messages"))
    except KeyDestroyed:
        return None
    written = read_again(text)
    files = {one.id: one for one in await files_of(door.store.pool, held.message_id)}
    message = written.message
    return UnplacedMessage(
        message_id=held.message_id,
        received_at=held.received_at,
        until=held.received_at + KEPT_FOR,
        why=held.why,
        numbers=sorted(one.number for one in written.named.numbers),
        name=message.patient,
        sender=message.sender,
        recipient=message.recipient.name if message.recipient else None,
        category=message.category,
        urgency=message.urgency,
        topic=message.topic,
        sent_at=message.sent_at,
        texts=[
            UnplacedText(
                written_at=one.at,
                words=one.words,
                author=one.signed.name,
                role=one.signed.role,
                phone=one.signed.phone,
            )
            for one in message.texts
        ],
        files=[
            _file(one.title, file)
            for one in message.files
            if (file := files.get(document_id(one.id, held.message_id)))
        ],
    )


def _file(title: str, file: FileIn) -> UnplacedFile:
    return UnplacedFile(attachment_id=file.id, title=title, media_type=file.media_type, size=file.size)
