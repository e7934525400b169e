"""What a hospital answers to a referral of ours in a message, as somebody reads it there."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID, uuid5

from samspil.contracts.answer import PartnerAnswer
from samspil.contracts.hospital import HospitalReferralAnswered
from samspil.exchange.delivery import Delivery
from samspil.exchange.referral_items import was_told
from samspil.region_bridge.domain.identifiers import event_id
from samspil.region_bridge.domain.thread import Thread
from samspil.vocabulary.legal_basis import LegalBasis
from samspil.vocabulary.sealed import Sealed


@dataclass(frozen=True, slots=True)
class Answer:
    """What the message says of the referral."""

    message: UUID
    """MessageHeader.id as events name it."""
    answer: PartnerAnswer
    words: Sealed
    day: date | None
    by: str
    """Staff id."""


class UnknownMessage(Exception):
    """No message with that id was received about the citizen."""


class NotAboutReferral(Exception):
    """The region was told of no referral in the message's thread: it answers something else."""


def referral_of(message: UUID, threads: Iterable[Thread], deliveries: Iterable[Delivery]) -> UUID:
    """The referral that the message answers: its thread has the referral's id.

    Raises ``UnknownMessage``, ``NotAboutReferral``.
    """
    for thread in threads:
        if any(one.seen and not one.ours and event_id(one.message_id) == message for one in thread.steps):
            if was_told(deliveries, thread.thread_id):
                return thread.thread_id
            raise NotAboutReferral
    raise UnknownMessage


def answered(answer: Answer, referral: UUID, basis: LegalBasis, now: datetime) -> HospitalReferralAnswered:
    """The fact about it; the same answer read twice in one message is one."""
    return HospitalReferralAnswered(
        answer_id=uuid5(answer.message, answer.answer),
        referral_id=referral,
        answer=answer.answer,
        words=answer.words,
        day=answer.day,
        basis=basis,
        message_id=answer.message,
        entered_by=answer.by,
        occurred_at=now,
    )
