"""From a message as it was read to what may be kept and told of it: all that is personal becomes a token."""

from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final
from uuid import UUID, uuid5

from samspil.contracts.hospital_messages import Attachment, Segment
from samspil.region_bridge.domain.hospital_message import HospitalMessage, Text, ToldStep
from samspil.region_bridge.domain.incoming import Incoming
from samspil.region_bridge.domain.thread import Headline, Party, Payload, Step
from samspil.region_bridge.partner.correspondents import CORRESPONDENT, PARTY
from samspil.region_bridge.partner.medcom.fhir import File
from samspil.region_bridge.storage.attachments import Attachment as Kept
from samspil.sealing.parcel import FILE_KEY, new_file_key
from samspil.vocabulary.citizen_id import CitizenId
from samspil.vocabulary.sealed import Sealed

Seal = Callable[[str, str], Awaitable[Sealed]]
"""Kind and text → token."""

TRAVELS_UP_TO: Final = 16_000
"""Signs: a longer text lies sealed beside the attachments, and is read there."""
PLAIN_TEXT: Final = "text/plain"


def document_id(payload: UUID, message_id: str) -> UUID:
    """By which a file or a long text is read: a sender may use one identifier in several messages."""
    return uuid5(payload, message_id)


@dataclass(frozen=True, slots=True)
class NewFile:
    """A file, or a long text, that is to be kept: its key is sealed already."""

    attachment: Kept
    secret: str = field(repr=False)
    content: File = field(repr=False)


async def seal_files(
    message: HospitalMessage, seal: Seal, citizen: CitizenId | None = None
) -> tuple[NewFile, ...]:
    """The files that came along; without a citizen they are nobody's yet."""
    files = ((one.id, one.media_type, one.data) for one in message.files)
    return tuple([await _new_file(message.message_id, citizen, seal, *file) for file in files])


async def seal_long_texts(message: HospitalMessage, seal: Seal, citizen: CitizenId) -> tuple[NewFile, ...]:
    """The texts that are too long to travel."""
    long = ((one.id, PLAIN_TEXT, one.words.encode()) for one in message.texts if _is_long(one))
    return tuple([await _new_file(message.message_id, citizen, seal, *file) for file in long])


async def _new_file(
    message_id: str, citizen: CitizenId | None, seal: Seal, payload: UUID, media_type: str, content: File
) -> NewFile:
    secret = new_file_key()
    key = await seal(FILE_KEY, secret)
    id_ = document_id(payload, message_id)
    return NewFile(Kept(id_, citizen, message_id, key, media_type, len(content)), secret, content)


def _is_long(text: Text) -> bool:
    return len(text.words) > TRAVELS_UP_TO


async def seal_message(
    message: HospitalMessage, meant: Sealed | None, files: Iterable[Kept], seal: Seal
) -> Incoming:
    """The message, with its ``files`` by reference; ``meant`` is the contact person whom it names."""
    sealing = _Sealing(seal)
    kept = {one.attachment_id: one for one in files}
    texts = [await sealing.text(one, message.message_id) for one in message.texts]
    return Incoming(
        message_id=message.message_id,
        kind=message.kind,
        thread_id=message.thread_id,
        headline=Headline(
            category=message.category,
            urgency=message.urgency,
            topic=await sealing.maybe("topic", message.topic),
            correspondent=await seal("correspondent", CORRESPONDENT.dump_json(message.answer_to).decode()),
        ),
        payloads=(*texts, *[one async for one in sealing.files(message, kept)]),
        sender=await seal("sender", message.sender),
        meant=meant,
        steps=tuple([await sealing.step(one, message.message_id) for one in message.steps]),
        sent_at=message.sent_at,
    )


class _Sealing:
    """Of one message: each organisation in it is sealed once."""

    def __init__(self, seal: Seal) -> None:
        self._seal = seal
        self._parties: dict[Party, Sealed] = {}

    async def maybe(self, kind: str, text: str | None) -> Sealed | None:
        return None if text is None else await self._seal(kind, text)

    async def party(self, party: Party | None) -> Sealed | None:
        if party is None:
            return None
        if party not in self._parties:
            self._parties[party] = await self._seal("party", PARTY.dump_json(party).decode())
        return self._parties[party]

    async def text(self, text: Text, message_id: str) -> Payload:
        travels = not _is_long(text)
        segment = Segment(
            segment_id=text.id,
            written_at=text.at,
            words=await self._seal("words", text.words) if travels else None,
            document_id=None if travels else document_id(text.id, message_id),
            author=await self.maybe("name", text.signed.name),
            role=await self.maybe("role", text.signed.role),
            phone=await self.maybe("phone", text.signed.phone),
        )
        return Payload(text.id, segment, await self.party(text.by))

    async def files(self, message: HospitalMessage, kept: Mapping[UUID, Kept]) -> AsyncIterator[Payload]:
        for one in message.files:
            file = kept[document_id(one.id, message.message_id)]
            attachment = Attachment(
                attachment_id=file.attachment_id,
                title=await self._seal("title", one.title),
                media_type=file.media_type,
                size=file.size,
                attached_at=one.at,
            )
            yield Payload(one.id, attachment, await self.party(one.by))

    async def step(self, step: ToldStep, own: str) -> Step:
        return Step(
            message_id=step.message_id,
            activity=step.activity,
            at=step.at,
            by=await self.party(step.by),
            ours=False,
            brings=step.brings,
            after=step.after,
            seen=step.message_id == own,
        )
