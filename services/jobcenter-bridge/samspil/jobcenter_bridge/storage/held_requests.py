"""Requests about somebody unknown here: sealed, and kept for thirty days at most."""

from datetime import datetime, timedelta
from typing import NamedTuple
from uuid import UUID

import asyncpg
from pydantic import TypeAdapter

from samspil.jobcenter_bridge.domain.requests import Stranger
from samspil.ledger.database import Connection, Pool
from samspil.vocabulary.sealed import Sealed

KEPT_FOR = timedelta(days=30)
"""As the keys that seal them (sealing's migration 0002)."""

CONTENT = TypeAdapter(Stranger)
"""What is sealed, as JSON."""

HOLD = """
INSERT INTO held_request (id, version, sealed) VALUES ($1, $2, $3)
ON CONFLICT (id) DO UPDATE
SET version = excluded.version, sealed = excluded.sealed, held_at = excluded.held_at
WHERE held_request.version < excluded.version
"""

READ = "SELECT id, version, sealed, held_at FROM held_request ORDER BY held_at, id LIMIT $1"

READ_ONE = "SELECT id, version, sealed, held_at FROM held_request WHERE id = $1"

RELEASE = "DELETE FROM held_request WHERE id = $1"

LOOK_AGAIN = """
UPDATE notification SET again = clock_timestamp()
WHERE entity = $1 AND kind = 'request' AND state = 'waiting'
"""


class HeldRequest(NamedTuple):
    """One that waits for a person."""

    id: UUID
    version: int
    sealed: Sealed
    held_at: datetime


async def hold(connection: Connection, request: UUID, version: int, sealed: Sealed) -> None:
    """Keep it; of the same request the newest version."""
    await connection.execute(HOLD, request, version, sealed)


async def read(pool: Pool, request: UUID) -> HeldRequest | None:
    """One that is held."""
    row = await pool.fetchrow(READ_ONE, request)
    return _of(row) if row else None


async def read_held(pool: Pool, at_most: int) -> list[HeldRequest]:
    """Those that are held, the oldest first."""
    return [_of(row) for row in await pool.fetch(READ, at_most)]


async def release(connection: Connection, request: UUID) -> None:
    """It waits no more."""
    await connection.execute(RELEASE, request)


async def look_again(pool: Pool, request: UUID) -> bool:
    """Have one looked at now; false where it does not wait."""
    looked: str = await pool.execute(LOOK_AGAIN, request)
    return looked != "UPDATE 0"


def _of(row: asyncpg.Record) -> HeldRequest:
    return HeldRequest(row["id"], row["version"], Sealed(row["sealed"]), row["held_at"])
