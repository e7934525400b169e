"""Writing to the region: a message of one's own, or a reply in a thread."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from samspil.contracts.coordination import CoordinationMessageWritten, CoordinationUndeliveredHandled
from samspil.contracts.message import Category, Urgency
from samspil.overview.domain.coordination import Coordination
from samspil.overview.domain.disclose import Withheld, explain
from samspil.overview.domain.handle_undelivered import NothingUndelivered
from samspil.overview.domain.messages import WrittenMessage
from samspil.overview.domain.ours import NotOurs
from samspil.overview.domain.receiver import Receiver
from samspil.overview.domain.threads import Thread, threads
from samspil.overview.domain.undelivered import undelivered
from samspil.overview.domain.view import View
from samspil.rulebook.law import LawPack
from samspil.vocabulary.role import Role
from samspil.vocabulary.sealed import Sealed


class NoGroundToWrite(Exception):
    """Nothing lets the region be told what is written about the citizen: no consent, and no other ground."""


class NobodyToNameToThem(Exception):
    """The citizen has no number: a hospital cannot know about whom it is written."""


class UrgencyOfNoReferral(Exception):
    """How fast it is to be read is told with what regards a referral, and with nothing else (MedCom)."""


class NoSuchThread(Exception):
    """Nothing was written under this id."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What somebody writes, and who they are to whoever reads it."""

    id: UUID
    words: Sealed
    by: str
    """Staff id."""
    name: Sealed
    role: Role
    phone: Sealed
    to_unit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What it is about, and where it stands."""

    thread: UUID
    category: Category
    topic: Sealed
    urgency: Urgency | None = None
    answers: UUID | None = None


def withheld(view: View, pack: LawPack, today: date, ours: Collection[str]) -> Withheld | None:
    """Why the region is not told what is written about the citizen; None: it is."""
    lines = explain(view, Receiver.REGION, pack, today, ours)
    return next(line.withheld for line in lines if line.field.name == "messages")


def require_may_be_told(view: View, pack: LawPack, today: date, ours: Collection[str]) -> None:
    """Raises ``NotOurs``, ``NobodyToNameToThem``, ``NoGroundToWrite``."""
    match withheld(view, pack, today, ours):
        case None:
            return
        case Withheld.NOT_OURS:
            raise NotOurs
        case Withheld.NO_NUMBER:
            raise NobodyToNameToThem
        case _:
            raise NoGroundToWrite


def begins(category: Category, topic: Sealed, urgency: Urgency | None, thread: UUID) -> Subject:
    """Of a thread of its own. Raises ``UrgencyOfNoReferral``."""
    if urgency is not None and category is not Category.REGARDING_REFERRAL:
        raise UrgencyOfNoReferral
    return Subject(thread=thread, category=category, topic=topic, urgency=urgency)


def goes_on(thread: Thread, otherwise: Sealed) -> Subject:
    """Of what is said in the thread next; ``otherwise`` is its heading where it has none."""
    answered = thread.answers
    return Subject(
        thread=thread.id,
        category=thread.category,
        topic=thread.topic or otherwise,
        answers=answered.id if answered else None,
    )


def require_thread(views: Iterable[View], thread: UUID) -> Thread:
    """The thread, in the first view that has it. Raises ``NoSuchThread``."""
    for view in views:
        for one in threads(view):
            if one.id == thread:
                return one
    raise NoSuchThread


def require_lost(views: Iterable[View], delivery: UUID) -> None:
    """That a message to the region was lost with this delivery. Raises ``NothingUndelivered``."""
    for view in views:
        lost = undelivered(view.hospital.deliveries, view.coordination.handled)
        if any(one.id == delivery for one in lost):
            return
    raise NothingUndelivered


MessageFacts = tuple[CoordinationMessageWritten | CoordinationUndeliveredHandled, ...]


def write(
    state: Coordination, said: Words, about: Subject, now: datetime, instead_of: UUID | None = None
) -> tuple[Coordination, MessageFacts]:
    """The message as it was written; the delivery that it is written instead of is taken care of with it."""
    message = WrittenMessage(
        id=said.id,
        thread_id=about.thread,
        answers=about.answers,
        category=about.category,
        urgency=about.urgency,
        topic=about.topic,
        words=said.words,
        written_by=said.by,
        name=said.name,
        role=said.role,
        phone=said.phone,
        to_unit=said.to_unit,
        written_at=now,
    )
    fact = CoordinationMessageWritten(
        message_id=message.id,
        thread_id=message.thread_id,
        answers=message.answers,
        category=message.category,
        urgency=message.urgency,
        topic=message.topic,
        words=message.words,
        written_by=message.written_by,
        name=message.name,
        role=message.role,
        phone=message.phone,
        to_unit=message.to_unit,
        occurred_at=now,
    )
    state = replace(state, messages=(*state.messages, message))
    if instead_of is None:
        return state, (fact,)
    handled = CoordinationUndeliveredHandled(delivery_id=instead_of, handled_by=said.by, occurred_at=now)
    return replace(state, handled=(*state.handled, instead_of)), (fact, handled)
