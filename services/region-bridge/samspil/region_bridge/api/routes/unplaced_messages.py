"""``/v1/unplaced-messages``: what hospitals wrote about strangers, for a person to register them."""

from datetime import UTC, datetime
from typing import Annotated, ClassVar
from uuid import UUID

from fastapi import APIRouter, Path, Response
from pydantic import BaseModel

from samspil.contracts.message import Category, Urgency
from samspil.region_bridge.api.doors import Door, Staff
from samspil.region_bridge.api.place_message import place, read_again
from samspil.region_bridge.api.seal_message import document_id
from samspil.region_bridge.domain.whose import Unclear
from samspil.region_bridge.partner.letter import EMPLOYEE, ROLE
from samspil.region_bridge.partner.medcom.letter import Author
from samspil.region_bridge.partner.wrong_place import NobodyToAnswer, wrong_place
from samspil.region_bridge.storage import unplaced, unplaced_answers
from samspil.region_bridge.storage.attachments import Attachment, attachments_of
from samspil.region_bridge.storage.unplaced import KEPT_FOR, Unplaced
from samspil.region_bridge.storage.unplaced_answers import AlreadyAnswered, State
from samspil.sealing.errors import KeyDestroyed
from samspil.vocabulary.ids import uuid7
from samspil.vocabulary.phone import Phone
from samspil.vocabulary.plain_text import Words, readable
from samspil.web import problem_types
from samspil.web.body import Body
from samspil.web.idempotency import Answer, Creating, Told
from samspil.web.problems import Problem
from samspil.web.refusals import refuses

router = APIRouter(prefix="/v1/unplaced-messages", tags=["unplaced messages"])

AT_MOST = 100
SOMEBODY = "Socialpsykiatrien"
"""Who writes, where the issuer tells no name."""

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
    answered: State | None
    """How far our answer is that we are the wrong place; null: nobody has answered."""


class AnswerWrongPlace(Body):
    """What the hospital is told, and who says it."""

    EXAMPLE: ClassVar = {
        "words": "Borgeren hører til i en anden kommune. Skriv til dem.",
        "phone": "12345678",
    }

    words: Words
    phone: Phone
    """Where the hospital reaches who writes; the name is the caller's own."""


class Answered(Told):
    """How far our answer is."""

    message_id: str
    state: State


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


@router.post("/{message_id}/answer-wrong-place", status_code=202, response_model=Answered)
@refuses(problem_types.NOT_FOUND, NobodyToAnswer, AlreadyAnswered)
async def answer_that_we_are_the_wrong_place(
    message_id: MessageId, body: AnswerWrongPlace, caller: Staff, once: Creating, door: Door
) -> Response:
    """Answer in its thread that they have to ask elsewhere; when it has arrived, nothing of either stays."""
    held = await unplaced.read(door.store.pool, message_id)
    if held is None:
        raise Problem(problem_types.NOT_FOUND)
    try:
        text = await door.keyring.open_held(held.raw, caller.access("answer-unplaced-message"))
    except KeyDestroyed:
        raise Problem(problem_types.NOT_FOUND) from None
    written, answer_id = read_again(text), uuid7()
    writer = Author(
        readable(caller.name or "", SOMEBODY), body.phone, ROLE.get(caller.role, EMPLOYEE), is_person=True
    )
    answer = wrong_place(
        written.named, written.message, body.words, writer, answer_id, door.us, datetime.now(UTC)
    )
    sealed = await door.keyring.seal_held("message", answer)
    async with door.store.transaction([]) as tx:
        is_kept = await unplaced_answers.keep(tx.connection, answer_id, message_id, sealed, caller.subject)

        def decide() -> Answer:
            if not is_kept:
                raise AlreadyAnswered
            return Answer.of(Answered(message_id=message_id, state=State.WAITS, version=1), 202)

        return (await once.answer(tx.connection, decide)).response()


async def _opened(door: Door, held: Unplaced, caller: Staff) -> UnplacedMessage | None:
    """None where it has just had its time."""
    try:
        text = await door.keyring.open_held(held.raw, caller.access("read-unplaced-messages"))
    except KeyDestroyed:
        return None
    written = read_again(text)
    async with door.store.pool.acquire() as connection:
        files = {one.attachment_id: one for one in await attachments_of(connection, held.message_id)}
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
        answered=await unplaced_answers.state_of(door.store.pool, held.message_id),
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


def _file(title: str, file: Attachment) -> UnplacedFile:
    kind, size = file.media_type, file.size
    return UnplacedFile(attachment_id=file.attachment_id, title=title, media_type=kind, size=size)
