"""Put a held notice aside: nothing follows from it, and nothing does any more where something did."""

from uuid import UUID

from samspil.region_bridge.domain.held import HeldNotice, How, Look, Settled, if_discarded
from samspil.region_bridge.domain.receive import follow
from samspil.region_bridge.handlers.follow_notices import say
from samspil.region_bridge.handlers.settle_held import end, require_waiting
from samspil.region_bridge.storage.transaction import RegionTransaction
from samspil.vocabulary.sealed import Sealed


def discard_held(
    tx: RegionTransaction, held_id: UUID, by: str, reason: Sealed, seen: int | None
) -> HeldNotice:
    """It as it ended. Raises ``UnknownHeld``, ``HeldIsSettled``, ``StaleVersion``."""
    thing = require_waiting(tx, held_id, seen)
    notices = tx.stay_notices.of(tx.citizen)
    if thing.message_id in notices:
        notices = if_discarded(notices, thing)
        tx.stay_notices.save(tx.citizen, notices)
        say(tx, tx.citizen, follow(notices, tx.said_stays.of(tx.citizen), tx.citizen, tx.now))
    return end(tx, thing, Settled(How.DISCARDED, Look(by, tx.now, reason)))
