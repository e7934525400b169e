"""A thread of messages with a hospital about one citizen: what is needed to tell what is new, and to answer.

In whatever order messages come, and however often, the same thread follows from them.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID, uuid5

from samspil.contracts.hospital_messages import Attachment, Segment
from samspil.contracts.message import Category, Urgency
from samspil.vocabulary.citizen_id import CitizenId
from samspil.vocabulary.sealed import Sealed


@dataclass(frozen=True, slots=True)
class Party:
    """An organisation as messages name it; always sealed: the number of a ward tells what it treats."""

    sor: str
    gln: str


@dataclass(frozen=True, slots=True)
class Addressee:
    """Whom within an organisation a message comes from or is for: a person by role, or a team."""

    kind: str
    """``PractitionerRole`` or ``CareTeam``."""
    name: str | None
    role: str | None = None
    """Of a person, in words or as a code."""


@dataclass(frozen=True, slots=True)
class Correspondent:
    """Whom an answer goes to, and which course at the hospital it belongs to."""

    party: Party | None
    """None where the message tells no numbers that can be read: the answer goes to the region."""
    addressee: Addressee | None
    """The specific sender of their newest message: the specific recipient of the answer."""
    episodes: tuple[tuple[str, str], ...] = ()
    """System and value of each name of the course, where their newest message tells of an encounter."""


@dataclass(frozen=True, slots=True)
class Step:
    """One message of a thread, as every later one repeats it (Provenance)."""

    message_id: str
    """MessageHeader.id."""
    activity: str
    """MedCom's code: ``new-message``, ``reply-message`` or ``forward-message``."""
    at: datetime
    by: Sealed | None
    """A ``Party`` as JSON, sealed; None where the message names nobody that can be read."""
    ours: bool
    """Whether we wrote it."""
    brings: tuple[UUID, ...]
    """Identifiers of the texts and files that it was the first to tell (entity with role ``source``)."""
    after: str | None
    """MessageHeader.id of the message before it (entity with role ``revision``)."""
    seen: bool
    """Whether we had it itself; else a later message told of it."""


@dataclass(frozen=True, slots=True)
class Headline:
    """What a message of theirs says of the whole thread; of the newest it holds."""

    category: Category
    urgency: Urgency | None
    topic: Sealed | None
    correspondent: Sealed
    """A ``Correspondent`` as JSON, sealed."""


@dataclass(frozen=True, slots=True)
class Thread:
    """One thread about one citizen."""

    id: UUID
    """Of the row: made from citizen and thread (``row_id``), because a sender may use one thread id twice."""
    thread_id: UUID
    """Communication.identifier, written ``urn:uuid:…``."""
    steps: tuple[Step, ...] = ()
    """Every message that is known of, the oldest first."""
    known: tuple[UUID, ...] = ()
    """Identifiers of all texts and files that were told, ours and theirs: again they are nothing new."""
    headline: Headline | None = None
    """None until they have written."""

    @property
    def newest(self) -> Step | None:
        """The message that an answer follows (its ``after``)."""
        return max(filter(_is_seen, self.steps), key=_order, default=None)

    @property
    def newest_of_theirs(self) -> Step | None:
        """Their newest message that we had."""
        return max((one for one in self.steps if one.seen and not one.ours), key=_order, default=None)

    @property
    def newest_of_ours(self) -> Step | None:
        """The newest that we wrote."""
        return max((one for one in self.steps if one.seen and one.ours), key=_order, default=None)


@dataclass(frozen=True, slots=True)
class Payload:
    """A text or a file of a thread, and who identified it; an answer repeats them, files without data."""

    id: UUID
    """Its identifier, the same wherever it is repeated, written ``urn:uuid:…``."""
    what: Segment | Attachment
    by: Sealed | None
    """A ``Party`` as JSON, sealed (assigner)."""

    @property
    def at(self) -> datetime:
        """When it was written or attached: in this order a thread is read."""
        return self.what.written_at if isinstance(self.what, Segment) else self.what.attached_at


def row_id(citizen: CitizenId, thread_id: UUID) -> UUID:
    """The id of the row that keeps the thread."""
    return uuid5(thread_id, str(citizen))


def thread_of(threads: Mapping[UUID, Thread], citizen: CitizenId, thread_id: UUID) -> Thread:
    """The thread as it is known; an unknown id opens one."""
    own = row_id(citizen, thread_id)
    return threads.get(own) or Thread(own, thread_id)


def note_of(file: UUID) -> UUID:
    """The identifier of the text that tells that a file did not come along."""
    return uuid5(file, "absent")


def new_in(thread: Thread, payloads: Iterable[Payload]) -> tuple[Payload, ...]:
    """What the thread did not hold before, in the order in which it was written."""
    return tuple(sorted((one for one in payloads if one.id not in thread.known), key=lambda one: one.at))


def join(
    thread: Thread, steps: Iterable[Step], payloads: Iterable[Payload], headline: Headline | None = None
) -> Thread:
    """The thread with a message in it: its own step first, those that it tells of, and all that it holds.

    ``headline`` is of a message of theirs; one of ours has none.
    """
    own, *others = steps
    kept = {one.message_id: one for one in thread.steps}
    for step in (own, *others):
        other = kept.get(step.message_id)
        kept[step.message_id] = step if other is None else max(step, other, key=_trust)
    joined = replace(
        thread,
        steps=tuple(sorted(kept.values(), key=_order)),
        known=tuple(sorted({*thread.known, *_marks(payloads)})),
    )
    return replace(joined, headline=headline) if headline and joined.newest_of_theirs == own else joined


def _marks(payloads: Iterable[Payload]) -> Iterator[UUID]:
    """Whoever had a file need not be told that it did not come along when an answer repeats it."""
    for one in payloads:
        yield one.id
        if isinstance(one.what, Attachment):
            yield note_of(one.id)


def _is_seen(step: Step) -> bool:
    return step.seen


def _order(step: Step) -> tuple[datetime, str]:
    return step.at, step.message_id


def _trust(step: Step) -> tuple[bool, bool, tuple[datetime, str], str, tuple[UUID, ...], str]:
    """A message itself is believed before what others tell of it; of two tales always the same one."""
    return step.seen, step.ours, _order(step), step.activity, step.brings, step.after or ""
