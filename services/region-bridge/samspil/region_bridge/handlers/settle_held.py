"""Settle what is held: it ends once, and what that means for the rest is said by whoever ends it."""

from collections.abc import Iterable
from dataclasses import replace
from uuid import UUID

from samspil.contracts.hospital import HospitalHeldSettled
from samspil.ledger.say import Cause
from samspil.ledger.versions import require_version
from samspil.region_bridge.domain.held import HeldIsSettled, HeldNotice, Settled, UnknownHeld, Why
from samspil.region_bridge.storage.transaction import RegionTransaction


def waiting(tx: RegionTransaction, why: Why) -> Iterable[HeldNotice]:
    """Of the citizen at hand, those that wait for that."""
    return [one for one in tx.held.of(tx.citizen).values() if one.settled is None and one.why is why]


def require_waiting(tx: RegionTransaction, held_id: UUID, seen: int | None) -> HeldNotice:
    """The one, as it was seen. Raises ``UnknownHeld``, ``HeldIsSettled``, ``StaleVersion``."""
    thing = tx.held.of(tx.citizen).get(held_id)
    if thing is None:
        raise UnknownHeld
    if thing.settled is not None:
        raise HeldIsSettled
    require_version(thing, seen)
    return thing


def end(tx: RegionTransaction, thing: HeldNotice, settled: Settled) -> HeldNotice:
    """The thing as it ended."""
    fact = HospitalHeldSettled(held_id=thing.id, settled_by=settled.look.by, occurred_at=tx.now)
    return tx.keep(tx.held, replace(thing, settled=settled), fact, caused_by=Cause(case=thing.id))
