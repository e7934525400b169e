"""The journal: everything heard and accepted, and by it what is next, seen before or missing."""

from collections.abc import Collection, Sequence
from typing import Any, NamedTuple
from uuid import UUID

from samspil.ledger.database import Connection
from samspil.vocabulary.citizen_id import CitizenId

Stream = tuple[str, CitizenId]
"""Topic and citizen."""

POSITIONS = """
SELECT asked.topic, asked.citizen_id, coalesce(heard.seq, 0) AS seq,
  EXISTS (SELECT FROM parked WHERE parked.topic = asked.topic AND parked.citizen_id = asked.citizen_id
          AND state <> 'done') AS waiting
FROM unnest($1::text[], $2::uuid[]) AS asked (topic, citizen_id)
LEFT JOIN LATERAL (
  SELECT seq FROM journal WHERE journal.topic = asked.topic AND journal.citizen_id = asked.citizen_id
  ORDER BY seq DESC LIMIT 1
) heard ON true
"""

WRITE = """
INSERT INTO journal (topic, citizen_id, seq, event_id, record)
SELECT * FROM unnest($1::text[], $2::uuid[], $3::bigint[], $4::uuid[], $5::bytea[])
"""

SKIP = "INSERT INTO journal (topic, citizen_id, seq, event_id) VALUES ($1, $2, $3, $4)"

# Of what was passed over without an id any event is a copy: comparing with null finds nothing.
HEARD_OTHERWISE = """
SELECT again.event_id
FROM unnest($1::text[], $2::uuid[], $3::bigint[], $4::uuid[]) AS again (topic, citizen_id, seq, event_id)
JOIN journal USING (topic, citizen_id, seq) WHERE journal.event_id <> again.event_id
"""


class Position(NamedTuple):
    """How far a stream is heard, and whether anything of it is parked."""

    seq: int
    waiting: bool


class Entry(NamedTuple):
    """One accepted event."""

    topic: str
    citizen: CitizenId
    seq: int
    event_id: UUID
    record: bytes


async def pass_over(connection: Connection, stream: Stream, seq: int, event_id: UUID | None) -> None:
    """Count a number as heard with nothing in it: its event was discarded, and its copies stay dropped."""
    await connection.execute(SKIP, *stream, seq, event_id)


async def positions(connection: Connection, streams: Collection[Stream]) -> dict[Stream, Position]:
    """Where each of these streams stands; the caller holds their citizens' locks."""
    rows = await connection.fetch(
        POSITIONS, [topic for topic, _ in streams], [citizen for _, citizen in streams]
    )
    return {(row[0], row[1]): Position(row[2], row[3]) for row in rows}


async def write(connection: Connection, entries: Sequence[Entry]) -> None:
    """Add these entries."""
    if entries:
        await connection.execute(WRITE, *columns(entries))


def columns(entries: Sequence[Entry]) -> list[list[Any]]:
    """The entries as the columns of a statement: topics, citizens, numbers, ids and records."""
    return [list(column) for column in zip(*entries, strict=True)] or [[] for _ in Entry._fields]


async def heard_otherwise(connection: Connection, entries: Sequence[Entry]) -> set[UUID]:
    """The ids, of these events whose numbers were heard before, that were not heard under them."""
    topics, citizens, numbers, ids, _ = columns(entries)
    rows = await connection.fetch(HEARD_OTHERWISE, topics, citizens, numbers, ids)
    return {row["event_id"] for row in rows}
