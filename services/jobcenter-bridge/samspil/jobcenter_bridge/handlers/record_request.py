"""Let a request of the jobcenter's, and its deletion, be said of its citizen, where such are received."""

from uuid import UUID

from samspil.jobcenter_bridge.domain.newest import take
from samspil.jobcenter_bridge.domain.notification import Kind, State
from samspil.jobcenter_bridge.domain.requests import Request, requested, withdraw
from samspil.jobcenter_bridge.storage.transaction import JobcenterTransaction
from samspil.ledger.say import Cause
from samspil.vocabulary.citizen_id import CitizenId


def record_request(tx: JobcenterTransaction, citizen: CitizenId, request: Request) -> State:
    """What became of the notification."""
    if not tx.receives(citizen, Kind.REQUEST):
        return State.NOT_RECEIVED
    known, is_news, state = take(tx.requests.of(citizen), request)
    tx.requests.save(citizen, known)
    if is_news:
        tx.say(requested(request, tx.now), caused_by=Cause(case=request.id))
    return state


def withdraw_request(tx: JobcenterTransaction, citizen: CitizenId, request: UUID, version: int) -> State:
    """What became of the notification of this version, which says that the request is deleted."""
    if not tx.receives(citizen, Kind.REQUEST):
        return State.NOT_RECEIVED
    known = tx.requests.of(citizen)
    after, facts, state = withdraw(known[request], version, tx.now)
    tx.requests.save(citizen, {**known, request: after})
    tx.say(*facts, caused_by=Cause(case=request))
    return state
