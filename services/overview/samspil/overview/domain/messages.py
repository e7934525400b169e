"""What hospitals wrote about a citizen and what we wrote to them, thread by thread."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from samspil.contracts.hospital import Attachment, MessageKind, Segment
from samspil.contracts.message import Category, Urgency
from samspil.vocabulary.role import Role
from samspil.vocabulary.sealed import Sealed


@dataclass(frozen=True, slots=True)
class ReceivedMessage:
    """One that a hospital wrote to us."""

    id: UUID
    thread_id: UUID
    kind: MessageKind
    category: Category
    urgency: Urgency | None
    topic: Sealed | None
    segments: tuple[Segment, ...]
    attachments: tuple[Attachment, ...]
    sender: Sealed
    to_contact_person: bool
    sent_at: datetime
    received_at: datetime
    version: int = 0
    """The number of the event that told it."""


@dataclass(frozen=True, slots=True)
class WrittenMessage:
    """One that somebody here wrote."""

    id: UUID
    thread_id: UUID
    answers: UUID | None
    """Of theirs."""
    category: Category
    urgency: Urgency | None
    topic: Sealed
    words: Sealed
    written_by: str
    """Staff id."""
    name: Sealed
    role: Role
    phone: Sealed
    to_unit: str
    written_at: datetime
    version: int = 0
    """The number of the fact that told it."""


def unanswered(
    received: Iterable[ReceivedMessage], written: Iterable[WrittenMessage], handled: Collection[UUID]
) -> tuple[ReceivedMessage, ...]:
    """Those that wait for somebody: neither answered since, in their thread, nor found to ask for nothing."""
    answers = {one.answers for one in written}
    last: dict[UUID, datetime] = {}
    for one in written:
        last[one.thread_id] = max(one.written_at, last.get(one.thread_id, one.written_at))
    return tuple(
        one
        for one in received
        if one.id not in handled
        and one.id not in answers
        and not (one.thread_id in last and one.received_at <= last[one.thread_id])
    )
