"""Hold a notice about a known citizen for a person, and say that something waits: never what, nor why."""

from uuid import UUID

from samspil.contracts.hospital import HeldWhat, HospitalHeld
from samspil.ledger.say import Cause
from samspil.region_bridge.domain.held import HeldNotice, Why, held_id
from samspil.region_bridge.domain.identifiers import event_id
from samspil.region_bridge.domain.notice import Notice
from samspil.region_bridge.storage.transaction import RegionTransaction


def hold_notice(tx: RegionTransaction, notice: Notice, why: Why) -> None:
    """Once, however often it comes to that."""
    id_ = held_id(tx.citizen, notice.message_id)
    if id_ not in tx.held.of(tx.citizen):
        say_held(tx, HeldNotice(id_, notice.message_id, why, tx.now, notice), event_id(notice.message_id))


def say_held(tx: RegionTransaction, thing: HeldNotice, before: UUID | None = None) -> None:
    """It belongs to a case of its own."""
    fact = HospitalHeld(held_id=thing.id, what=HeldWhat.NOTICE, occurred_at=thing.received_at)
    tx.keep(tx.held, thing, fact, caused_by=Cause(case=thing.id, before=before))
