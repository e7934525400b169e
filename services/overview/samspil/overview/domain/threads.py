"""What was written back and forth with hospitals, thread by thread, and how far what we wrote has come."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from samspil.contracts.delivery import Outcome
from samspil.contracts.message import Category, Urgency
from samspil.overview.domain.messages import ReceivedMessage, WrittenMessage, unanswered
from samspil.overview.domain.still_told import STILL_TOLD
from samspil.overview.domain.view import View
from samspil.vocabulary.copenhagen import danish_day
from samspil.vocabulary.sealed import Sealed


class Sending(StrEnum):
    """How far a message of ours has come."""

    WAITS = "waits"
    """To be sent."""
    SENT = "sent"
    RECEIVED = "received"
    REFUSED = "refused"
    NO_ANSWER = "no_answer"
    """In time: it may have been read, and may not."""
    NOT_SENT = "not_sent"
    """Nothing of it ever left, and it is too old to leave now."""


Message = ReceivedMessage | WrittenMessage
"""Of either side."""


@dataclass(frozen=True, slots=True)
class Thread:
    """Everything that was written under one thread id; of either side there may be nothing."""

    id: UUID
    messages: tuple[Message, ...]
    """As they became known here, the oldest first."""
    waiting: tuple[ReceivedMessage, ...]
    """Those of theirs that nobody has answered, entered as a referral's answer, or found to ask for none."""

    @property
    def last(self) -> Message:
        """The newest of all."""
        return self.messages[-1]

    @property
    def answers(self) -> ReceivedMessage | None:
        """What a reply answers: the newest of theirs; None where they wrote nothing."""
        theirs = (one for one in reversed(self.messages) if isinstance(one, ReceivedMessage))
        return next(theirs, None)

    @property
    def version(self) -> int:
        """What somebody who replies has read: whatever is written there, by either side, raises it."""
        return sum(one.version for one in self.messages)

    @property
    def category(self) -> Category:
        """What it is about, as it was said last."""
        return self.last.category

    @property
    def topic(self) -> Sealed | None:
        """As it was said last; None where nobody said it."""
        return next((one.topic for one in reversed(self.messages) if one.topic), None)

    @property
    def is_urgent(self) -> bool:
        """Whether something waits that is to be read as soon as possible."""
        return any(one.urgency is Urgency.ASAP for one in self.waiting)


def known_since(one: Message) -> datetime:
    """When it came here, or was written here."""
    return one.received_at if isinstance(one, ReceivedMessage) else one.written_at


def threads(view: View) -> tuple[Thread, ...]:
    """Those in which somebody waits come first, and then the newest."""
    received, written = view.hospital.messages, view.coordination.messages
    entered = {one.message_id for one in view.hospital.answers if one.message_id}
    waits = set(unanswered(received, written, entered.union(view.coordination.handled)))
    every: list[Message] = [*received, *written]
    of_each: dict[UUID, list[Message]] = {}
    for one in sorted(every, key=lambda one: (known_since(one), one.id)):
        of_each.setdefault(one.thread_id, []).append(one)
    found = (
        Thread(id_, tuple(some), tuple(one for one in some if one in waits)) for id_, some in of_each.items()
    )
    newest_first = sorted(found, key=lambda one: (known_since(one.last), one.id), reverse=True)
    return tuple(sorted(newest_first, key=lambda one: (not one.waiting, not one.is_urgent)))


def waiting(view: View) -> int:
    """How many threads wait for an answer."""
    return sum(bool(one.waiting) for one in threads(view))


def sending(one: WrittenMessage, view: View, today: date) -> Sending:
    """How far it has come: once received it is, whatever was told of it before or after."""
    ends = [end.outcome for end in view.hospital.deliveries if end.message_id == one.id]
    if Outcome.ACKNOWLEDGED in ends:
        return Sending.RECEIVED
    if one.id in view.hospital.sent:
        return Sending.SENT
    if ends:
        return Sending.REFUSED if ends[-1] is Outcome.REFUSED else Sending.NO_ANSWER
    is_old = today - danish_day(one.written_at) > STILL_TOLD
    return Sending.NOT_SENT if is_old else Sending.WAITS
