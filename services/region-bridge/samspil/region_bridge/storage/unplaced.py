"""Messages under no citizen in PostgreSQL: sealed with keys of their own, and for thirty days at most."""

from datetime import datetime, timedelta
from typing import NamedTuple

import asyncpg

from samspil.ledger.database import Connection, Pool
from samspil.region_bridge.domain.whose import Unclear
from samspil.vocabulary.sealed import Sealed

KEPT_FOR = timedelta(days=30)
"""As the keys that seal them (sealing's migration 0002)."""

KEEP = """
INSERT INTO unplaced_message (message_id, raw, numbers, why, received_at) VALUES ($1, $2, $3, $4, $5)
"""

READ = "SELECT message_id, raw, numbers, why, received_at FROM unplaced_message"
READ_OLDEST = f"{READ} ORDER BY received_at, message_id LIMIT $1"
READ_ONE = f"{READ} WHERE message_id = $1"
READ_STRANGERS = f"{READ} WHERE why IS NULL ORDER BY received_at, message_id"

RELEASE = "DELETE FROM unplaced_message WHERE message_id = $1 RETURNING true"
FOUND_UNCLEAR = "UPDATE unplaced_message SET why = $2 WHERE message_id = $1"

FORGET = """
DELETE FROM unplaced_message WHERE received_at <= clock_timestamp() - $1::interval
"""


class Unplaced(NamedTuple):
    """One of them."""

    message_id: str
    raw: Sealed
    numbers: Sealed
    why: Unclear | None
    """Why nobody can say whom it is about; None: nobody who is known here."""
    received_at: datetime


async def keep(connection: Connection, message: Unplaced) -> None:
    """Keep it."""
    await connection.execute(KEEP, *message)


async def read(pool: Pool, message_id: str) -> Unplaced | None:
    """One of them."""
    row = await pool.fetchrow(READ_ONE, message_id)
    return _of(row) if row else None


async def read_oldest(pool: Pool, at_most: int) -> list[Unplaced]:
    """Those that wait, the oldest first."""
    return [_of(row) for row in await pool.fetch(READ_OLDEST, at_most)]


async def read_strangers(pool: Pool) -> list[Unplaced]:
    """Those about nobody who was known here when they were looked at last."""
    return [_of(row) for row in await pool.fetch(READ_STRANGERS)]


async def release(connection: Connection, message_id: str) -> bool:
    """It has found its citizen; false where it waits no more."""
    return await connection.fetchval(RELEASE, message_id) is not None


async def found_unclear(pool: Pool, message_id: str, why: Unclear) -> None:
    """Somebody is known by now whom it may be about, and nobody can say whether it is."""
    await pool.execute(FOUND_UNCLEAR, message_id, why)


async def forget(pool: Pool) -> None:
    """Let go of those that were kept for thirty days; their files go likewise (attachments.py)."""
    await pool.execute(FORGET, KEPT_FOR)


def _of(row: asyncpg.Record) -> Unplaced:
    why = Unclear(row["why"]) if row["why"] else None
    return Unplaced(row["message_id"], Sealed(row["raw"]), Sealed(row["numbers"]), why, row["received_at"])
