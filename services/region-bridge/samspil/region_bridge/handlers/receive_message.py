"""Receive what a hospital wrote about a citizen, where a ground lets it; else it waits for a person."""

from samspil.contracts.hospital import HeldWhat, HospitalHeld
from samspil.ledger.say import Cause
from samspil.region_bridge.domain.identifiers import event_id
from samspil.region_bridge.domain.incoming import Ground, Incoming, ground_of, receive_into
from samspil.region_bridge.domain.thread import thread_of
from samspil.region_bridge.domain.waiting import hold
from samspil.region_bridge.storage.messages_in import KeptMessage
from samspil.region_bridge.storage.transaction import RegionTransaction
from samspil.vocabulary.citizen_id import CitizenId
from samspil.vocabulary.copenhagen import danish_day


def receive_message(tx: RegionTransaction, citizen: CitizenId, incoming: Incoming, kept: KeptMessage) -> None:
    """Keep it, and say that it came, or that something waits."""
    tx.messages_in.save(citizen, (*(tx.messages_in.of(citizen) or ()), kept))
    disclosure = tx.disclosures.of(citizen)
    ground = ground_of(disclosure.told if disclosure else None, danish_day(tx.now))
    if ground is not None:
        tell_message(tx, citizen, incoming, ground)
        return
    waiting = hold(incoming, tx.now)
    tx.waiting_messages.put(waiting)
    tx.say(
        HospitalHeld(held_id=waiting.id, what=HeldWhat.MESSAGE, occurred_at=tx.now),
        caused_by=Cause(case=incoming.thread_id),
    )


def tell_message(tx: RegionTransaction, citizen: CitizenId, incoming: Incoming, ground: Ground) -> None:
    """Say what it brings, and keep the thread as it stands with it."""
    disclosure = tx.disclosures.of(citizen)
    thread = thread_of(tx.threads.of(citizen), citizen, incoming.thread_id)
    joined, fact, brought = receive_into(
        thread, incoming, disclosure.told if disclosure else None, ground, tx.now
    )
    tx.threads.put(joined)
    tx.payloads.add(joined, brought)
    tx.say(fact, caused_by=Cause(case=incoming.thread_id, before=event_id(incoming.message_id)))
