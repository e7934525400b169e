"""Put aside a message that waits: somebody finds that it is not to become known, and says why."""

from uuid import UUID

from samspil.contracts.hospital import HospitalHeldSettled
from samspil.ledger.say import Cause
from samspil.region_bridge.domain.waiting import Settled, settle
from samspil.region_bridge.storage.transaction import RegionTransaction
from samspil.vocabulary.citizen_id import CitizenId
from samspil.vocabulary.sealed import Sealed


def put_message_aside(
    tx: RegionTransaction, citizen: CitizenId, held_id: UUID, by: str, reason: Sealed
) -> None:
    """Nothing of it is told. Raises ``NotWaiting``."""
    waiting, incoming = settle(
        tx.waiting_messages.of(citizen).get(held_id), Settled(by, tx.now, let_in=False, reason=reason)
    )
    tx.waiting_messages.put(waiting)
    tx.say(
        HospitalHeldSettled(held_id=held_id, settled_by=by, occurred_at=tx.now),
        caused_by=Cause(case=incoming.thread_id),
    )
