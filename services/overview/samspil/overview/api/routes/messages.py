"""``/v1/citizens/{citizen}/messages``: writing to the region, replying, and saying that nothing is asked."""

from typing import ClassVar
from uuid import UUID

from fastapi import APIRouter, Response

from samspil.contracts.message import Category, Urgency
from samspil.overview.api.doors import Door, Staff
from samspil.overview.api.writing import NotAUnitThere, NoUnitThere, WriterWithoutName, written
from samspil.overview.domain.handle_message import NoSuchMessage
from samspil.overview.domain.handle_undelivered import NothingUndelivered
from samspil.overview.domain.messages import WrittenMessage
from samspil.overview.domain.ours import NotOurs
from samspil.overview.domain.write_message import (
    NobodyToNameToThem,
    NoGroundToWrite,
    NoSuchThread,
    UrgencyOfNoReferral,
    begins,
)
from samspil.overview.handlers.handle_message import handle_message as handle
from samspil.overview.handlers.reply_to_message import reply_to_message as reply
from samspil.overview.handlers.write_message import write_message as write
from samspil.overview.storage.transaction import OverviewTransaction
from samspil.vocabulary.ids import uuid7
from samspil.vocabulary.phone import Phone
from samspil.vocabulary.plain_text import Name, Words
from samspil.vocabulary.unit import Unit
from samspil.web.body import Body
from samspil.web.door import Citizen
from samspil.web.idempotency import Answer, Changing, Creating, Told
from samspil.web.refusals import refuses

router = APIRouter(prefix="/v1/citizens/{citizen_id}/messages", tags=["messages"])

WRITING = (NotOurs, NoGroundToWrite, NobodyToNameToThem, WriterWithoutName, NoUnitThere)
"""What writing is refused for, whatever is written."""
ON_A_REPLY = "Svar"
"""The heading of a reply where nobody wrote one."""


class WriteMessage(Body):
    """What somebody writes to the region; the ward sees their name beside it."""

    EXAMPLE: ClassVar = {
        "category": "psychiatry-social-disability",
        "topic": "Støtten under indlæggelsen",
        "words": "Jeg besøger Bruno på onsdag. Er der et rum, hvor vi kan tale?",
        "phone": "11 11 11 11",
    }

    category: Category
    """What it is about; the heading says the rest."""
    topic: Name
    """Its heading."""
    words: Words
    phone: Phone
    """Where the ward reaches who writes."""
    urgency: Urgency | None = None
    """How fast it is to be read; with ``regarding-referral`` alone."""
    to_unit: Unit | None = None
    """The unit of the region, by its code in the rulebook; null: the first that there is."""
    instead_of: UUID | None = None
    """The delivery of a message that did not reach the region, which this one takes the place of."""


class ReplyToMessage(Body):
    """What somebody answers; of which thread stands in the address."""

    EXAMPLE: ClassVar = {"words": "Støtten fortsætter. Jeg ringer i morgen.", "phone": "11 11 11 11"}

    words: Words
    phone: Phone
    """Where the ward reaches who writes."""


class MessageWritten(Told):
    """The message."""

    message_id: UUID
    thread_id: UUID


def _answer(message: WrittenMessage) -> Answer:
    told = MessageWritten(message_id=message.id, thread_id=message.thread_id, version=message.version)
    return Answer.of(told, 201)


@router.post("", status_code=201, response_model=MessageWritten)
@refuses(*WRITING, NothingUndelivered, NotAUnitThere, UrgencyOfNoReferral)
async def write_message(
    citizen: Citizen, body: WriteMessage, caller: Staff, once: Creating, door: Door
) -> Response:
    """Write to the region; it is sent as soon as the region may be told, and what became of it is listed."""
    said = await written(door, citizen, caller, body.words, body.phone, body.to_unit)
    topic = await door.keyring.seal(citizen, "topic", body.topic)
    about = begins(body.category, topic, body.urgency, uuid7())

    def decide(tx: OverviewTransaction) -> Answer:
        return _answer(write(tx, said, about, door.law, door.rules.municipalities, body.instead_of))

    return await door.decide(citizen, once, decide)


@router.post("/{thread_id}/replies", status_code=201, response_model=MessageWritten)
@refuses(*WRITING, NoSuchThread)
async def reply_to_message(
    citizen: Citizen, thread_id: UUID, body: ReplyToMessage, caller: Staff, once: Changing, door: Door
) -> Response:
    """Reply to what was read in the thread, to whoever wrote there last."""
    said = await written(door, citizen, caller, body.words, body.phone)
    otherwise = await door.keyring.seal(citizen, "topic", ON_A_REPLY)

    def decide(tx: OverviewTransaction) -> Answer:
        ours = door.rules.municipalities
        return _answer(reply(tx, thread_id, said, otherwise, door.law, ours, once.seen))

    return await door.decide(citizen, once, decide)


@router.post("/{message_id}/handle", status_code=204)
@refuses(NoSuchMessage)
async def handle_message(
    citizen: Citizen, message_id: UUID, caller: Staff, once: Changing, door: Door
) -> Response:
    """It was read, and asks for no answer in writing. Said again, it changes nothing."""

    def decide(tx: OverviewTransaction) -> Answer:
        return Answer.done(handle(tx, message_id, caller.subject, once.seen))

    return await door.decide(citizen, once, decide)
