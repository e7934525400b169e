"""The fetcher: after a notification it gets the entity, and no transaction is open meanwhile."""

import asyncio
import random
from datetime import UTC, datetime, timedelta

from samspil.exchange.courier import PartnerAway
from samspil.jobcenter_bridge.domain.activity import Activity, Status
from samspil.jobcenter_bridge.domain.notification import Change, State
from samspil.jobcenter_bridge.handlers.record_activity import record_activity, void_activity
from samspil.jobcenter_bridge.partner.case_system import CaseSystem
from samspil.jobcenter_bridge.storage import notifications
from samspil.jobcenter_bridge.storage.notifications import Claimed
from samspil.jobcenter_bridge.storage.queries import read_owner
from samspil.jobcenter_bridge.storage.transaction import JobcenterTransaction
from samspil.ledger.database import passes
from samspil.ledger.rows import AboutSomebodyElse
from samspil.ledger.store import Store
from samspil.sealing.errors import KeyringAway
from samspil.sealing.keyring import Keyring
from samspil.telemetry.log import get_logger
from samspil.telemetry.trace import parent, span
from samspil.vocabulary.citizen_id import CitizenId
from samspil.vocabulary.copenhagen import danish_day, start_of

AT_ONCE = 8
"""Entities fetched at the same time."""

LOOK_EVERY = 0.2
LONGEST_WAIT = 300.0
PATIENCE = 10
"""So many looks, some ten minutes, a deleted activity may still be found."""

log = get_logger()


class StillThere(Exception):
    """They say that it is deleted, and give it out all the same."""


class Fetcher:
    """Looks at notifications that wait; any number of them may run, each is looked at by one."""

    def __init__(self, store: Store[JobcenterTransaction], keyring: Keyring, partner: CaseSystem) -> None:
        self._store = store
        self._keyring = keyring
        self._partner = partner

    async def run(self) -> None:
        """Fetch for ever; passing faults are waited out."""
        while True:
            try:
                looked = await self.round()
            except Exception as fault:
                if not passes(fault):
                    raise
                log.warning("fetcher.waits", fault=type(fault).__name__)
                looked = 0
            if not looked:
                await asyncio.sleep(LOOK_EVERY)

    async def round(self) -> int:
        """Look at some that are due; how many."""
        claimed = await notifications.claim(self._store.pool, AT_ONCE)
        for fault in await asyncio.gather(*map(self._look, claimed), return_exceptions=True):
            if fault is not None:
                raise fault
        return len(claimed)

    async def _look(self, claimed: Claimed) -> None:
        try:
            with span("fetch activity", context=parent(claimed.trace)):
                await self._take(claimed)
        except Exception as fault:  # noqa: BLE001  # whatever it is, it may hold up nobody else
            name = type(fault).__name__
            if _may_pass(fault, claimed.attempts):
                await notifications.postpone(self._store.pool, claimed, _wait(claimed.attempts), name)
                log.warning("fetch.waits", fault=name, attempts=claimed.attempts)
            else:
                await notifications.fail(self._store.pool, claimed, name)
                log.error("fetch.failed", fault=name)

    async def _take(self, claimed: Claimed) -> None:
        activity, deleted = claimed.notification.entity, claimed.change is Change.DELETED
        found = await self._partner.activity(activity, danish_day(datetime.now(UTC)))
        owner = await read_owner(self._store.pool, activity)
        if found is None:
            if deleted and owner is not None:
                await self._void(claimed, owner)
            else:  # that it is gone is believed when they have said so, too
                await notifications.end(self._store.pool, claimed, State.GONE)
            return
        if deleted and found.activity.status is not Status.DELETED:
            raise StillThere
        citizen = await self._keyring.find(found.cpr) if found.cpr else None
        if owner is not None and citizen != owner:
            raise AboutSomebodyElse
        if citizen is None:
            await notifications.end(self._store.pool, claimed, State.NOT_RECEIVED)
        else:
            await self._record(claimed, citizen, found.activity)

    async def _record(self, claimed: Claimed, citizen: CitizenId, activity: Activity) -> None:
        async with self._store.transaction([citizen]) as tx:
            state = record_activity(tx, citizen, activity, claimed.notification.version)
            changes_on = activity.changes_on(danish_day(tx.now))
            if state is State.RECEIVED and changes_on is not None:
                await notifications.look_on(tx.connection, claimed, start_of(changes_on))
            else:
                await _end(tx, claimed, state, citizen)

    async def _void(self, claimed: Claimed, citizen: CitizenId) -> None:
        one = claimed.notification
        async with self._store.transaction([citizen]) as tx:
            await _end(tx, claimed, void_activity(tx, citizen, one.entity, one.version), citizen)


async def _end(tx: JobcenterTransaction, claimed: Claimed, state: State, citizen: CitizenId) -> None:
    whose = citizen if state is State.NOT_RECEIVED else None
    await notifications.end(tx.connection, claimed, state, whose)


def _may_pass(fault: Exception, attempts: int) -> bool:
    if isinstance(fault, StillThere):
        return attempts < PATIENCE
    return passes(fault) or isinstance(fault, PartnerAway | KeyringAway)


def _wait(attempts: int) -> timedelta:
    """Twice as long each time, and not all at the same moment."""
    longest = min(2.0 ** min(attempts, 20), LONGEST_WAIT)
    return timedelta(seconds=random.uniform(longest / 2, longest))  # noqa: S311  # spread, not secrecy
