"""A letter of ours as MedCom's CareCommunication carries it, and the thread in which it stands."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from samspil.contracts.message import Category, Urgency
from samspil.region_bridge.partner.medcom.organisation import Organisation
from samspil.vocabulary.cpr import Cpr


@dataclass(frozen=True, slots=True)
class Author:
    """Who signs a text: a person, or for us a function."""

    name: str
    phone: str
    role: str = "Koordinator"
    is_person: bool = False
    """Whether the name is somebody's own: its last word is the family's."""


@dataclass(frozen=True, slots=True)
class Letter:
    """What is said about whom."""

    cpr: Cpr
    """Of one of the kinds in ``SYSTEMS``."""
    name: str
    """With a word in it that can be read."""
    topic: str
    text: str
    category: Category = Category.CARE_COORDINATION
    urgency: Urgency | None = None
    """Told with what regards a referral, and with nothing else."""
    author: Author | None = None
    """None: we write as a function."""


@dataclass(frozen=True, slots=True)
class Addressee:
    """For whom within an organisation: somebody in a role, or a team."""

    name: str
    role: str | None
    is_team: bool


@dataclass(frozen=True, slots=True)
class Spoken:
    """A text of a thread, or a file, which is repeated without what it holds."""

    id: UUID
    at: datetime
    by: Organisation | None
    """Who identified it; None: whom we write to."""
    text: str | None = None
    author: Author | None = None
    title: str | None = None
    media_type: str | None = None


@dataclass(frozen=True, slots=True)
class Done:
    """A message of a thread, as each later one repeats it."""

    message_id: str
    activity: str
    at: datetime
    by: Organisation | None
    """None: whom we write to."""
    brings: tuple[UUID, ...]
    after: str | None


@dataclass(frozen=True, slots=True)
class Before:
    """The thread that a letter goes into."""

    thread: UUID
    is_reply: bool
    after: str | None = None
    """The newest message of it, by its MessageHeader.id."""
    spoken: tuple[Spoken, ...] = ()
    done: tuple[Done, ...] = ()
    to: Addressee | None = None
