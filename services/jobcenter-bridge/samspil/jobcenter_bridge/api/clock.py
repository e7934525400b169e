"""What falls due here."""

from datetime import datetime

from samspil.jobcenter_bridge.domain.basis import is_received
from samspil.jobcenter_bridge.domain.notification import Kind
from samspil.jobcenter_bridge.handlers.hear_disclosure import LOOK_AGAIN
from samspil.jobcenter_bridge.storage import notifications
from samspil.jobcenter_bridge.storage.transaction import JobcenterTransaction
from samspil.ledger.due import Step
from samspil.vocabulary.citizen_id import CitizenId
from samspil.vocabulary.copenhagen import danish_day


async def look_again(tx: JobcenterTransaction, citizen: CitizenId, _item: str) -> datetime | None:
    """What is received now and was not when it came is fetched once more."""
    disclosure, today = tx.disclosures.of(citizen), danish_day(tx.now)
    received = [kind for kind in Kind if is_received(disclosure, kind, today)]
    await notifications.look_again(tx.connection, citizen, received)
    return None


DUE: dict[str, Step[JobcenterTransaction]] = {LOOK_AGAIN: look_again}
