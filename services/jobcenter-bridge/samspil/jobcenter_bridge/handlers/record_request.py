"""Let a request of the jobcenter's be said of its citizen, where such are received."""

from samspil.jobcenter_bridge.domain.basis import is_received
from samspil.jobcenter_bridge.domain.newest import take
from samspil.jobcenter_bridge.domain.notification import Kind, State
from samspil.jobcenter_bridge.domain.requests import Request, requested
from samspil.jobcenter_bridge.storage.transaction import JobcenterTransaction
from samspil.ledger.say import Cause
from samspil.vocabulary.citizen_id import CitizenId
from samspil.vocabulary.copenhagen import danish_day


def record_request(tx: JobcenterTransaction, citizen: CitizenId, request: Request) -> State:
    """What became of the notification."""
    if not is_received(tx.disclosures.of(citizen), Kind.REQUEST, danish_day(tx.now)):
        return State.NOT_RECEIVED
    known, is_news, state = take(tx.requests.of(citizen), request)
    tx.requests.save(citizen, known)
    if is_news:
        tx.say(requested(request, tx.now), caused_by=Cause(case=request.id))
    return state
