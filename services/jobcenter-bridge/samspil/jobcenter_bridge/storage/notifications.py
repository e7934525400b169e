"""Notifications in PostgreSQL: taken in once, looked at by one at a time, and ended."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from samspil.jobcenter_bridge.domain.notification import Change, Kind, Notification, State, first_state
from samspil.ledger.database import Connection, Pool
from samspil.vocabulary.citizen_id import CitizenId

LEASE = timedelta(seconds=60)
"""For as long nobody else looks at it; a fetch takes less."""

TAKE_IN = """
INSERT INTO notification (entity_type, entity, version, change, state, again, trace, kind)
VALUES ($1, $2, $3, $4, $5, CASE $5 WHEN 'waiting' THEN clock_timestamp() END, $6, $7)
ON CONFLICT (entity_type, entity, version) DO UPDATE
SET change = excluded.change, state = excluded.state, again = excluded.again, attempts = 0, error_class = NULL
WHERE excluded.change = 3 AND notification.change <> 3
"""

CLAIM = """
UPDATE notification SET again = clock_timestamp() + $2, attempts = attempts + 1
WHERE (entity_type, entity, version) IN (
  SELECT entity_type, entity, version FROM notification
  WHERE state = 'waiting' AND again <= clock_timestamp() ORDER BY again LIMIT $1 FOR UPDATE SKIP LOCKED
)
RETURNING entity_type, entity, version, kind, change, attempts, trace
"""

# Each ends what was claimed: not what was notified anew meanwhile, as deleted.
END = """
UPDATE notification SET state = $5, again = NULL, attempts = 0, error_class = NULL, citizen_id = $6
WHERE entity_type = $1 AND entity = $2 AND version = $3 AND change = $4
"""

LOOK_ON = """
UPDATE notification SET again = $5, attempts = 0, error_class = NULL
WHERE entity_type = $1 AND entity = $2 AND version = $3 AND change = $4 AND state = 'waiting'
"""

POSTPONE = """
UPDATE notification SET again = clock_timestamp() + $5, error_class = $6
WHERE entity_type = $1 AND entity = $2 AND version = $3 AND change = $4 AND state = 'waiting'
"""

FAIL = """
UPDATE notification SET state = 'failed', again = NULL, error_class = $5
WHERE entity_type = $1 AND entity = $2 AND version = $3 AND change = $4 AND state = 'waiting'
"""

LOOK_AGAIN = """
UPDATE notification SET state = 'waiting', again = clock_timestamp()
WHERE citizen_id = $1 AND state = 'not_received' AND kind = ANY($2::text[])
"""

LOOK_AT_ENTITY = """
UPDATE notification SET state = 'waiting', again = clock_timestamp(), attempts = 0, error_class = NULL
WHERE kind = $1 AND entity = $2 AND version = $3 AND state <> 'waiting'
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
    kind: Kind
    change: Change
    attempts: int
    trace: str | None


@dataclass(frozen=True, slots=True)
class Failed:
    """One that somebody has to look at."""

    notification: Notification
    error_class: str
    received_at: datetime


async def take_in(
    pool: Pool, one: Notification, kind: Kind | None, change: Change, trace: str | None
) -> None:
    """Keep it, committed; the same one again changes nothing, unless it now says that it is deleted."""
    await pool.execute(TAKE_IN, *_key(one), change, first_state(kind, one.entity), trace, kind)


async def claim(pool: Pool, at_once: int) -> list[Claimed]:
    """Some that are due, committed as ours: whoever dies with one lets it go when the lease ends."""
    return [
        Claimed(
            Notification(row["entity_type"], row["entity"], row["version"]),
            Kind(row["kind"]),
            Change(row["change"]),
            row["attempts"],
            row["trace"],
        )
        for row in await pool.fetch(CLAIM, at_once, LEASE)
    ]


async def end(where: "Connection | Pool", one: Claimed, state: State, whose: CitizenId | None = None) -> None:
    """What became of it; ``whose`` only where a later disclosure may change that."""
    await where.execute(END, *_claim(one), state, whose)


async def look_on(connection: Connection, one: Claimed, at: datetime) -> None:
    """Look again then, because its days will tell something new."""
    await connection.execute(LOOK_ON, *_claim(one), at)


async def postpone(pool: Pool, one: Claimed, wait: timedelta, error_class: str) -> None:
    """Look again after so long."""
    await pool.execute(POSTPONE, *_claim(one), wait, error_class)


async def fail(pool: Pool, one: Claimed, error_class: str) -> None:
    """Leave it to people."""
    await pool.execute(FAIL, *_claim(one), error_class)


async def look_again(connection: Connection, citizen: CitizenId, kinds: Iterable[Kind]) -> None:
    """Have what was not received of these kinds and this citizen looked at once more."""
    await connection.execute(LOOK_AGAIN, citizen, list(kinds))


async def look_at_entity(connection: Connection, kind: Kind, entity: UUID, version: int) -> None:
    """Have this entity fetched anew, by the notification of its newest version, whatever became of that."""
    await connection.execute(LOOK_AT_ENTITY, kind, entity, version)


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


def _claim(one: Claimed) -> tuple[int, UUID, int, Change]:
    return (*_key(one.notification), one.change)
