"""Let an activity of the jobcenter's become a milestone, where its citizen's milestones are received."""

from samspil.jobcenter_bridge.domain.activity import Activity
from samspil.jobcenter_bridge.domain.milestones import record
from samspil.jobcenter_bridge.domain.notification import State
from samspil.jobcenter_bridge.storage.transaction import JobcenterTransaction
from samspil.ledger.say import Cause
from samspil.vocabulary.citizen_id import CitizenId
from samspil.vocabulary.copenhagen import danish_day


def record_activity(tx: JobcenterTransaction, citizen: CitizenId, activity: Activity, version: int) -> State:
    """What became of the notification of this version."""
    told = tx.disclosures.of(citizen)
    if told is None or not told.receives_milestones(danish_day(tx.now)):
        return State.NOT_RECEIVED
    before = tx.milestones.of(citizen) or {}
    milestones, facts, state = record(before, activity, version, tx.now)
    if milestones != before:
        tx.milestones.save(citizen, milestones)
    tx.say(*facts, caused_by=Cause(case=activity.id))
    return state
