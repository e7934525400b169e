"""Draining: what waited behind a gap or a failed record is applied in order, once nothing is missing."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol, TypeVar

import asyncpg

from samspil.contracts.envelope import Event
from samspil.ledger import journal
from samspil.ledger.database import ends, passes
from samspil.ledger.due import Step
from samspil.ledger.journal import Entry
from samspil.ledger.record import Record, unpack_headers
from samspil.ledger.transaction import Transaction
from samspil.telemetry.log import get_logger
from samspil.vocabulary.citizen_id import CitizenId

T = TypeVar("T", bound=Transaction)
T_contra = TypeVar("T_contra", bound=Transaction, contravariant=True)

DRAIN = "drain"
"""The due step's name; its item is the topic."""

AT_ONCE = 500

log = get_logger()

OPEN = """
SELECT id, part, log_offset, key, value, headers, seq, event_id, state FROM parked
WHERE topic = $1 AND citizen_id = $2 AND state IN ('waiting', 'released', 'discarded') AND seq > $3
ORDER BY seq, id LIMIT $4
"""

FAILED = "UPDATE parked SET state = 'failed', error_class = $2, attempts = attempts + 1 WHERE id = $1"

REUSED = """
UPDATE parked SET state = 'failed', error_class = 'SeqReused'
FROM journal JOIN (SELECT $1::text AS topic, $2::uuid AS citizen_id) asked USING (topic, citizen_id)
WHERE parked.topic = asked.topic AND parked.citizen_id = asked.citizen_id AND parked.seq = journal.seq
  AND parked.event_id <> journal.event_id AND state <> 'done' AND error_class <> 'SeqReused'
"""

OVERTAKEN = """
UPDATE parked SET state = 'done'
WHERE topic = $1 AND citizen_id = $2 AND seq <= $3 AND state <> 'done'
  AND (error_class <> 'SeqReused' OR state IN ('released', 'discarded'))
"""


@dataclass(frozen=True, slots=True)
class Kept:
    """A parked record, as it was delivered."""

    topic: str
    partition: int
    offset: int
    key: bytes | None
    value: bytes | None
    headers: list[tuple[str, bytes | None]]


class Hears(Protocol[T_contra]):
    """What hearing knows about its topics."""

    def read(self, record: Record, citizen: CitizenId | None) -> Event[Any]:
        """The event in the record. Raises ``Unreadable``."""
        ...

    def apply(self, record: Record, event: Event[Any], tx: T_contra) -> None:
        """Give the event to its handler."""
        ...

    def comes_next(self, topic: str, seq: int, heard: int) -> bool:
        """Whether this number may be applied when ``heard`` is the last one that was."""
        ...

    def replaces(self, topic: str) -> bool:
        """Whether a newer record of the topic replaces older ones."""
        ...


def drain(hears: Hears[T]) -> Step[T]:
    """The due step that tries what waits, or was released, in order, until something is missing or fails."""

    async def step(tx: T, citizen: CitizenId, topic: str) -> datetime | None:
        heard = (await journal.positions(tx.connection, [(topic, citizen)]))[topic, citizen].seq
        rows = await tx.connection.fetch(OPEN, topic, citizen, heard, AT_ONCE)
        for row in rows:
            if not hears.comes_next(topic, row["seq"], heard):
                continue
            if row["state"] == "discarded":
                await journal.pass_over(tx.connection, (topic, citizen), row["seq"], row["event_id"])
                heard = row["seq"]
            elif await attempt(tx, citizen, topic, row):
                heard = row["seq"]
        if not hears.replaces(topic):
            await tx.connection.execute(REUSED, topic, citizen)
        await tx.connection.execute(OVERTAKEN, topic, citizen, heard)
        return tx.now if len(rows) == AT_ONCE and heard >= rows[-1]["seq"] else None

    async def attempt(tx: T, citizen: CitizenId, topic: str, row: asyncpg.Record) -> bool:
        record = _kept(topic, row)
        try:
            async with tx.savepoint(citizen):
                event = hears.read(record, citizen)
                hears.apply(record, event, tx)
                entry = Entry(topic, citizen, event.seq, event.id, record.value or b"")
                await journal.write(tx.connection, [entry])
        except BaseException as fault:
            if passes(fault) or ends(fault):
                raise
            await tx.connection.execute(FAILED, row["id"], type(fault).__name__)
            log.error("record.failed_again", topic=topic, fault=type(fault).__name__)
            return False
        return True

    return step


def _kept(topic: str, row: asyncpg.Record) -> Kept:
    headers = unpack_headers(row["headers"])
    return Kept(topic, row["part"], row["log_offset"], row["key"], row["value"], headers)
