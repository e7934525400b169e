"""A message of ours leaves once: in the form that its receiver reads, and with what their answer means."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final
from uuid import UUID

from samspil.exchange.courier import Answer
from samspil.region_bridge.partner.medcom.forms import Form, written
from samspil.region_bridge.partner.medcom.transmission import transmission
from samspil.region_bridge.partner.post import Post
from samspil.rulebook.organisations import Organisations, ReceiverForm, ReceiverType
from samspil.vocabulary.copenhagen import danish_day

_FORMS: Final[Mapping[ReceiverForm, Form]] = {ReceiverForm.JSON: Form.JSON, ReceiverForm.XML: Form.XML}


async def transmit(
    post: Post, organisations: Organisations, body: str, message_id: UUID, number: int, now: datetime
) -> Answer:
    """Hand the message, which is kept as JSON, over under a ``Bundle.id`` of this transmission's.

    Who is in the rulebook no more, or never was, is taken to read JSON and to acknowledge; to whoever never
    acknowledges, that it was taken is the end. Raises ``PartnerAway``, ``NeverLeft``.
    """
    made = transmission(body, message_id, number, now)
    to = organisations.at(made.receiver_sor, danish_day(now))
    form = _FORMS[to.receiver_form] if to else Form.JSON
    answer = await post.hand_over(str(message_id), written(made.body, form))
    if answer is Answer.TAKEN and to is not None and to.receiver_type is ReceiverType.C:
        return Answer.ACKNOWLEDGED
    return answer
