"""What waits for a person: notices and messages of known citizens, and what is under no citizen."""

from datetime import datetime
from typing import NamedTuple
from uuid import UUID

import asyncpg
from pydantic import TypeAdapter

from samspil.contracts.hospital import HeldWhat
from samspil.ledger.database import Connection, Pool
from samspil.region_bridge.domain.held import HeldNotice, Settled
from samspil.region_bridge.domain.waiting import WaitingMessage
from samspil.region_bridge.domain.whose import Unclear
from samspil.vocabulary.citizen_id import CitizenId
from samspil.vocabulary.sealed import Sealed

HOLD = "INSERT INTO held_message (message_id, raw, why, received_at, kind) VALUES ($1, $2, $3, $4, $5)"

# The same thirty days as those of the key that sealed it (sealing's migration 0002).
FORGET = "DELETE FROM held_message WHERE received_at <= clock_timestamp() - interval '30 days'"

WAITING = """
  SELECT message_id, received_at, why FROM held_message WHERE settled IS NULL
  UNION ALL
  SELECT message_id, received_at, kept ->> 'why' FROM held WHERE settled_at IS NULL
  UNION ALL
  SELECT message_id, received_at, coalesce(why, 'nobody_known') FROM unplaced_message
  UNION ALL
  SELECT kept -> 'incoming' ->> 'message_id', (kept ->> 'held_at')::timestamptz, kept ->> 'why'
  FROM waiting_message WHERE kept ->> 'settled' IS NULL
"""

COUNT = f"""
SELECT count(*), coalesce(extract(epoch FROM clock_timestamp() - min(received_at)), 0)
FROM ({WAITING}) AS waiting
"""  # noqa: S608  # the query above

READ = f"{WAITING} ORDER BY received_at, message_id LIMIT $1"

READ_NOTICES = """
SELECT citizen_id, kept::text AS kept FROM held
WHERE settled_at IS NULL AND ($2::uuid IS NULL OR id = $2) ORDER BY received_at, id LIMIT $1
"""

READ_MESSAGES = """
SELECT held_id, kind, raw, why, received_at FROM held_message
WHERE settled IS NULL AND ($2::uuid IS NULL OR held_id = $2) ORDER BY received_at, held_id LIMIT $1
"""

READ_LETTERS = """
SELECT citizen_id, kept::text AS kept FROM waiting_message
WHERE kept ->> 'settled' IS NULL AND ($2::uuid IS NULL OR id = $2) ORDER BY kept ->> 'held_at', id LIMIT $1
"""

READ_NOTICE = "SELECT citizen_id, kept::text AS kept FROM held WHERE id = $1"

MESSAGE = "SELECT held_id, kind, raw, why, received_at FROM held_message WHERE held_id = $1"

SETTLE = "UPDATE held_message SET settled = $2 WHERE held_id = $1 AND settled IS NULL"

# The version before noted in ``notice`` what it held; a worker of it may still do so.
ADOPT = """
WITH adopted AS (
  INSERT INTO held (id, citizen_id, kept, message_id, received_at)
  SELECT made.id, citizen_id, json_build_object('id', made.id, 'message_id', message_id, 'why', held,
    'received_at', received_at), message_id, received_at
  FROM notice, LATERAL (SELECT gen_random_uuid() AS id, notice.message_id AS its) AS made
  WHERE notice.held IS NOT NULL AND NOT EXISTS (SELECT FROM held WHERE held.message_id = notice.message_id)
  RETURNING citizen_id
)
INSERT INTO due (what, citizen_id, at) SELECT DISTINCT $1, citizen_id, clock_timestamp() FROM adopted
ON CONFLICT DO NOTHING
"""

_NOTICE = TypeAdapter(HeldNotice)
_LETTER = TypeAdapter(WaitingMessage)
_SETTLED = TypeAdapter(Settled)


class Waiting(NamedTuple):
    """One that a human has to look at; what it says stays sealed."""

    message_id: str
    received_at: datetime
    why: str


class HeldMessage(NamedTuple):
    """One under no citizen."""

    id: UUID
    what: HeldWhat
    raw: Sealed
    why: str
    received_at: datetime


async def hold(
    connection: Connection,
    message_id: str,
    raw: Sealed,
    why: Unclear,
    received_at: datetime,
    kind: HeldWhat = HeldWhat.NOTICE,
) -> None:
    """Keep a message under no citizen."""
    await connection.execute(HOLD, message_id, raw, why, received_at, kind)


async def forget(pool: Pool) -> None:
    """Let go of messages that were held for thirty days."""
    await pool.execute(FORGET)


async def adopt(pool: Pool, what: str) -> None:
    """Take over what the version before holds, and have the clock say so by the step ``what``."""
    await pool.execute(ADOPT, what)


async def count(pool: Pool) -> tuple[int, float]:
    """How many wait, and for how many seconds the oldest does."""
    row = await pool.fetchrow(COUNT)
    return (row[0], float(row[1])) if row else (0, 0.0)


async def read_held(pool: Pool, at_most: int) -> list[Waiting]:
    """Those that wait, the oldest first."""
    return [Waiting(*row) for row in await pool.fetch(READ, at_most)]


async def read_letters(
    pool: Pool, at_most: int, only: UUID | None = None
) -> list[tuple[CitizenId, WaitingMessage]]:
    """Messages about known citizens that wait, the oldest first."""
    rows = await pool.fetch(READ_LETTERS, at_most, only)
    return [(CitizenId(row["citizen_id"]), _LETTER.validate_json(row["kept"])) for row in rows]


async def read_notices(
    pool: Pool, at_most: int, only: UUID | None = None
) -> list[tuple[CitizenId, HeldNotice]]:
    """Those of known citizens that wait, the oldest first."""
    rows = await pool.fetch(READ_NOTICES, at_most, only)
    return [(CitizenId(row["citizen_id"]), _NOTICE.validate_json(row["kept"])) for row in rows]


async def read_messages(pool: Pool, at_most: int, only: UUID | None = None) -> list[HeldMessage]:
    """Those under no citizen that wait, the oldest first."""
    return [_message(row) for row in await pool.fetch(READ_MESSAGES, at_most, only)]


async def read_one(pool: Pool, held_id: UUID) -> tuple[CitizenId, HeldNotice] | None:
    """One of a known citizen, settled or not."""
    row = await pool.fetchrow(READ_NOTICE, held_id)
    return (CitizenId(row["citizen_id"]), _NOTICE.validate_json(row["kept"])) if row else None


async def read_message(pool: Pool, held_id: UUID) -> HeldMessage | None:
    """One under no citizen, settled or not."""
    row = await pool.fetchrow(MESSAGE, held_id)
    return _message(row) if row else None


async def settle(connection: Connection, held_id: UUID, settled: Settled) -> bool:
    """Keep how a message under no citizen ended; false where it has ended before.

    Who settles it at the same time waits here until the first has committed or rolled back.
    """
    done: str = await connection.execute(SETTLE, held_id, _SETTLED.dump_json(settled).decode())
    return done == "UPDATE 1"


def _message(row: asyncpg.Record) -> HeldMessage:
    return HeldMessage(
        row["held_id"], HeldWhat(row["kind"]), Sealed(row["raw"]), row["why"], row["received_at"]
    )
