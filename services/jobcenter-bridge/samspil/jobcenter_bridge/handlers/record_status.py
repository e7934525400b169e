"""Let the groups to which a citizen belongs at the jobcenter be said, where such are received."""

from samspil.jobcenter_bridge.domain.newest import look
from samspil.jobcenter_bridge.domain.notification import Kind, State
from samspil.jobcenter_bridge.domain.standing import Standing, said_of
from samspil.jobcenter_bridge.storage.transaction import JobcenterTransaction
from samspil.ledger.say import Cause
from samspil.vocabulary.citizen_id import CitizenId


def record_status(tx: JobcenterTransaction, citizen: CitizenId, standing: Standing) -> State:
    """What became of the notification at which it was found so."""
    if not tx.receives(citizen, Kind.STATUS):
        return State.NOT_RECEIVED
    before = tx.standings.of(citizen)
    known, is_news, state = look(before, standing)
    tx.standings.save(citizen, known)
    if is_news:
        tx.say(*said_of(standing, before.get(standing.id), tx.now), caused_by=Cause(case=standing.id))
    return state
