"""The recorder: rows of files become milestones, many citizens' in one transaction."""

import asyncio
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Final
from uuid import UUID

from samspil.jobcenter_bridge.api.takes.taking import ACCESS, LookedAtMeanwhile
from samspil.jobcenter_bridge.domain.batch import ActivityRow
from samspil.jobcenter_bridge.domain.milestones import Milestone
from samspil.jobcenter_bridge.domain.notification import State
from samspil.jobcenter_bridge.handlers.record_activity import record_activity
from samspil.jobcenter_bridge.storage import batches
from samspil.jobcenter_bridge.storage.transaction import JobcenterTransaction
from samspil.ledger.database import passes
from samspil.ledger.store import Store
from samspil.rulebook.rulebook import Rulebook
from samspil.sealing.errors import KeyringAway
from samspil.sealing.keyring import Keyring
from samspil.telemetry.log import get_logger
from samspil.telemetry.trace import parent, span
from samspil.vocabulary.copenhagen import danish_day, start_of

AT_ONCE: Final = 200
"""Rows in one transaction, as of what is due: others wait for these citizens' locks."""
LOOK_EVERY = 1.0
"""Seconds."""

log = get_logger()


class Recorder:
    """Records the rows of files that are whole; any number may run, and each row is recorded once."""

    def __init__(self, store: Store[JobcenterTransaction], keyring: Keyring, rules: Rulebook) -> None:
        self._store = store
        self._keyring = keyring
        self._rules = rules

    async def run(self) -> None:
        """Record for ever; passing faults are waited out."""
        while True:
            try:
                is_busy = await self.round()
            except Exception as fault:
                if not _may_pass(fault):
                    raise
                log.warning("recorder.waits", fault=type(fault).__name__)
                is_busy = False
            if not is_busy:
                await asyncio.sleep(LOOK_EVERY)

    async def round(self) -> bool:
        """Record some rows; whether there were any. Without, what does not come on is swept away."""
        pool = self._store.pool
        due = await batches.due(pool)
        if due is None:
            await batches.sweep(pool)
            return False
        batch, trace = due
        rows = list(_each_activity_once(await batches.pick(pool, batch, AT_ONCE)))
        if rows:
            with span("record rows", context=parent(trace)):
                await self._record(batch, rows)
        else:
            await batches.rest(pool, batch)
        return True

    async def _record(self, batch: UUID, rows: Sequence[ActivityRow]) -> None:
        """Together; where something is wrong, in halves, until the row that it is stands alone and fails."""
        try:
            await self._together(batch, rows)
        except Exception as fault:
            if _may_pass(fault):
                raise
            half = len(rows) // 2
            if half:
                await self._record(batch, rows[:half])
                await self._record(batch, rows[half:])
            else:
                name = type(fault).__name__
                await batches.fail(self._store.pool, batch, rows[0].number, name)
                log.error("row.failed", fault=name)

    async def _together(self, batch: UUID, rows: Sequence[ActivityRow]) -> None:
        worded = [row.activity.id for row in rows if row.activity.purpose is not None]
        known = await batches.read_known(self._store.pool, worded) if worded else {}
        rows = [await self._reworded(row, known.get(row.activity.id)) for row in rows]
        async with self._store.transaction({row.citizen for row in rows}) as tx:
            ours = await batches.take(tx.connection, batch, [row.number for row in rows])
            again, not_received = dict[ActivityRow, datetime](), 0
            for row in rows:
                if row.number not in ours:
                    continue
                tx.turn_to(row.citizen)
                if row.activity.purpose is not None:
                    _require_same(tx, row, known.get(row.activity.id))
                state = record_activity(tx, row.citizen, row.activity, row.version, self._rules)
                not_received += state is State.NOT_RECEIVED
                changes_on = row.activity.changes_on(danish_day(tx.now))
                if state is State.RECEIVED and changes_on is not None:
                    again[row] = start_of(changes_on)
            if again:
                await batches.put_back(tx.connection, batch, again)
            if not_received:
                await batches.count_not_received(tx.connection, batch, not_received)

    async def _reworded(self, row: ActivityRow, known: Milestone | None) -> ActivityRow:
        """With the token that is known, where it says the same: then there is nothing new to say."""
        before = known.told.purpose if known and known.told else None
        purpose = row.activity.purpose
        if before is None or purpose is None or before == purpose:
            return row
        tokens = {"words": before, "words_of_file": purpose}
        opened = await self._keyring.open(row.citizen, tokens, ACCESS)
        if opened["words"] != opened["words_of_file"]:
            return row
        return row._replace(activity=replace(row.activity, purpose=before))


def _require_same(tx: JobcenterTransaction, row: ActivityRow, known: Milestone | None) -> None:
    """Raises ``LookedAtMeanwhile``; what is somebody else's is found when it is kept."""
    now = tx.milestones.of(row.citizen).get(row.activity.id)
    if now is not None and now != known:
        raise LookedAtMeanwhile


def _each_activity_once(rows: Iterable[ActivityRow]) -> Iterable[ActivityRow]:
    """The first of them, up to one about an activity that another is about: that one is compared with it."""
    seen = set[UUID]()
    for row in rows:
        if row.activity.id in seen:
            return
        seen.add(row.activity.id)
        yield row


def _may_pass(fault: Exception) -> bool:
    return passes(fault) or isinstance(fault, KeyringAway)
