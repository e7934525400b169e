"""The fetcher: after a notification it gets the entity, and no transaction is open meanwhile."""

import asyncio
import random
from datetime import timedelta

from samspil.jobcenter_bridge.domain.notification import Notification, State
from samspil.jobcenter_bridge.handlers.record_activity import record_activity
from samspil.jobcenter_bridge.partner.case_system import CaseSystem
from samspil.jobcenter_bridge.storage import notifications
from samspil.jobcenter_bridge.storage.notifications import Claimed
from samspil.jobcenter_bridge.storage.transaction import JobcenterTransaction
from samspil.ledger.courier import PartnerAway
from samspil.ledger.database import passes
from samspil.ledger.store import Store
from samspil.sealing.errors import KeyringAway
from samspil.sealing.keyring import Keyring
from samspil.telemetry.log import get_logger
from samspil.telemetry.trace import parent, span

AT_ONCE = 8
"""Entities fetched at the same time."""

LOOK_EVERY = 0.2
LONGEST_WAIT = 300.0

log = get_logger()


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
        await asyncio.gather(*(self._look(one) for one in claimed))
        return len(claimed)

    async def _look(self, claimed: Claimed) -> None:
        one = claimed.notification
        try:
            with span("fetch activity", context=parent(claimed.trace)):
                await self._take(one)
        except Exception as fault:  # noqa: BLE001  # whatever it is, it may hold up nobody else
            name = type(fault).__name__
            if passes(fault) or isinstance(fault, PartnerAway | KeyringAway):
                await notifications.postpone(self._store.pool, one, _wait(claimed.attempts), name)
                log.warning("fetch.waits", fault=name, attempts=claimed.attempts)
            else:
                await notifications.fail(self._store.pool, one, name)
                log.error("fetch.failed", fault=name)

    async def _take(self, one: Notification) -> None:
        found = await self._partner.activity(one.entity)
        if found is None:
            await notifications.end(self._store.pool, one, State.GONE)
            return
        citizen = await self._keyring.find(found.cpr) if found.cpr else None
        if citizen is None:
            await notifications.end(self._store.pool, one, State.NOT_RECEIVED)
            return
        async with self._store.transaction([citizen]) as tx:
            state = record_activity(tx, citizen, found.activity, one.version)
            whose = citizen if state is State.NOT_RECEIVED else None
            await notifications.end(tx.connection, one, state, whose)


def _wait(attempts: int) -> timedelta:
    """Twice as long each time, and not all at the same moment."""
    longest = min(2.0 ** min(attempts, 20), LONGEST_WAIT)
    return timedelta(seconds=random.uniform(longest / 2, longest))  # noqa: S311  # spread, not secrecy
