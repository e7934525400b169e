"""What falls due here."""

from datetime import datetime

from samspil.jobcenter_bridge.handlers.hear_disclosure import LOOK_AGAIN
from samspil.jobcenter_bridge.storage import notifications
from samspil.jobcenter_bridge.storage.transaction import JobcenterTransaction
from samspil.ledger.due import Step
from samspil.vocabulary.citizen_id import CitizenId


async def look_again(tx: JobcenterTransaction, citizen: CitizenId, _item: str) -> datetime | None:
    """Milestones are received now: what came before is fetched once more."""
    await notifications.look_again(tx.connection, citizen)
    return None


DUE: dict[str, Step[JobcenterTransaction]] = {LOOK_AGAIN: look_again}
