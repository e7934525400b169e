"""What waits for a human: messages under no citizen or without a ground, and notices without a fact yet."""

from datetime import datetime
from typing import NamedTuple

from samspil.ledger.database import Connection, Pool
from samspil.region_bridge.domain.whose import Unclear
from samspil.vocabulary.sealed import Sealed

HOLD = "INSERT INTO held_message (message_id, raw, why, received_at) VALUES ($1, $2, $3, $4)"

# The same thirty days as those of the key that sealed it (sealing's migration 0002).
FORGET = "DELETE FROM held_message WHERE received_at <= clock_timestamp() - interval '30 days'"

COUNT = """
SELECT (SELECT count(*) FROM held_message) + (SELECT count(*) FROM notice WHERE held IS NOT NULL)
  + (SELECT count(*) FROM unplaced_message)
  + (SELECT count(*) FROM waiting_message WHERE kept ->> 'settled' IS NULL)
"""

READ = """
SELECT message_id, received_at, why FROM held_message
UNION ALL
SELECT message_id, received_at, held FROM notice WHERE held IS NOT NULL
UNION ALL
SELECT message_id, received_at, coalesce(why, 'nobody_known') FROM unplaced_message
UNION ALL
SELECT kept -> 'incoming' ->> 'message_id', (kept ->> 'held_at')::timestamptz, kept ->> 'why'
FROM waiting_message WHERE kept ->> 'settled' IS NULL
ORDER BY received_at, message_id LIMIT $1
"""


class Waiting(NamedTuple):
    """One that a human has to look at; what it says stays sealed."""

    message_id: str
    received_at: datetime
    why: str


async def hold(
    connection: Connection, message_id: str, raw: Sealed, why: Unclear, received_at: datetime
) -> None:
    """Keep a message under no citizen."""
    await connection.execute(HOLD, message_id, raw, why, received_at)


async def forget(pool: Pool) -> None:
    """Let go of messages that were held for thirty days."""
    await pool.execute(FORGET)


async def count(pool: Pool) -> int:
    """How many wait."""
    waiting: int = await pool.fetchval(COUNT)
    return waiting


async def read_held(pool: Pool, at_most: int) -> list[Waiting]:
    """Those that wait, the oldest first."""
    return [Waiting(*row) for row in await pool.fetch(READ, at_most)]
