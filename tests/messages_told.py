"""Messages with a hospital, as facts and as they are folded; of all that is not named, whatever."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from samspil.contracts.delivery import Outcome, Told
from samspil.contracts.hospital import (
    Attachment,
    HeldWhat,
    HospitalDeliveryEnded,
    HospitalDeliverySent,
    HospitalHeld,
    HospitalMessageReceived,
    MessageKind,
    Segment,
)
from samspil.contracts.message import Category, Urgency
from samspil.testkit.builders import MONDAY, sealed
from samspil.vocabulary.legal_basis import LegalBasis
from samspil.vocabulary.sealed import Sealed

QUESTION, HEADING, WARD = "Kommer du på onsdag?", "Besøg på afdelingen", "Afsnit P3"


def received(
    thread: UUID | None = None,
    at: datetime = MONDAY,
    texts: dict[str, Sealed] | None = None,
    **changed: Any,
) -> HospitalMessageReceived:
    """A ward asks something; ``texts`` are sealed for a citizen, where somebody opens them."""
    kept = texts or {}

    def of(kind: str) -> Sealed:
        return kept.get(kind) or sealed(kind)

    told: dict[str, Any] = {
        "message_id": uuid4(),
        "thread_id": thread or uuid4(),
        "kind": MessageKind.NEW,
        "category": Category.PSYCHIATRY_SOCIAL_DISABILITY,
        "urgency": None,
        "topic": of("topic"),
        "segments": (
            Segment(
                segment_id=uuid4(),
                written_at=at,
                words=of("words"),
                author=of("author"),
                role=of("role"),
                phone=of("phone"),
            ),
        ),
        "attachments": (),
        "sender": of("sender"),
        "to_contact_person": True,
        "sent_at": at,
        "basis": LegalBasis.SUL_43_1,
        "occurred_at": at,
    }
    return HospitalMessageReceived(**(told | changed))


def attachment(title: Sealed | None = None, media_type: str = "application/pdf") -> Attachment:
    """A file that came along."""
    return Attachment(
        attachment_id=uuid4(),
        title=title or sealed("title"),
        media_type=media_type,
        size=2_400_000,
        attached_at=MONDAY,
    )


def sent(message: UUID, delivery: UUID | None = None) -> HospitalDeliverySent:
    """A message of ours left."""
    return HospitalDeliverySent(
        delivery_id=delivery or uuid4(), told=Told.MESSAGE, message_id=message, occurred_at=MONDAY
    )


def ended(
    message: UUID, outcome: Outcome = Outcome.REFUSED, delivery: UUID | None = None
) -> HospitalDeliveryEnded:
    """It became of it what it did."""
    return HospitalDeliveryEnded(
        delivery_id=delivery or uuid4(),
        told=Told.MESSAGE,
        outcome=outcome,
        message_id=message,
        occurred_at=MONDAY + timedelta(hours=1),
    )


def held(what: HeldWhat = HeldWhat.NOTICE, at: datetime = MONDAY) -> HospitalHeld:
    """Something waits at the bridge."""
    return HospitalHeld(held_id=uuid4(), what=what, occurred_at=at)


ASAP: dict[str, Any] = {"urgency": Urgency.ASAP, "category": Category.REGARDING_REFERRAL}
