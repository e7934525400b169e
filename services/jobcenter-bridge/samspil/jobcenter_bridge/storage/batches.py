"""Files of activities in PostgreSQL: they come in in parts, count when they are whole, and are recorded."""

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import NamedTuple
from uuid import UUID

import asyncpg
from pydantic import TypeAdapter, ValidationError

from samspil.jobcenter_bridge.domain.activity import Activity
from samspil.jobcenter_bridge.domain.basis import is_received
from samspil.jobcenter_bridge.domain.batch import ActivityRow, Batch, BatchState
from samspil.jobcenter_bridge.domain.milestones import Milestone
from samspil.jobcenter_bridge.domain.notification import Kind
from samspil.jobcenter_bridge.storage.tables import DISCLOSURES, MILESTONES
from samspil.ledger.database import Connection, Passing, Pool
from samspil.vocabulary.citizen_id import CitizenId

STOPPED = timedelta(minutes=15)
"""After so long without a row a file comes no more: its sender had ten minutes for the whole of it."""

ACTIVITY: TypeAdapter[Activity] = TypeAdapter(Activity)

BEGIN = "INSERT INTO batch (id, trace) VALUES ($1, $2)"

ADD = """
UPDATE batch SET came_at = clock_timestamp(), read_rows = read_rows + $2, bad_rows = bad_rows + $3,
  kept_rows = kept_rows + $4, not_received = not_received + $5
WHERE id = $1 AND taken_at IS NULL
"""

FINISH = """
UPDATE batch SET digest = $2, taken_at = clock_timestamp(), again = clock_timestamp()
WHERE id = $1 AND taken_at IS NULL
"""

FIND = "SELECT id FROM batch WHERE digest = $1"

DISCARD = """
WITH gone AS (DELETE FROM batch WHERE id = ANY($1::uuid[]) AND taken_at IS NULL RETURNING id),
  rows AS (DELETE FROM batch_row USING gone WHERE batch = gone.id)
DELETE FROM bad_row USING gone WHERE batch = gone.id
"""

STOPPED_COMING = "SELECT id FROM batch WHERE taken_at IS NULL AND came_at < clock_timestamp() - $1::interval"

TOLD = "SELECT citizen_id, state::text FROM disclosure WHERE citizen_id = ANY($1::uuid[])"

OWNERS = "SELECT id, citizen_id FROM milestone WHERE id = ANY($1::uuid[])"

KEPT = "SELECT kept::text FROM milestone WHERE id = ANY($1::uuid[])"

READ = """
SELECT id, began_at, taken_at, again, read_rows, bad_rows, kept_rows, not_received,
  (SELECT count(*) FROM batch_row WHERE batch = id AND error_class IS NULL) AS waiting,
  (SELECT count(*) FROM batch_row WHERE batch = id AND error_class IS NOT NULL) AS failed
FROM batch
"""
READ_ONE = f"{READ} WHERE id = $1"
READ_NEWEST = f"{READ} ORDER BY began_at DESC LIMIT $1"

READ_BAD = "SELECT number, wrong FROM bad_row WHERE batch = $1 AND number > $2 ORDER BY number LIMIT $3"

DUE = "SELECT id, trace FROM batch WHERE again <= clock_timestamp() ORDER BY again LIMIT 1"

PICK = """
SELECT number, citizen_id, version, activity::text FROM batch_row
WHERE batch = $1 AND error_class IS NULL AND again <= clock_timestamp() ORDER BY again, number LIMIT $2
"""

TAKE = """
DELETE FROM batch_row WHERE batch = $1 AND number = ANY($2::int[]) AND error_class IS NULL
RETURNING number
"""

PUT_BACK = """
INSERT INTO batch_row (batch, number, citizen_id, version, activity, again)
SELECT $1, * FROM unnest($2::int[], $3::uuid[], $4::bigint[], $5::json[], $6::timestamptz[])
"""

NOT_RECEIVED = "UPDATE batch SET kept_rows = kept_rows - $2, not_received = not_received + $2 WHERE id = $1"

REST = """
UPDATE batch SET again = (SELECT min(again) FROM batch_row WHERE batch = $1 AND error_class IS NULL)
WHERE id = $1
"""

FAIL = "UPDATE batch_row SET error_class = $3 WHERE batch = $1 AND number = $2"

RETRY = """
WITH again AS (
  UPDATE batch_row SET error_class = NULL, again = clock_timestamp()
  WHERE batch = $1 AND error_class IS NOT NULL AND activity IS NOT NULL RETURNING true
)
UPDATE batch SET again = clock_timestamp() WHERE id = $1 AND EXISTS (SELECT FROM again) RETURNING true
"""


class StoppedComing(Passing):
    """The rest came so late that what came before is deleted; sent anew, it is taken."""


class Misplaced(NamedTuple):
    """A row whose activity is known as somebody else's: nothing of it is kept but where it stands."""

    number: int
    version: int


class Part(NamedTuple):
    """What came of one stretch of a file."""

    rows: Sequence[ActivityRow]
    misplaced: Sequence[Misplaced]
    bad: Mapping[int, Mapping[str, str]]
    """Row → column → code."""
    not_received: int


async def begin(pool: Pool, batch: UUID, trace: str | None) -> None:
    """A file begins to come."""
    await pool.execute(BEGIN, batch, trace)


async def add(pool: Pool, batch: UUID, part: Part, now: datetime) -> None:
    """Keep its next rows, committed; they do not count yet. Raises ``StoppedComing``."""
    kept = [
        *(
            (
                batch,
                row.number,
                row.citizen,
                row.version,
                ACTIVITY.dump_json(row.activity).decode(),
                now,
                None,
            )
            for row in part.rows
        ),
        *((batch, row.number, None, row.version, None, now, "AboutSomebodyElse") for row in part.misplaced),
    ]
    bad = [(batch, row, json.dumps(wrong)) for row, wrong in part.bad.items()]
    async with pool.acquire() as connection, connection.transaction():
        counts = (len(kept) + len(bad) + part.not_received, len(bad), len(kept), part.not_received)
        if await connection.execute(ADD, batch, *counts) != "UPDATE 1":
            raise StoppedComing
        if kept:
            await connection.copy_records_to_table("batch_row", records=kept)
        if bad:
            await connection.copy_records_to_table("bad_row", records=bad)


async def finish(pool: Pool, batch: UUID, digest: bytes) -> bool:
    """From here on it counts; false: the same file came before. Raises ``StoppedComing``."""
    try:
        finished = await pool.execute(FINISH, batch, digest)
    except asyncpg.UniqueViolationError:
        return False
    if finished != "UPDATE 1":
        raise StoppedComing
    return True


async def find(pool: Pool, digest: bytes) -> UUID | None:
    """The file with these bytes."""
    found: UUID | None = await pool.fetchval(FIND, digest)
    return found


async def discard(pool: Pool, *batches: UUID) -> None:
    """Nothing of a file that did not come whole is left; one that counts stays."""
    await pool.execute(DISCARD, list(batches))


async def sweep(pool: Pool) -> int:
    """Discard those that come no more; how many."""
    stopped = [row["id"] for row in await pool.fetch(STOPPED_COMING, STOPPED)]
    if stopped:
        await discard(pool, *stopped)
    return len(stopped)


async def read_received(pool: Pool, citizens: Collection[CitizenId], today: date) -> set[CitizenId]:
    """Of these, those whose activities are received.

    Whose disclosure can no longer be read is among them: that is seen when a row of theirs is recorded.
    """
    rows = await pool.fetch(TOLD, list(citizens))
    return {row["citizen_id"] for row in rows if _receives(row["state"], today)}


def _receives(state: str, today: date) -> bool:
    try:
        return is_received(DISCLOSURES.adapter.validate_json(state), Kind.ACTIVITY, today)
    except ValidationError:
        return True


async def read_owners(pool: Pool, activities: Collection[UUID]) -> dict[UUID, CitizenId]:
    """Of whom something of these activities was said."""
    return {row["id"]: row["citizen_id"] for row in await pool.fetch(OWNERS, list(activities))}


async def read_known(pool: Pool, activities: Collection[UUID]) -> dict[UUID, Milestone]:
    """What these activities said when they were looked at last."""
    kept = [MILESTONES.adapter.validate_json(row["kept"]) for row in await pool.fetch(KEPT, list(activities))]
    return {one.id: one for one in kept}


async def read_batch(pool: Pool, batch: UUID) -> Batch | None:
    """One of them."""
    row = await pool.fetchrow(READ_ONE, batch)
    return _batch(row) if row else None


async def read_batches(pool: Pool, at_most: int) -> list[Batch]:
    """The newest first."""
    return [_batch(row) for row in await pool.fetch(READ_NEWEST, at_most)]


async def read_bad_rows(pool: Pool, batch: UUID, after: int, at_most: int) -> dict[int, dict[str, str]]:
    """The bad ones after this row, in order: row → column → code."""
    rows = await pool.fetch(READ_BAD, batch, after, at_most)
    return {row["number"]: json.loads(row["wrong"]) for row in rows}


async def due(pool: Pool) -> tuple[UUID, str | None] | None:
    """A file that has rows to be recorded, and its trace."""
    row = await pool.fetchrow(DUE)
    return (row["id"], row["trace"]) if row else None


async def pick(pool: Pool, batch: UUID, at_most: int) -> list[ActivityRow]:
    """Its next rows, in order; they stay until they are taken. One that can no longer be read has failed."""
    rows: list[ActivityRow] = []
    for number, citizen, version, activity in await pool.fetch(PICK, batch, at_most):
        try:
            rows.append(ActivityRow(number, citizen, version, ACTIVITY.validate_json(activity)))
        except ValidationError as fault:
            await fail(pool, batch, number, type(fault).__name__)
    return rows


async def take(connection: Connection, batch: UUID, rows: Iterable[int]) -> set[int]:
    """Those of them that nobody else has taken: they are ours, if the transaction commits."""
    return {row["number"] for row in await connection.fetch(TAKE, batch, list(rows))}


async def put_back(connection: Connection, batch: UUID, rows: Mapping[ActivityRow, datetime]) -> None:
    """Look at these again then."""
    await connection.execute(
        PUT_BACK,
        batch,
        [row.number for row in rows],
        [row.citizen for row in rows],
        [row.version for row in rows],
        [ACTIVITY.dump_json(row.activity).decode() for row in rows],
        list(rows.values()),
    )


async def count_not_received(connection: Connection, batch: UUID, rows: int) -> None:
    """So many that were kept are received no more."""
    await connection.execute(NOT_RECEIVED, batch, rows)


async def rest(pool: Pool, batch: UUID) -> None:
    """Nothing is due now: look again when something is."""
    await pool.execute(REST, batch)


async def fail(pool: Pool, batch: UUID, row: int, error_class: str) -> None:
    """Leave it to people."""
    await pool.execute(FAIL, batch, row, error_class)


async def retry(pool: Pool, batch: UUID) -> bool:
    """Have what failed looked at once more; false where nothing of it can be."""
    return bool(await pool.fetchval(RETRY, batch))


def _batch(row: asyncpg.Record) -> Batch:
    state = BatchState.RECORDED if row["again"] is None else BatchState.TAKEN
    return Batch(
        row["id"],
        row["began_at"],
        state if row["taken_at"] else BatchState.COMING,
        *(row[name] for name in ("read_rows", "bad_rows", "kept_rows", "not_received", "waiting", "failed")),
    )
