"""What operators do with what failed, parked records and steps of the clock: list, show, release.

A record is named by its number, a failing step by what it looks at and whose: ``coordinate/<citizen id>``.
"""

from typing import Any
from uuid import UUID

from samspil.ledger import brake
from samspil.ledger.database import Connection
from samspil.ledger.wake import DUE

LIST = """
SELECT *, count(*) OVER () AS total FROM (
  SELECT id::text AS id, topic AS what, citizen_id, seq, state, error_class, attempts, parked_at AS since
  FROM parked WHERE state <> 'done'
  UNION ALL
  SELECT what || '/' || citizen_id, what, citizen_id, NULL, 'failing', error_class, attempts,
    coalesce(failed_at, clock_timestamp())
  FROM due WHERE error_class IS NOT NULL
) failed ORDER BY since, id LIMIT $1
"""

SHOW_RECORD = """
SELECT parked.id::text AS id, topic AS what, part, log_offset, parked.citizen_id, seq, event_id, state,
  parked.error_class, parked.attempts, parked_at AS since, octet_length(value) AS value_bytes,
  reason, discarded_at
FROM parked LEFT JOIN discarded ON parked_id = parked.id WHERE parked.id::text = $1
"""

SHOW_STEP = """
SELECT what || '/' || citizen_id AS id, what, citizen_id, 'failing' AS state, error_class, attempts,
  failed_at AS since, at::text AS tried_again, trace
FROM due WHERE error_class IS NOT NULL AND what || '/' || citizen_id = $1
"""

WANTED = """
($1::text IS NULL OR {name} = $1) AND ($2::uuid IS NULL OR citizen_id = $2)
AND ($3::text IS NULL OR error_class = $3)
"""
STEP = "what || '/' || citizen_id"
RECORDS = f"state = 'failed' AND {WANTED.format(name='id::text')}"
STEPS = f"error_class IS NOT NULL AND {WANTED.format(name=STEP)}"

# The citizens' locks first, as everybody takes them: a drain or a look at them ends before.
LOCK = f"""
SELECT FROM stream WHERE citizen_id IN (
  SELECT citizen_id FROM parked WHERE {RECORDS} UNION SELECT citizen_id FROM due WHERE {STEPS}
) ORDER BY citizen_id, topic FOR UPDATE
"""  # noqa: S608  # our own words

RELEASE = f"""
WITH freed AS (
  UPDATE parked SET state = CASE WHEN citizen_id IS NULL OR seq IS NULL THEN 'done' ELSE 'released' END
  WHERE {RECORDS}
  RETURNING topic, citizen_id, state
), marked AS (
  INSERT INTO due (what, citizen_id, at)
  SELECT DISTINCT 'drain:' || topic, citizen_id, now() FROM freed WHERE state = 'released'
  ON CONFLICT (what, citizen_id) DO UPDATE SET at = LEAST(due.at, excluded.at)
)
SELECT count(*) FROM freed
"""  # noqa: S608

RELEASE_STEPS = f"""
WITH freed AS (
  UPDATE due SET at = LEAST(at, now()), attempts = 0 WHERE {STEPS} RETURNING what
)
SELECT count(*) FROM freed
"""  # noqa: S608


async def list_parked(connection: Connection, most: int | None = None) -> list[dict[str, Any]]:
    """What is parked or fails, oldest first; ``total`` counts them all."""
    return [dict(row) for row in await connection.fetch(LIST, most)]


async def show_parked(connection: Connection, name: str) -> dict[str, Any] | None:
    """All that is known of one, but what it says: payloads are not shown."""
    row = await connection.fetchrow(SHOW_RECORD, name) or await connection.fetchrow(SHOW_STEP, name)
    return dict(row) if row else None


async def release(
    connection: Connection,
    name: str | None = None,
    citizen: UUID | None = None,
    error_class: str | None = None,
) -> int:
    """Try these again, in order, at once, and let hearing go on if it was stopped; how many that is.

    A record that is nobody's, or tells no number, is closed: only its publisher can heal it, by a refill.
    A step that fails again is as patient as at its first failure.
    """
    chosen = (name, citizen, error_class)
    async with connection.transaction():
        await connection.execute(LOCK, *chosen)
        steps: int = await connection.fetchval(RELEASE_STEPS, *chosen)
        records: int = await connection.fetchval(RELEASE, *chosen)
        await connection.execute(f"NOTIFY {DUE}")
        return steps + records + await brake.release(connection)
