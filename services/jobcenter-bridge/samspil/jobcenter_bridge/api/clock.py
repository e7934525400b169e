"""What falls due here."""

from datetime import datetime
from functools import partial
from uuid import UUID

from samspil.jobcenter_bridge.domain.basis import is_received
from samspil.jobcenter_bridge.domain.notification import Kind
from samspil.jobcenter_bridge.domain.sustained import looked_at, next_look, unsaid
from samspil.jobcenter_bridge.handlers.hear_disclosure import LOOK_AGAIN
from samspil.jobcenter_bridge.handlers.record_activity import LASTS
from samspil.jobcenter_bridge.storage import notifications
from samspil.jobcenter_bridge.storage.transaction import JobcenterTransaction
from samspil.ledger.due import Step
from samspil.rulebook.rulebook import Rulebook
from samspil.vocabulary.citizen_id import CitizenId
from samspil.vocabulary.copenhagen import danish_day, start_of


async def look_again(tx: JobcenterTransaction, citizen: CitizenId, _item: str) -> datetime | None:
    """What is received now and was not when it came is fetched once more."""
    disclosure, today = tx.disclosures.of(citizen), danish_day(tx.now)
    received = [kind for kind in Kind if is_received(disclosure, kind, today)]
    await notifications.look_again(tx.connection, citizen, received)
    return None


async def look_whether_it_lasts(
    tx: JobcenterTransaction, citizen: CitizenId, item: str, rules: Rulebook
) -> datetime | None:
    """What was achieved so many months ago is fetched anew; the next date is that of the next look.

    What was lost, corrected or deleted meanwhile is not looked at, or on its own days.
    """
    known, today = tx.milestones.of(citizen).get(UUID(item)), danish_day(tx.now)
    if known is None or known.told is None:
        return None
    is_to_be_seen = unsaid(known.told, known.sustained, looked_at(rules, today), today) is not None
    if is_to_be_seen and tx.receives(citizen, Kind.ACTIVITY):
        await notifications.look_at_entity(tx.connection, Kind.ACTIVITY, known.id, known.version)
    day = next_look(known.told, today)
    return None if day is None else start_of(day)


def due(rules: Rulebook) -> dict[str, Step[JobcenterTransaction]]:
    """The steps, under this rulebook."""
    return {LOOK_AGAIN: look_again, LASTS: partial(look_whether_it_lasts, rules=rules)}
