"""The relay: what was said goes to the log in order, and a row leaves the outbox when the log has it."""

import asyncio
import time
from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple, Protocol
from uuid import UUID

from samspil.ledger.database import Pool, passes
from samspil.ledger.wake import SLOW_LOOK, woken
from samspil.telemetry import metrics
from samspil.telemetry.log import get_logger
from samspil.telemetry.trace import published

AT_ONCE = 1000
REST_AFTER_A_FAULT = 0.1

log = get_logger()

# Not behind the last position: lower ones may be committed later.
# LATERAL, so that however statistics stand an event is found by its key: the table of events is long.
UNSENT = """
SELECT pos, topic, citizen_id, event_id, record, trace
FROM (
  SELECT pos, topic, citizen_id, seq FROM outbox WHERE pos NOT IN (SELECT unnest($2::bigint[]))
  ORDER BY pos LIMIT $1
) unsent
CROSS JOIN LATERAL (
  SELECT event_id, record, trace FROM event
  WHERE event.topic = unsent.topic AND event.citizen_id = unsent.citizen_id AND event.seq = unsent.seq LIMIT 1
) said
ORDER BY pos
"""

# Nobody waits until the disk has it: what a power cut brings back is sent again, and dropped by hearers.
SENT = """
DELETE FROM outbox USING (SELECT set_config('synchronous_commit', 'off', true)) AS unhurried
WHERE pos = ANY($1::bigint[])
"""


class Outgoing(NamedTuple):
    """One record for the log."""

    pos: int
    topic: str
    citizen: UUID
    event_id: UUID
    value: bytes
    trace: str | None


class Log(Protocol):
    """Where records go. It may never fail softly: what it cannot do in time ends the process."""

    def partition_of(self, topic: str, citizen: UUID) -> int:
        """The partition that all records of this citizen on this topic go to."""
        ...

    async def append(self, topic: str, partition: int, records: Sequence[Outgoing]) -> None:
        """Append in order and return when every replica that must have them has acknowledged."""
        ...


class Relay:
    """Sends the unsent rows of one database; one of them is active at a time, its caller sees to that."""

    def __init__(self, pool: Pool, out: Log) -> None:
        self._pool = pool
        self._log = out
        self._ahead: list[Outgoing] = []  # read while what stands before it was under way
        self._behind: list[Outgoing] = []  # acknowledged, and not yet deleted
        self.awake = asyncio.Event()
        """Set when something was said."""

    async def run(self) -> None:
        """Send for ever; while the database is away, wait."""
        while True:
            try:
                sent = await self.round()
            except Exception as fault:
                if not passes(fault):
                    raise
                log.warning("relay.waits", fault=type(fault).__name__)
                sent = 0
                await asyncio.sleep(REST_AFTER_A_FAULT)
            if sent < AT_ONCE:
                await woken(self.awake, SLOW_LOOK)

    async def round(self) -> int:
        """Send one batch of rows, each partition's as one, and delete what was acknowledged; how many.

        Behind a full batch more is likely to wait: it is read, and the batch before is deleted, meanwhile.
        """
        rows, self._ahead = self._ahead or await self._unsent(), []
        behind, self._behind = self._behind, []  # after a fault they are found in the outbox, and sent again
        if len(rows) < AT_ONCE:
            await self._send(rows)
            await self._delete(behind + rows)
            return len(rows)
        meanwhile = asyncio.create_task(self._delete_and_read(behind, rows))
        try:
            await self._send(rows)
            ahead = await meanwhile
        finally:
            meanwhile.cancel()
        if ahead:
            self._ahead, self._behind = ahead, rows
        else:
            await self._delete(rows)
        return len(rows)

    async def _unsent(self, under_way: Sequence[Outgoing] = ()) -> list[Outgoing]:
        """The first rows that are not under way; what is said from now on wakes us again."""
        self.awake.clear()
        return [
            Outgoing(*row) for row in await self._pool.fetch(UNSENT, AT_ONCE, [row.pos for row in under_way])
        ]

    async def _delete_and_read(
        self, behind: Sequence[Outgoing], under_way: Sequence[Outgoing]
    ) -> list[Outgoing]:
        await self._delete(behind)
        return await self._unsent(under_way)

    async def _delete(self, rows: Sequence[Outgoing]) -> None:
        if rows:
            await self._pool.execute(SENT, [row.pos for row in rows])

    async def _send(self, rows: Sequence[Outgoing]) -> None:
        started = time.time_ns()
        lots: dict[tuple[str, int], list[Outgoing]] = defaultdict(list)
        for row in rows:
            lots[row.topic, self._log.partition_of(row.topic, row.citizen)].append(row)
        await asyncio.gather(*(self._log.append(*where, lot) for where, lot in lots.items()))
        for (topic, partition), lot in lots.items():
            for row in lot:
                published(topic, partition, row.event_id, row.trace, started)
        metrics.events_relayed.add(len(rows))
