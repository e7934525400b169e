"""The answer to a hospital that wrote about somebody who is nobody's here."""

from datetime import datetime
from uuid import UUID

from samspil.region_bridge.domain.hospital_message import HospitalMessage, Text
from samspil.region_bridge.domain.whose import Named, Unclear
from samspil.region_bridge.partner.correspondents import addressee_of, organisation_of, signer_of
from samspil.region_bridge.partner.letter import UNNAMED, lines
from samspil.region_bridge.partner.medcom.care_communication import care_communication
from samspil.region_bridge.partner.medcom.letter import Author, Before, Done, Letter, Spoken
from samspil.region_bridge.partner.medcom.organisation import Organisation
from samspil.vocabulary.cpr import Cpr
from samspil.vocabulary.plain_text import readable


class NobodyToAnswer(Exception):
    """The message tells no numbers of who wrote it, or none of whom it is about that could be named."""


def wrong_place(
    named: Named,
    message: HospitalMessage,
    said: str,
    writer: Author,
    answer_id: UUID,
    us: Organisation,
    now: datetime,
) -> str:
    """The reply in its thread, as JSON, to the unit that wrote. Raises ``NobodyToAnswer``."""
    to = organisation_of(message.answer_to.party)
    if to is None:
        raise NobodyToAnswer
    name = readable(message.patient, UNNAMED)
    topic = readable(message.topic or "", "Vi er det forkerte sted")
    urgency, category = message.urgency, message.category
    reply = Letter(_number(named), name, topic, said, category, urgency, writer)
    before = Before(
        message.thread_id,
        is_reply=True,
        after=message.message_id,
        spoken=tuple(map(_spoken, message.texts)),
        done=tuple(
            Done(one.message_id, one.activity, one.at, organisation_of(one.by), one.brings, one.after)
            for one in sorted(message.steps, key=lambda one: (one.at, one.message_id))
        ),
        to=addressee_of(message.answer_to.addressee),
    )
    return care_communication(reply, answer_id, us, to, writer, now, before).decode()


def _number(named: Named) -> Cpr:
    """By which they know the person; where several go for one, the lowest: they sent all of them."""
    if not isinstance(named.current, Unclear):
        return named.current
    if not named.numbers:
        raise NobodyToAnswer
    return min(named.numbers, key=lambda one: one.number)


def _spoken(one: Text) -> Spoken:
    signed = signer_of(one.signed.name, one.signed.phone, one.signed.role)
    return Spoken(one.id, one.at, organisation_of(one.by), lines(one.words), signed)
