"""Deliveries in PostgreSQL."""

import json
from collections.abc import Collection, Mapping
from datetime import datetime

import asyncpg

from samspil.contracts.delivery import Told
from samspil.ledger.database import Connection
from samspil.ledger.delivery import Content, Deliveries, Delivery, State
from samspil.ledger.shelf import Shelf
from samspil.vocabulary.citizen_id import CitizenId

READ = """
SELECT delivery_id, citizen_id, item, seq, told, content, until, state, body, attempts, at, trace, made_at,
  ended_at
FROM delivery WHERE citizen_id = ANY($1::uuid[]) ORDER BY seq, made_at, item
"""

WRITE = """
INSERT INTO delivery
  (delivery_id, citizen_id, item, seq, told, content, until, state, body, attempts, at, trace, made_at,
    ended_at)
SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::bigint[], $5::text[], $6::json[], $7::date[],
  $8::text[], $9::text[], $10::int[], $11::timestamptz[], $12::text[], $13::timestamptz[], $14::timestamptz[])
ON CONFLICT (delivery_id) DO UPDATE SET state = excluded.state, body = excluded.body,
  attempts = excluded.attempts, at = excluded.at, ended_at = excluded.ended_at
"""

TO_SEND = """
SELECT citizen_id FROM (
  SELECT DISTINCT ON (citizen_id) citizen_id, at FROM delivery WHERE state IN ('open', 'sending')
  ORDER BY citizen_id, seq, made_at, item
) first_in_line
WHERE at <= clock_timestamp() ORDER BY at LIMIT $1
"""

PUT_OFF = """
UPDATE delivery SET attempts = attempts + 1,
  at = clock_timestamp() + least(interval '1 second' * 2 ^ least(attempts, 20), $2)
WHERE delivery_id = (
  SELECT delivery_id FROM delivery WHERE citizen_id = $1 AND state IN ('open', 'sending')
  ORDER BY seq, made_at, item LIMIT 1
)
"""


class DeliveryShelf(Shelf[Deliveries]):
    """All deliveries about a citizen; only changed ones are written."""

    def __init__(self) -> None:
        super().__init__()
        self._kept: dict[CitizenId, Deliveries] = {}

    async def read(
        self, connection: Connection, citizens: Collection[CitizenId]
    ) -> Mapping[CitizenId, Deliveries]:
        """The deliveries about these citizens."""
        found: dict[CitizenId, Deliveries] = dict.fromkeys(citizens, ())
        for row in await connection.fetch(READ, list(citizens)):
            found[row["citizen_id"]] += (_delivery(row),)
        self._kept.update(found)
        return found

    async def write(self, connection: Connection, states: Mapping[CitizenId, Deliveries]) -> None:
        """Keep what differs from what is kept."""
        rows = [
            (citizen, one)
            for citizen, deliveries in states.items()
            for one in deliveries
            if one not in self._kept[citizen]
        ]
        self._kept.update(states)
        if rows:
            await connection.execute(WRITE, *(list(column) for column in zip(*map(_row, rows), strict=True)))


def _row(kept: tuple[CitizenId, Delivery]) -> tuple[object, ...]:
    citizen, one = kept
    content = one.content
    return (
        one.id,
        citizen,
        one.item,
        one.seq,
        content.told,
        json.dumps(dict(content.body)),
        content.until,
        one.state,
        one.body,
        one.attempts,
        one.at,
        one.trace,
        one.made_at,
        one.ended_at,
    )


def _delivery(row: asyncpg.Record) -> Delivery:
    at: datetime = row["at"]
    return Delivery(
        id=row["delivery_id"],
        item=row["item"],
        seq=row["seq"],
        content=Content(Told(row["told"]), json.loads(row["content"]), row["until"]),
        state=State(row["state"]),
        at=at,
        made_at=row["made_at"],
        body=row["body"],
        attempts=row["attempts"],
        trace=row["trace"],
        ended_at=row["ended_at"],
    )
