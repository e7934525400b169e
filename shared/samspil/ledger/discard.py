"""Discarding: people give up what can never succeed; it is kept with the reason, and what waits goes on.

A step is taken off the clock until something marks it anew.
A record stays whole where it is parked; its number is passed over when its turn comes, so that later ones
apply, copies are dropped and no fold ever sees it.
"""

from samspil.ledger.database import Connection
from samspil.ledger.wake import DUE
from samspil.telemetry.redact import mask
from samspil.vocabulary.plain_text import NotPlain, plain_line

LONGEST_REASON = 500

LOCK = """
SELECT FROM stream WHERE citizen_id = (
  SELECT citizen_id FROM parked WHERE id::text = $1
  UNION SELECT citizen_id FROM due WHERE what || '/' || citizen_id = $1
) ORDER BY topic FOR UPDATE
"""

STEP = """
WITH gone AS (
  DELETE FROM due WHERE error_class IS NOT NULL AND what || '/' || citizen_id = $1
  RETURNING what, citizen_id, error_class, attempts
)
INSERT INTO discarded (what, citizen_id, error_class, attempts, reason)
SELECT *, $2 FROM gone RETURNING what
"""

# One that tells no number takes the first that is missing before what waits: a citizen's records come in
# order. Where nothing waits there is nothing to pass over, and it is closed.
RECORD = """
WITH asked AS (
  SELECT * FROM parked WHERE id::text = $1 AND state IN ('failed', 'released')
), numbered AS (
  SELECT seq FROM parked JOIN (SELECT topic, citizen_id FROM asked) stream USING (topic, citizen_id)
  WHERE state <> 'done' AND seq IS NOT NULL
), heard AS (
  SELECT coalesce(max(seq), 0) AS seq FROM journal JOIN (SELECT topic, citizen_id FROM asked) stream
    USING (topic, citizen_id)
), missing AS (
  SELECT min(seq) AS seq FROM (
    SELECT seq + 1 AS seq FROM heard
    UNION SELECT numbered.seq + 1 FROM numbered, heard WHERE numbered.seq > heard.seq
  ) candidate
  WHERE seq NOT IN (SELECT seq FROM numbered) AND seq < (SELECT max(seq) FROM numbered)
), record AS (
  SELECT asked.id, coalesce(asked.seq, missing.seq) AS seq FROM asked, missing
), gone AS (
  UPDATE parked SET seq = record.seq, state = CASE WHEN record.seq IS NULL THEN 'done' ELSE 'discarded' END
  FROM record WHERE parked.id = record.id
  RETURNING topic, citizen_id, parked.id, error_class, attempts, state
), marked AS (
  INSERT INTO due (what, citizen_id, at)
  SELECT 'drain:' || topic, citizen_id, now() FROM gone WHERE state = 'discarded'
  ON CONFLICT (what, citizen_id) DO UPDATE SET at = LEAST(due.at, excluded.at)
)
INSERT INTO discarded (what, citizen_id, parked_id, error_class, attempts, reason)
SELECT topic, citizen_id, id, error_class, attempts, $2 FROM gone RETURNING what
"""


class ReasonUnfit(ValueError):
    """The reason is empty, too long, not plain, or holds what has the shape of a person's number."""


async def discard(connection: Connection, name: str, reason: str) -> bool:
    """Give up one failed record or step; whether there was one of that name. Raises ``ReasonUnfit``."""
    reason = _fit(reason)
    async with connection.transaction():
        await connection.execute(LOCK, name)
        gone = await connection.fetchval(RECORD, name, reason) or await connection.fetchval(
            STEP, name, reason
        )
        await connection.execute(f"NOTIFY {DUE}")
    return gone is not None


def _fit(reason: str) -> str:
    try:
        line = plain_line(reason)
    except NotPlain:
        raise ReasonUnfit from None
    if len(line) > LONGEST_REASON or mask(line) != line:
        raise ReasonUnfit
    return line
