"""Draining: what waited behind a gap or a failed record is applied in order, once nothing is missing."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

import asyncpg

from samspil.contracts.envelope import Event
from samspil.ledger import journal
from samspil.ledger.database import passes
from samspil.ledger.due import Step
from samspil.ledger.journal import Entry
from samspil.ledger.record import Record, unpack_headers
from samspil.ledger.transaction import Transaction
from samspil.telemetry.log import get_logger
from samspil.vocabulary.citizen_id import CitizenId

T = TypeVar("T", bound=Transaction)

DRAIN = "drain"
"""The due step's name; its item is the topic."""

AT_ONCE = 500

log = get_logger()

OPEN = """
SELECT id, part, log_offset, key, value, headers, seq, state FROM parked
WHERE topic = $1 AND citizen_id = $2 AND state IN ('waiting', 'released')
ORDER BY seq NULLS FIRST, id LIMIT $3
"""

DONE = "UPDATE parked SET state = 'done' WHERE id = ANY($1::bigint[])"
FAILED = "UPDATE parked SET state = 'failed', error_class = $2, attempts = attempts + 1 WHERE id = $1"
OVERTAKEN = """
UPDATE parked SET state = 'done'
WHERE topic = $1 AND citizen_id = $2 AND state <> 'done' AND error_class <> 'SeqReused' AND seq <= $3
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


def drain(
    read: Callable[[Record, CitizenId | None], Event[Any]], apply: Callable[[Record, Event[Any], T], None]
) -> Step[T]:
    """The due step that tries what waits, or was released, in order, until something is missing or fails."""

    async def step(tx: T, citizen: CitizenId, topic: str) -> datetime | None:
        rows = await tx.connection.fetch(OPEN, topic, citizen, AT_ONCE)
        heard = (await journal.positions(tx.connection, [(topic, citizen)]))[topic, citizen].seq
        done: list[int] = []
        for row in rows:
            if row["seq"] is not None and row["seq"] > heard + 1:
                break
            if row["seq"] is None or row["seq"] > heard:
                record = _kept(topic, row)
                try:
                    async with tx.savepoint(citizen):
                        event = read(record, citizen)
                        if event.seq == heard + 1:
                            apply(record, event, tx)
                            entry = Entry(topic, citizen, event.seq, event.id, record.value or b"")
                            await journal.write(tx.connection, [entry])
                    heard = max(heard, event.seq)
                except Exception as fault:
                    if passes(fault):
                        raise
                    await tx.connection.execute(FAILED, row["id"], type(fault).__name__)
                    log.error("record.failed_again", topic=topic, fault=type(fault).__name__)
                    if row["seq"] is None:
                        continue
                    break
            done.append(row["id"])
        await tx.connection.execute(DONE, done)
        await tx.connection.execute(OVERTAKEN, topic, citizen, heard)
        return tx.now if len(done) == AT_ONCE else None

    return step


def _kept(topic: str, row: asyncpg.Record) -> Kept:
    headers = unpack_headers(row["headers"])
    return Kept(topic, row["part"], row["log_offset"], row["key"], row["value"], headers)
