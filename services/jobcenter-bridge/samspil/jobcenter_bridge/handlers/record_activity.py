"""Let an activity of the jobcenter's become a milestone, where its citizen's milestones are received."""

from uuid import UUID

from samspil.jobcenter_bridge.domain.activity import Activity
from samspil.jobcenter_bridge.domain.milestones import Recorded, record, void
from samspil.jobcenter_bridge.domain.notification import Kind, State
from samspil.jobcenter_bridge.storage.transaction import JobcenterTransaction
from samspil.ledger.say import Cause
from samspil.vocabulary.citizen_id import CitizenId
from samspil.vocabulary.copenhagen import danish_day


def record_activity(tx: JobcenterTransaction, citizen: CitizenId, activity: Activity, version: int) -> State:
    """What became of the notification of this version, at which the activity was found so."""
    if not tx.receives(citizen, Kind.ACTIVITY):
        return State.NOT_RECEIVED
    today = activity.on(danish_day(tx.now))
    return _keep(tx, citizen, activity.id, record(tx.milestones.of(citizen), today, version, tx.now))


def void_activity(tx: JobcenterTransaction, citizen: CitizenId, activity: UUID, version: int) -> State:
    """What became of the notification of this version, which says that the activity is deleted."""
    if not tx.receives(citizen, Kind.ACTIVITY):
        return State.NOT_RECEIVED
    return _keep(tx, citizen, activity, void(tx.milestones.of(citizen), activity, version, tx.now))


def _keep(tx: JobcenterTransaction, citizen: CitizenId, activity: UUID, recorded: Recorded) -> State:
    tx.milestones.save(citizen, recorded.milestones)
    tx.say(*recorded.facts, caused_by=Cause(case=activity))
    return recorded.state
