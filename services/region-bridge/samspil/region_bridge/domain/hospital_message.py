"""A message from a hospital as this service understands it, before anything of it is sealed."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from samspil.contracts.hospital_messages import MessageKind
from samspil.contracts.message import Category, Urgency
from samspil.region_bridge.domain.thread import Addressee, Correspondent, Party


@dataclass(frozen=True, slots=True)
class Signed:
    """Who stands behind a text."""

    name: str | None
    role: str | None
    phone: str | None


@dataclass(frozen=True, slots=True)
class Text:
    """One text, with who signed it."""

    id: UUID
    at: datetime
    words: str = field(repr=False)
    signed: Signed = field(repr=False)
    by: Party | None


@dataclass(frozen=True, slots=True)
class File:
    """One file that came along."""

    id: UUID
    at: datetime
    title: str = field(repr=False)
    media_type: str
    data: bytes | bytearray | memoryview = field(repr=False)
    by: Party | None


@dataclass(frozen=True, slots=True)
class ToldStep:
    """One message of the thread, as this one tells of it; the first told is itself."""

    message_id: str
    activity: str
    at: datetime
    by: Party | None
    brings: tuple[UUID, ...]
    after: str | None


@dataclass(frozen=True, slots=True)
class HospitalMessage:
    """One message about one citizen; who that is stands outside of it."""

    message_id: str
    kind: MessageKind
    thread_id: UUID
    category: Category
    urgency: Urgency | None
    topic: str | None = field(repr=False)
    texts: tuple[Text, ...]
    files: tuple[File, ...]
    sender: str = field(repr=False)
    """The unit that wrote, as it names itself."""
    answer_to: Correspondent = field(repr=False)
    recipient: Addressee | None = field(repr=False)
    """Whom of us it is for, where it names somebody."""
    patient: str = field(repr=False)
    """The name of whom it is about, as it says; empty where it tells none."""
    steps: tuple[ToldStep, ...]
    sent_at: datetime
    tolerated: tuple[str, ...]
    """What was not as the standard asks and did no harm: codes, never content."""
