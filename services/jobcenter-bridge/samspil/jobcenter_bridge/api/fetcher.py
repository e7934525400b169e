"""The fetcher: after a notification it gets the entity, and no transaction is open meanwhile."""

import asyncio
import random
from collections.abc import Mapping
from datetime import timedelta
from typing import Final

from samspil.exchange.courier import PartnerAway
from samspil.jobcenter_bridge.api.takes.activity import take_activity
from samspil.jobcenter_bridge.api.takes.call import take_call
from samspil.jobcenter_bridge.api.takes.request import take_request
from samspil.jobcenter_bridge.api.takes.status import take_status
from samspil.jobcenter_bridge.api.takes.taking import StillThere, Take, Taking
from samspil.jobcenter_bridge.api.takes.task import take_task
from samspil.jobcenter_bridge.domain.notification import Kind
from samspil.jobcenter_bridge.partner.case_system import CaseSystem
from samspil.jobcenter_bridge.storage import notifications
from samspil.jobcenter_bridge.storage.notifications import Claimed
from samspil.jobcenter_bridge.storage.transaction import JobcenterTransaction
from samspil.ledger.database import passes
from samspil.ledger.store import Store
from samspil.rulebook.rulebook import Rulebook
from samspil.sealing.errors import KeyringAway
from samspil.sealing.keyring import Keyring
from samspil.telemetry.log import get_logger
from samspil.telemetry.trace import parent, span

AT_ONCE = 8
"""Entities fetched at the same time."""

LOOK_EVERY = 0.2
LONGEST_WAIT = 300.0
PATIENCE = 10
"""So many looks, some ten minutes, a deleted activity may still be found."""

TAKES: Final[Mapping[Kind, Take]] = {
    Kind.ACTIVITY: take_activity,
    Kind.TASK: take_task,
    Kind.REQUEST: take_request,
    Kind.CALL: take_call,
    Kind.STATUS: take_status,
}

log = get_logger()


class Fetcher:
    """Looks at notifications that wait; any number of them may run, each is looked at by one."""

    def __init__(
        self, store: Store[JobcenterTransaction], keyring: Keyring, partner: CaseSystem, rules: Rulebook
    ) -> None:
        self._store = store
        self._taking = Taking(store, keyring, partner, rules)

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
            with span(f"fetch {claimed.kind}", context=parent(claimed.trace)):
                await TAKES[claimed.kind](self._taking, claimed)
        except Exception as fault:  # noqa: BLE001  # whatever it is, it may hold up nobody else
            name = type(fault).__name__
            if _may_pass(fault, claimed.attempts):
                await notifications.postpone(self._store.pool, claimed, _wait(claimed.attempts), name)
                log.warning("fetch.waits", fault=name, attempts=claimed.attempts)
            else:
                await notifications.fail(self._store.pool, claimed, name)
                log.error("fetch.failed", fault=name)


def _may_pass(fault: Exception, attempts: int) -> bool:
    if isinstance(fault, StillThere):
        return attempts < PATIENCE
    return passes(fault) or isinstance(fault, PartnerAway | KeyringAway)


def _wait(attempts: int) -> timedelta:
    """Twice as long each time, and not all at the same moment."""
    longest = min(2.0 ** min(attempts, 20), LONGEST_WAIT)
    return timedelta(seconds=random.uniform(longest / 2, longest))  # noqa: S311  # spread, not secrecy
