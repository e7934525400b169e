"""Let an activity of the jobcenter's become a milestone, where its citizen's milestones are received."""

from uuid import UUID

from samspil.jobcenter_bridge.domain.activity import Activity
from samspil.jobcenter_bridge.domain.milestones import Recorded, record, void
from samspil.jobcenter_bridge.domain.notification import Kind, State
from samspil.jobcenter_bridge.domain.sustained import looked_at, next_look
from samspil.jobcenter_bridge.storage.transaction import JobcenterTransaction
from samspil.ledger.say import Cause
from samspil.rulebook.rulebook import Rulebook
from samspil.vocabulary.citizen_id import CitizenId
from samspil.vocabulary.copenhagen import danish_day, start_of

LASTS = "lasts"
"""The due step, by the activity, that has the fetcher look whether what was achieved still is so."""


def record_activity(
    tx: JobcenterTransaction, citizen: CitizenId, activity: Activity, version: int, rules: Rulebook
) -> State:
    """What became of the notification of this version, at which the activity was found so."""
    if not tx.receives(citizen, Kind.ACTIVITY):
        return State.NOT_RECEIVED
    today = danish_day(tx.now)
    months = looked_at(rules, today)
    recorded = record(tx.milestones.of(citizen), activity.on(today), version, months, tx.now)
    told = recorded.milestones[activity.id].told
    day = next_look(told, today) if told is not None else None
    if day is not None:
        tx.mark(f"{LASTS}:{activity.id}", start_of(day))
    return _keep(tx, citizen, activity.id, recorded)


def void_activity(tx: JobcenterTransaction, citizen: CitizenId, activity: UUID, version: int) -> State:
    """What became of the notification of this version, which says that the activity is deleted."""
    if not tx.receives(citizen, Kind.ACTIVITY):
        return State.NOT_RECEIVED
    return _keep(tx, citizen, activity, void(tx.milestones.of(citizen), activity, version, tx.now))


def _keep(tx: JobcenterTransaction, citizen: CitizenId, activity: UUID, recorded: Recorded) -> State:
    tx.milestones.save(citizen, recorded.milestones)
    tx.say(*recorded.facts, caused_by=Cause(case=activity))
    return recorded.state
