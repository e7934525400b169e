"""What operators do with parked records: list, show, release."""

from typing import Any
from uuid import UUID

from samspil.ledger import brake
from samspil.ledger.database import Connection

LIST = """
SELECT id, topic, citizen_id, seq, state, error_class, attempts, parked_at, count(*) OVER () AS total
FROM parked WHERE state <> 'done' ORDER BY parked_at, id LIMIT $1
"""

SHOW = """
SELECT id, topic, part, log_offset, citizen_id, seq, event_id, state, error_class, attempts, parked_at,
  octet_length(value) AS value_bytes
FROM parked WHERE id = $1
"""

CHOSEN = """
state = 'failed' AND ($1::bigint IS NULL OR id = $1) AND ($2::uuid IS NULL OR citizen_id = $2)
  AND ($3::text IS NULL OR error_class = $3)
"""

LOCK = f"""
SELECT FROM stream WHERE citizen_id IN (SELECT citizen_id FROM parked WHERE {CHOSEN})
ORDER BY citizen_id, topic FOR UPDATE
"""  # noqa: S608  # our own words

RELEASE = f"""
WITH freed AS (
  UPDATE parked SET state = CASE WHEN citizen_id IS NULL OR seq IS NULL THEN 'done' ELSE 'released' END
  WHERE {CHOSEN}
  RETURNING topic, citizen_id, state
), marked AS (
  INSERT INTO due (what, citizen_id, at)
  SELECT DISTINCT 'drain:' || topic, citizen_id, now() FROM freed WHERE state = 'released'
  ON CONFLICT (what, citizen_id) DO UPDATE SET at = LEAST(due.at, excluded.at)
)
SELECT count(*) FROM freed
"""  # noqa: S608


async def list_parked(connection: Connection, most: int = 100) -> list[dict[str, Any]]:
    """The open ones, oldest first; ``total`` counts them all."""
    return [dict(row) for row in await connection.fetch(LIST, most)]


async def show_parked(connection: Connection, parked_id: int) -> dict[str, Any] | None:
    """All that is known of one, but what it says: payloads are not shown."""
    row = await connection.fetchrow(SHOW, parked_id)
    return dict(row) if row else None


async def release(
    connection: Connection,
    parked_id: int | None = None,
    citizen: UUID | None = None,
    error_class: str | None = None,
) -> int:
    """Try these again, in order, at once, and let hearing go on if it was stopped; how many that is.

    One that is nobody's, or tells no number, is closed: only its publisher can heal it, by a refill.
    """
    chosen = (parked_id, citizen, error_class)
    async with connection.transaction():
        await connection.execute(LOCK, *chosen)
        freed: int = await connection.fetchval(RELEASE, *chosen)
        return freed + await brake.release(connection)
