"""Let a call to a meeting, and that it is off, be said of its citizen, where such are received."""

from samspil.jobcenter_bridge.domain.meetings import Meeting, said_of
from samspil.jobcenter_bridge.domain.newest import look
from samspil.jobcenter_bridge.domain.notification import Kind, State
from samspil.jobcenter_bridge.storage.transaction import JobcenterTransaction
from samspil.ledger.say import Cause
from samspil.vocabulary.citizen_id import CitizenId


def record_call(tx: JobcenterTransaction, citizen: CitizenId, meeting: Meeting) -> State:
    """What became of the notification at which it was found so."""
    if not tx.receives(citizen, Kind.CALL):
        return State.NOT_RECEIVED
    before = tx.meetings.of(citizen)
    known, is_news, state = look(before, meeting)
    tx.meetings.save(citizen, known)
    if is_news:
        tx.say(*said_of(meeting, before.get(meeting.id), tx.now), caused_by=Cause(case=meeting.id))
    return state
