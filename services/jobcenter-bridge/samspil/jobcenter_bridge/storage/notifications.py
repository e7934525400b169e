"""Notifications in PostgreSQL: taken in once, looked at by one at a time, and ended."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from samspil.jobcenter_bridge.domain.notification import Notification, State
from samspil.ledger.database import Connection, Pool
from samspil.vocabulary.citizen_id import CitizenId

LEASE = timedelta(seconds=60)
"""For as long nobody else looks at it; a fetch takes less."""

TAKE_IN = """
INSERT INTO notification (entity_type, entity, version, change, state, again, trace)
VALUES ($1, $2, $3, $4, $5, CASE $5 WHEN 'waiting' THEN clock_timestamp() END, $6)
ON CONFLICT DO NOTHING
"""

CLAIM = """
UPDATE notification SET again = clock_timestamp() + $2, attempts = attempts + 1
WHERE (entity_type, entity, version) IN (
  SELECT entity_type, entity, version FROM notification
  WHERE state = 'waiting' AND again <= clock_timestamp() ORDER BY again LIMIT $1 FOR UPDATE SKIP LOCKED
)
RETURNING entity_type, entity, version, attempts, trace
"""

END = """
UPDATE notification SET state = $4, again = NULL, attempts = 0, error_class = NULL, citizen_id = $5
WHERE entity_type = $1 AND entity = $2 AND version = $3
"""

POSTPONE = """
UPDATE notification SET again = clock_timestamp() + $4, error_class = $5
WHERE entity_type = $1 AND entity = $2 AND version = $3 AND state = 'waiting'
"""

FAIL = """
UPDATE notification SET state = 'failed', again = NULL, error_class = $4
WHERE entity_type = $1 AND entity = $2 AND version = $3 AND state = 'waiting'
"""

LOOK_AGAIN = """
UPDATE notification SET state = 'waiting', again = clock_timestamp()
WHERE citizen_id = $1 AND state = 'not_received'
"""

RETRY = """
UPDATE notification SET state = 'waiting', again = clock_timestamp(), attempts = 0
WHERE entity_type = $1 AND entity = $2 AND version = $3 AND state = 'failed' RETURNING true
"""

FAILED = """
SELECT entity_type, entity, version, error_class, received_at FROM notification
WHERE state = 'failed' ORDER BY received_at, entity, version LIMIT $1
"""


class Claimed(NamedTuple):
    """One that is ours to look at, until its lease runs out."""

    notification: Notification
    attempts: int
    trace: str | None


@dataclass(frozen=True, slots=True)
class Failed:
    """One that somebody has to look at."""

    notification: Notification
    error_class: str
    received_at: datetime


async def take_in(pool: Pool, one: Notification, change: int, state: State, trace: str | None) -> None:
    """Keep it, committed; the same one again changes nothing."""
    await pool.execute(TAKE_IN, *_key(one), change, state, trace)


async def claim(pool: Pool, at_once: int) -> list[Claimed]:
    """Some that are due, committed as ours: whoever dies with one lets it go when the lease ends."""
    return [
        Claimed(
            Notification(row["entity_type"], row["entity"], row["version"]), row["attempts"], row["trace"]
        )
        for row in await pool.fetch(CLAIM, at_once, LEASE)
    ]


async def end(
    where: "Connection | Pool", one: Notification, state: State, whose: CitizenId | None = None
) -> None:
    """What became of it; ``whose`` only where a later disclosure may change that."""
    await where.execute(END, *_key(one), state, whose)


async def postpone(pool: Pool, one: Notification, wait: timedelta, error_class: str) -> None:
    """Look again after so long."""
    await pool.execute(POSTPONE, *_key(one), wait, error_class)


async def fail(pool: Pool, one: Notification, error_class: str) -> None:
    """Leave it to people."""
    await pool.execute(FAIL, *_key(one), error_class)


async def look_again(connection: Connection, citizen: CitizenId) -> None:
    """Have what was not received of this citizen looked at once more."""
    await connection.execute(LOOK_AGAIN, citizen)


async def retry(pool: Pool, one: Notification) -> bool:
    """Have a failed one looked at once more; false where it has not failed."""
    return bool(await pool.fetchval(RETRY, *_key(one)))


async def read_failed(pool: Pool, at_most: int) -> list[Failed]:
    """The failed ones, the oldest first."""
    return [
        Failed(
            Notification(row["entity_type"], row["entity"], row["version"]),
            row["error_class"],
            row["received_at"],
        )
        for row in await pool.fetch(FAILED, at_most)
    ]


def _key(one: Notification) -> tuple[int, UUID, int]:
    return one.entity_type, one.entity, one.version
