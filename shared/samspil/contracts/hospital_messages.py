"""What the region-bridge says of messages from hospitals (MedCom's CareCommunication 5.0 and 4.0)."""

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar
from uuid import UUID

from pydantic import AwareDatetime

from samspil.contracts.message import Category, Urgency
from samspil.vocabulary.legal_basis import LegalBasis
from samspil.vocabulary.sealed import Sealed


class MessageKind(StrEnum):
    """How it stands to what was written before (Provenance.activity)."""

    NEW = "new"
    REPLY = "reply"
    FORWARD = "forward"
    """What others wrote to each other, under a thread of its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """One text in a message, and who signed it; a message repeats those before it."""

    segment_id: UUID
    """The same wherever it is repeated."""
    written_at: AwareDatetime
    words: Sealed | None
    """None: it is too long to travel, and is read at the bridge."""
    document_id: UUID | None = None
    """By which it is read there."""
    author: Sealed | None
    role: Sealed | None
    phone: Sealed | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A file that came with a message; it lies sealed at the bridge and is read there."""

    attachment_id: UUID
    title: Sealed
    media_type: str
    """By its own bytes: application/pdf, image/gif, image/jpeg, image/png, image/tiff or image/bmp."""
    size: int
    """In bytes."""
    attached_at: AwareDatetime


@dataclass(frozen=True, slots=True, kw_only=True)
class HospitalMessageReceived:
    """A hospital wrote to us about the citizen."""

    TYPE: ClassVar[str] = "hospital.message_received.v1"
    ABOUT: ClassVar[str] = "message_id"

    message_id: UUID
    thread_id: UUID
    """Of what is written back and forth: the same in each reply, another in what is forwarded."""
    kind: MessageKind
    category: Category
    urgency: Urgency | None
    topic: Sealed | None
    segments: tuple[Segment, ...]
    """Those that this message brings: of what stood in the thread before, nothing again."""
    attachments: tuple[Attachment, ...]
    sender: Sealed
    """The unit that wrote, as it names itself: what a ward is called tells what it treats."""
    to_contact_person: bool
    """Whether it asks for whom the region knows as the citizen's contact person."""
    sent_at: AwareDatetime
    basis: LegalBasis | None
    """On which the hospital may tell us; None where somebody let it in and says why."""
    let_in_by: str | None = None
    """Staff id of whoever did."""
    occurred_at: AwareDatetime
