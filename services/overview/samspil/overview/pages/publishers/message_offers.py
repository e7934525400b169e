"""What can be done about messages with the region, begun with what is known already."""

from collections.abc import Mapping
from dataclasses import replace

from samspil.overview.domain.employment_state import DeliveryEnd
from samspil.overview.domain.messages import ReceivedMessage, WrittenMessage
from samspil.overview.domain.referral_state import OVER
from samspil.overview.domain.threads import Thread
from samspil.overview.domain.undelivered import undelivered
from samspil.overview.domain.view import View
from samspil.overview.pages.form import Filled, Thing
from samspil.overview.pages.forms.coordination import HANDLE_DELIVERY
from samspil.overview.pages.forms.messages import AGAIN, ANSWER, HANDLE, REFER, REPLY, WRITE
from samspil.overview.pages.reading import Read
from samspil.vocabulary.sector import Sector
from samspil.web.auth import Caller, Role

REFERRING = {Role.CASEWORKER, Role.VISITATOR}


def write(there: Mapping[str, str], phone: str) -> Filled:
    """A message of one's own; where there is one unit alone, it goes there."""
    only = next(iter(there)) if len(there) == 1 else ""
    return Filled(WRITE, written={"phone": phone, "to_unit": only}, units=there)


def reply(thread: Thread, phone: str) -> Filled:
    """An answer to what was read in the thread."""
    return Filled(REPLY, (Thing(thread.id, thread.version),), {"phone": phone})


def refer(thread: Thread, view: View, me: Caller | None) -> Filled | None:
    """Making a referral of what is asked there: once, by whoever may write one."""
    asked = any(isinstance(one, ReceivedMessage) for one in thread.messages)
    made = any(one.request == thread.id for one in view.referrals)
    if me is None or me.role not in REFERRING or made or not asked:
        return None
    return Filled(REFER, (Thing(thread.id, thread.version),))


def answer(message: ReceivedMessage, view: View, me: Caller | None, read: Read) -> Filled | None:
    """Saying what it answers to a referral, in their words: by whoever may write one, while it is open."""
    asked = any(
        one.id == message.thread_id and one.to_sector is Sector.REGION and one.standing not in OVER
        for one in view.referrals
    )
    if me is None or me.role not in REFERRING or not asked:
        return None
    words = "\n\n".join(read(one.words) for one in message.segments if one.words)
    return Filled(ANSWER, (Thing(message.id, message.version),), {"words": words})


def handle(message: ReceivedMessage) -> Filled:
    """Saying that it asks for no answer."""
    return Filled(HANDLE, (Thing(message.id, message.version),))


def lost(view: View, message: WrittenMessage) -> DeliveryEnd | None:
    """The delivery with which it was lost, where nobody has taken care of that."""
    found = undelivered(view.hospital.deliveries, view.coordination.handled)
    return next((one for one in found if one.message_id == message.id), None)


def lost_offers(
    message: WrittenMessage, end: DeliveryEnd, read: Read, there: Mapping[str, str]
) -> tuple[Filled, ...]:
    """Putting it right and sending it again, or saying that it was told in another way."""
    written = {
        "to_unit": message.to_unit if message.to_unit in there else "",
        "category": message.category,
        "topic": read(message.topic),
        "words": read(message.words),
        "urgency": message.urgency or "",
        "phone": read(message.phone),
    }
    thing = (Thing(end.id, end.version),)
    return Filled(AGAIN, thing, written, units=there), Filled(HANDLE_DELIVERY, thing)


def send_again(end: DeliveryEnd) -> Filled | None:
    """The way to the form; None where the delivery carried nothing that somebody wrote."""
    return Filled(AGAIN, (Thing(end.id, end.version),)) if end.message_id else None


def said_before(offer: Filled, why_not: str) -> Filled:
    """The form with what it would be refused for, where that is known: nobody writes in vain."""
    return replace(offer, form=replace(offer.form, lead=why_not)) if why_not else offer


def own_phone(view: View, me: Caller | None, read: Read) -> str:
    """The number that the reader gave last: in a message, or in the plan as whoever helps."""
    if me is None:
        return ""
    for one in reversed(view.coordination.messages):
        if one.written_by == me.subject:
            return read(one.phone)
    for help_ in view.plan.agreed_help:
        if help_.support_worker == me.subject and help_.support_worker_phone:
            return read(help_.support_worker_phone)
    return ""
