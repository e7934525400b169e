"""The one clock: what falls due is looked at once, at its time or at the first chance after it."""

import asyncio
import inspect
import math
import time
from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Generic, NamedTuple, TypeVar

import asyncpg

from samspil.ledger.database import ends, passes
from samspil.ledger.store import Store
from samspil.ledger.transaction import Transaction
from samspil.ledger.wake import DUE, SLOW_LOOK, until, woken
from samspil.telemetry import metrics
from samspil.telemetry.log import get_logger
from samspil.telemetry.trace import step_span
from samspil.vocabulary.citizen_id import CitizenId

T = TypeVar("T", bound=Transaction)


@dataclass(frozen=True, slots=True)
class Incomplete:
    """A step's answer when a part of it failed: what it could say stands, the item counts as failed."""

    fault: BaseException
    again: datetime | None = None
    """When to look again even if it had not failed."""


Answer = datetime | Incomplete | None

Step = Callable[[T, CitizenId, str], "Answer | Awaitable[Answer]"]
"""Looks at one item of one citizen, on the transaction; the answer is when to look again, if ever."""

AT_ONCE = 200
REST_AFTER_A_FAULT = 0.05
LONGEST_HOLD = 2.0
"""Seconds: others give up after five when they wait for a citizen's lock."""
LONGEST_WAIT = timedelta(hours=1)
OFTEN, GATHERS = 0.05, 0.02
"""Seconds: after looks so close to each other, marks gather for so long, and are looked at together."""
REST = 9
"""How many times as long as a look took is rested after it, while something is behind."""

log = get_logger()

FIRST = """
SELECT what, citizen_id, attempts,
  extract(epoch FROM at)::float - extract(epoch FROM clock_timestamp())::float AS seconds
FROM due ORDER BY at LIMIT $1
"""

TAKE = """
DELETE FROM due USING unnest($1::text[], $2::uuid[]) AS picked (what, citizen_id)
WHERE due.what = picked.what AND due.citizen_id = picked.citizen_id AND at <= $3
RETURNING due.what, due.citizen_id, attempts, failed_at, trace
"""

TAKE_ALL = """
DELETE FROM due WHERE citizen_id = $1 AND at <= $2 RETURNING what, citizen_id, attempts, failed_at, trace
"""

POSTPONE = """
INSERT INTO due (what, citizen_id, at, attempts, error_class, failed_at, trace)
VALUES ($1, $2, $3, $4, $5, $6, $7)
ON CONFLICT (what, citizen_id) DO UPDATE
SET at = LEAST(due.at, excluded.at), attempts = excluded.attempts, error_class = excluded.error_class,
  failed_at = excluded.failed_at
"""

COUNTED_AT_MOST = 2**31 - 1
"""Attempts: what the column holds."""


class StepUnknown(Exception):
    """A binary of another version marked this: it waits, seen by people, for one that knows the step."""


class Clock(Generic[T]):
    """Looks at what is due; any number of them may run, and each item is looked at by one."""

    def __init__(
        self,
        store: Store[T],
        steps: Mapping[str, Step[T]],
        behind: Callable[[], bool] = lambda: False,
        caught_up: Callable[[], bool] = lambda: True,
    ) -> None:
        """While the process is ``behind`` with hearing, the clock leaves most of the time to that.

        Steps are told whether it has ``caught_up``: what is absent before may only not have been heard.
        """
        self._store = store
        self._steps = steps
        self._behind = behind
        self._caught_up = caught_up
        self._rest = 0.0  # seconds from the last look's begin in which nothing that was seen falls due
        self.awake = asyncio.Event()
        """Set when something was marked that is due at once, or soon."""

    async def run(self) -> None:
        """Tick for ever; passing faults are waited out."""
        last = -math.inf
        while True:
            started = time.monotonic()
            self.awake.clear()
            try:
                looked = await self.tick()
            except Exception as fault:
                if not passes(fault):
                    raise
                log.warning("clock.waits", fault=type(fault).__name__)
                looked, self._rest = 0, SLOW_LOOK
                await asyncio.sleep(REST_AFTER_A_FAULT)  # whoever wakes it
            took = time.monotonic() - started
            if looked and self._behind():
                await asyncio.sleep(REST * took)
            if self._rest:
                if looked and started - last < OFTEN:
                    await asyncio.sleep(GATHERS)
                await woken(self.awake, self._rest - took)
            last = started if looked else last

    async def tick(self) -> int:
        """Look at one batch of what is due, as far as there is time; how many items that was."""
        first = await self._store.pool.fetch(FIRST, AT_ONCE + 1)
        picked = [row for row in first[:AT_ONCE] if row["seconds"] <= 0]
        following = first[len(picked)]["seconds"] if len(first) > len(picked) else None
        looked = await self._look(picked)
        more = looked and (looked < len(picked) or len(picked) == AT_ONCE)
        self._rest = 0.0 if more else until(following)
        return looked

    async def _look(self, picked: list[asyncpg.Record]) -> int:
        together = [row for row in picked if self._is_quick(row)]
        alone = [row for row in picked if not self._is_quick(row)]
        looked = 0
        if together:
            try:
                looked = await self._together(together)
            except BaseException as fault:
                if ends(fault):
                    raise
                alone = picked  # whatever it is, it is found and told one by one
        return looked + await self._one_by_one(dict.fromkeys(row["citizen_id"] for row in alone))

    def _is_quick(self, row: asyncpg.Record) -> bool:
        """Whether it has not failed yet, and its step is known and does not read or write by itself."""
        step = self._steps.get(row["what"].partition(":")[0])
        return row["attempts"] == 0 and step is not None and not inspect.iscoroutinefunction(step)

    async def _together(self, picked: Sequence[asyncpg.Record]) -> int:
        """Look at these in one transaction that writes once; the first fault undoes it all."""
        async with self._store.transaction({row["citizen_id"] for row in picked}) as tx:
            tx.caught_up = self._caught_up()
            whats, citizens = [row["what"] for row in picked], [row["citizen_id"] for row in picked]
            rows = await tx.connection.fetch(TAKE, whats, citizens, tx.now)
            for item in sorted((Taken(*row) for row in rows), key=lambda item: (item.citizen_id, item.what)):
                tx.turn_to(item.citizen_id)
                await self._step(tx, item)
        self._see(tx)
        return len(rows)

    async def _one_by_one(self, citizens: Collection[CitizenId]) -> int:
        """Look at everything due of these, each item in a savepoint of its own."""
        if not citizens:
            return 0
        looked, until = 0, time.monotonic() + LONGEST_HOLD
        async with self._store.transaction(citizens) as tx:
            tx.caught_up = self._caught_up()
            for citizen in citizens:
                if time.monotonic() > until:
                    break
                rows = await tx.connection.fetch(TAKE_ALL, citizen, tx.now)
                for item in sorted((Taken(*row) for row in rows), key=lambda item: item.what):
                    await self._alone(tx, item)
                looked += len(rows)
        self._see(tx)
        return looked

    def _see(self, tx: T) -> None:
        """What the steps themselves marked is looked at without anybody's call."""
        if DUE in tx.wakes:
            self.awake.set()

    async def _alone(self, tx: T, item: "Taken") -> None:
        try:
            async with tx.savepoint(item.citizen_id):
                await self._step(tx, item)
        except BaseException as fault:
            if ends(fault):
                raise
            await _postpone(tx, item, Incomplete(fault))  # whatever it is, it may hold up nobody

    async def _step(self, tx: T, item: "Taken") -> None:
        kind, _, which = item.what.partition(":")
        if kind not in self._steps:
            raise StepUnknown
        with step_span(f"due {kind}", item.trace):
            again = self._steps[kind](tx, item.citizen_id, which)
            if inspect.isawaitable(again):
                again = await again
        if isinstance(again, Incomplete):
            await _postpone(tx, item, again)
        elif again is not None:
            tx.mark(item.what, again)


class Taken(NamedTuple):
    """An item that was taken off the table to be looked at; the columns of its row."""

    what: str
    citizen_id: CitizenId
    attempts: int
    failed_at: datetime | None
    trace: str | None


async def _postpone(tx: Transaction, item: Taken, failed: Incomplete) -> None:
    """Put the item back as failed, later each time; people see it."""
    kind, fault = item.what.partition(":")[0], type(failed.fault).__name__
    at = tx.now + min(timedelta(seconds=2 ** min(item.attempts, 20)), LONGEST_WAIT)
    at = min(at, failed.again or at)
    times, since = min(item.attempts + 1, COUNTED_AT_MOST), item.failed_at or tx.now
    await tx.connection.execute(POSTPONE, item.what, item.citizen_id, at, times, fault, since, item.trace)
    metrics.records_parked.add(1, {"what": kind})
    log.error("due.failed", what=kind, citizen=item.citizen_id, fault=fault, attempts=times)
