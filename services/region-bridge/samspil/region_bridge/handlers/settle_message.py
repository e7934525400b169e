"""Settle a message that waits: somebody finds whether it may become known, and says why."""

from uuid import UUID

from samspil.contracts.hospital import HospitalHeldSettled
from samspil.ledger.say import Cause
from samspil.region_bridge.domain.incoming import Ground
from samspil.region_bridge.domain.waiting import Settled, settle
from samspil.region_bridge.handlers.receive_message import tell_message
from samspil.region_bridge.storage.transaction import RegionTransaction
from samspil.vocabulary.citizen_id import CitizenId
from samspil.vocabulary.sealed import Sealed


def settle_message(
    tx: RegionTransaction, citizen: CitizenId, held_id: UUID, by: str, reason: Sealed, *, let_in: bool
) -> None:
    """Let in, it becomes known on this person's word (``let_in_by``), else nothing of it is told.

    Raises ``NotWaiting``.
    """
    waiting, incoming = settle(
        tx.waiting_messages.of(citizen).get(held_id), Settled(by, tx.now, let_in=let_in, reason=reason)
    )
    tx.waiting_messages.put(waiting)
    if let_in:
        tell_message(tx, citizen, incoming, Ground(basis=None, let_in_by=by))
    tx.say(
        HospitalHeldSettled(held_id=held_id, settled_by=by, occurred_at=tx.now),
        caused_by=Cause(case=incoming.thread_id),
    )
