"""A hospital's message as it is kept and told: what is personal is sealed for its citizen."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from samspil.contracts.disclosure import RegionInformed
from samspil.contracts.hospital_messages import (
    Attachment,
    HospitalMessageReceived,
    MessageKind,
    Segment,
)
from samspil.region_bridge.domain.identifiers import event_id
from samspil.region_bridge.domain.thread import Headline, Payload, Step, Thread, join, new_in
from samspil.vocabulary.legal_basis import LegalBasis
from samspil.vocabulary.sealed import Sealed


@dataclass(frozen=True, slots=True)
class Incoming:
    """One message, whatever of it the thread already holds."""

    message_id: str
    """MessageHeader.id."""
    kind: MessageKind
    thread_id: UUID
    headline: Headline
    payloads: tuple[Payload, ...]
    sender: Sealed
    meant: Sealed | None
    """The disclosed name of the contact person, where the message names that person as its recipient."""
    steps: tuple[Step, ...]
    """Its own first."""
    sent_at: datetime


@dataclass(frozen=True, slots=True)
class Ground:
    """Why a message becomes known: the law's basis, or somebody who let it in and has to answer for it."""

    basis: LegalBasis | None
    let_in_by: str | None = None
    """Staff id."""


def ground_of(told: RegionInformed | None, today: date) -> Ground | None:
    """On which what hospitals write is received today; None: it waits for a person.

    A consent ends on a day; what holds without one is the law's own ground, from an agreement asked for to
    its end (psykiatriloven § 13 c).
    """
    if told is None or not told.messages_received:
        return None
    if told.messages_until is not None:
        return Ground(LegalBasis.SUL_43_1) if today <= told.messages_until else None
    by_law = any(one.stage.is_open for one in told.agreements)
    return Ground(LegalBasis.PSL_13C if by_law else LegalBasis.SUL_43_1)


def receive_into(
    thread: Thread, incoming: Incoming, told: RegionInformed | None, ground: Ground, now: datetime
) -> tuple[Thread, HospitalMessageReceived, tuple[Payload, ...]]:
    """The thread with the message in it, the fact, and what it brings that the thread did not hold."""
    brought = new_in(thread, incoming.payloads)
    contact = told.contact_person.name if told and told.contact_person else None
    fact = HospitalMessageReceived(
        message_id=event_id(incoming.message_id),
        thread_id=incoming.thread_id,
        kind=incoming.kind,
        category=incoming.headline.category,
        urgency=incoming.headline.urgency,
        topic=incoming.headline.topic,
        segments=tuple(one.what for one in brought if isinstance(one.what, Segment)),
        attachments=tuple(one.what for one in brought if isinstance(one.what, Attachment)),
        sender=incoming.sender,
        to_contact_person=contact is not None and contact == incoming.meant,
        sent_at=incoming.sent_at,
        basis=ground.basis,
        let_in_by=ground.let_in_by,
        occurred_at=now,
    )
    joined = join(thread, incoming.steps, incoming.payloads, incoming.headline)
    return joined, fact, brought
