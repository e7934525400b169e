"""A request for help, or its deletion: said of whom we know; else it waits for a person to register her."""

from datetime import timedelta

from samspil.jobcenter_bridge.api.takes.taking import LookedAtMeanwhile, StillThere, Taking, end
from samspil.jobcenter_bridge.domain.notification import Change, State
from samspil.jobcenter_bridge.domain.requests import Request, Stranger
from samspil.jobcenter_bridge.handlers.record_request import record_request, withdraw_request
from samspil.jobcenter_bridge.partner.case_system import Found
from samspil.jobcenter_bridge.partner.request import Asked
from samspil.jobcenter_bridge.storage import held_requests, notifications
from samspil.jobcenter_bridge.storage.notifications import Claimed
from samspil.jobcenter_bridge.storage.queries import read_kept, read_owner
from samspil.jobcenter_bridge.storage.tables import REQUESTS
from samspil.vocabulary.citizen_id import CitizenId

LOOK_EVERY = timedelta(minutes=15)
"""Whether somebody has been registered meanwhile."""


async def take_request(taking: Taking, claimed: Claimed) -> None:
    """Raises ``StillThere``, ``AboutSomebodyElse``, ``LookedAtMeanwhile``, and what fetching raises."""
    id_, deleted = claimed.notification.entity, claimed.change is Change.DELETED
    found = await taking.partner.request(id_)
    if found is None:
        owner = await read_owner(taking.store.pool, claimed.kind, id_)
        if deleted and owner is not None:
            await _withdraw(taking, claimed, owner)
        else:  # that it is gone is believed when they have said so, too
            await _release(taking, claimed, State.GONE)
        return
    if deleted:
        raise StillThere
    citizen = await taking.whose(claimed, found.cpr)
    if citizen is None:
        await _hold(taking, claimed, found)
    else:
        await _record(taking, claimed, citizen, found.entity)


async def _record(taking: Taking, claimed: Claimed, citizen: CitizenId, asked: Asked) -> None:
    id_ = claimed.notification.entity
    known = await read_kept(taking.store.pool, REQUESTS, citizen, id_)
    words = await taking.sealed(citizen, asked.words, known.words if known else None)
    request = Request(id_, asked.version, asked.urgent, asked.asked_for, words)
    async with taking.store.transaction([citizen]) as tx:
        if tx.requests.of(citizen).get(id_) != known:
            raise LookedAtMeanwhile
        await held_requests.release(tx.connection, id_)
        await end(tx, claimed, record_request(tx, citizen, request), citizen)


async def _withdraw(taking: Taking, claimed: Claimed, citizen: CitizenId) -> None:
    one = claimed.notification
    async with taking.store.transaction([citizen]) as tx:
        await end(tx, claimed, withdraw_request(tx, citizen, one.entity, one.version), citizen)


async def _hold(taking: Taking, claimed: Claimed, found: Found[Asked]) -> None:
    """Sealed once for each version; it is let go with its key."""
    id_, asked = claimed.notification.entity, found.entity
    held = await held_requests.read(taking.store.pool, id_)
    sealed = None
    if held is None or held.version < asked.version:
        number = found.cpr.number if found.cpr else None
        stranger = Stranger(number, asked.name, asked.words, asked.urgent, asked.asked_for)
        text = held_requests.CONTENT.dump_json(stranger).decode()
        sealed = await taking.keyring.seal_held("request", text)
    async with taking.store.transaction([]) as tx:
        if sealed is not None:
            await held_requests.hold(tx.connection, id_, asked.version, sealed)
        elif held is not None and tx.now >= held.held_at + held_requests.KEPT_FOR:
            await held_requests.release(tx.connection, id_)
            await notifications.end(tx.connection, claimed, State.NOT_RECEIVED)
            return
        await notifications.look_on(tx.connection, claimed, tx.now + LOOK_EVERY)


async def _release(taking: Taking, claimed: Claimed, state: State) -> None:
    async with taking.store.transaction([]) as tx:
        await held_requests.release(tx.connection, claimed.notification.entity)
        await notifications.end(tx.connection, claimed, state)
