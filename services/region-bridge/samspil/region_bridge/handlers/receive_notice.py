"""Receive a hospital notice, if notices about the citizen are received."""

from uuid import NAMESPACE_URL, UUID, uuid5

from samspil.exchange.disclosure import receives
from samspil.region_bridge.domain.notice import Held, Notice
from samspil.region_bridge.domain.receive import receive
from samspil.region_bridge.domain.stays import takes_back_a_death
from samspil.region_bridge.handlers.follow_notices import say
from samspil.region_bridge.storage.notices import KeptNotice
from samspil.region_bridge.storage.transaction import RegionTransaction
from samspil.vocabulary.citizen_id import CitizenId
from samspil.vocabulary.copenhagen import danish_day
from samspil.vocabulary.sealed import Sealed


def receive_notice(tx: RegionTransaction, citizen: CitizenId, notice: Notice, raw: Sealed) -> None:
    """Say what follows from it, hold for a human what has no fact yet; else leave nothing of the notice."""
    if not receives(tx.disclosures.of(citizen), danish_day(tx.now)):
        return
    known = tx.stay_notices.of(citizen) or {}
    held = notice.what if isinstance(notice.what, Held) else None
    if takes_back_a_death(notice, known):
        held = Held.DEATH_RETRACTED  # whoever looks at the death has to see this beside it
    tx.notices.save(citizen, (KeptNotice(notice.message_id, raw, held, tx.now),))
    if notice.bears_on_stays:
        notices, facts = receive(known, tx.said_stays.of(citizen) or (), citizen, notice)
        tx.stay_notices.save(citizen, notices)
        say(tx, citizen, facts, before=_event_id(notice.message_id))


def _event_id(message_id: str) -> UUID:
    """The hospital's message as a cause: its own id where that is a uuid, as MedCom asks."""
    try:
        return UUID(message_id)
    except ValueError:
        return uuid5(NAMESPACE_URL, message_id)
