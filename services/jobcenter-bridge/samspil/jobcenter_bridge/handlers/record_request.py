"""Let a request of the jobcenter's, and its deletion, be said of its citizen, where such are received."""

from uuid import UUID

from samspil.jobcenter_bridge.domain.basis import is_received
from samspil.jobcenter_bridge.domain.newest import take
from samspil.jobcenter_bridge.domain.notification import Kind, State
from samspil.jobcenter_bridge.domain.requests import Request, requested, withdraw
from samspil.jobcenter_bridge.storage.transaction import JobcenterTransaction
from samspil.ledger.say import Cause
from samspil.vocabulary.citizen_id import CitizenId
from samspil.vocabulary.copenhagen import danish_day


def record_request(tx: JobcenterTransaction, citizen: CitizenId, request: Request) -> State:
    """What became of the notification."""
    if not _is_received(tx, citizen):
        return State.NOT_RECEIVED
    known, is_news, state = take(tx.requests.of(citizen), request)
    tx.requests.save(citizen, known)
    if is_news:
        tx.say(requested(request, tx.now), caused_by=Cause(case=request.id))
    return state


def withdraw_request(tx: JobcenterTransaction, citizen: CitizenId, request: UUID, version: int) -> State:
    """What became of the notification of this version, which says that the request is deleted."""
    if not _is_received(tx, citizen):
        return State.NOT_RECEIVED
    known = tx.requests.of(citizen)
    after, facts, state = withdraw(known[request], version, tx.now)
    tx.requests.save(citizen, {**known, request: after})
    tx.say(*facts, caused_by=Cause(case=request))
    return state


def _is_received(tx: JobcenterTransaction, citizen: CitizenId) -> bool:
    return is_received(tx.disclosures.of(citizen), Kind.REQUEST, danish_day(tx.now))
