"""Our answers to messages about strangers, in PostgreSQL; each goes with the message that it answers."""

from datetime import timedelta
from enum import StrEnum
from typing import NamedTuple
from uuid import UUID

from samspil.contracts.delivery import Outcome
from samspil.ledger.database import Connection, Pool
from samspil.region_bridge.domain.reliable import AGAIN_AFTER, AT_MOST
from samspil.vocabulary.sealed import Sealed

SOON = timedelta(seconds=30)
"""What has not left is tried again so soon."""


class State(StrEnum):
    """How far an answer is; one that was acknowledged is there no more, nor what it answers."""

    WAITS = "waits"
    """It is to be sent, or was and nobody has said what became of it."""
    REFUSED = "refused"
    EXPIRED = "expired"
    """Nobody said in time that it arrived."""


class AlreadyAnswered(Exception):
    """An answer to it is under way."""


class Answer(NamedTuple):
    """One that is to be sent now."""

    id: UUID
    body: Sealed
    transmissions: int
    """With the one that begins."""


KEEP = """
INSERT INTO unplaced_answer (id, message_id, body, state, transmissions, at, answered_by)
VALUES ($1, $2, $3, 'waits', 0, clock_timestamp(), $4)
ON CONFLICT (message_id) DO UPDATE SET id = excluded.id, body = excluded.body, state = 'waits',
  transmissions = 0, at = excluded.at, answered_by = excluded.answered_by
  WHERE unplaced_answer.state <> 'waits'
RETURNING true
"""

# It counts as having left before a byte of it is written, so that a kill never lets it leave once too often.
CLAIM = """
UPDATE unplaced_answer SET
  transmissions = least(transmissions + 1, $2),
  state = CASE WHEN transmissions >= $2 THEN 'expired' ELSE state END,
  at = clock_timestamp() + $1::interval
WHERE id IN (
  SELECT id FROM unplaced_answer WHERE state = 'waits' AND at <= clock_timestamp() ORDER BY at LIMIT 8
  FOR UPDATE SKIP LOCKED
) RETURNING id, body, transmissions, state
"""

NEVER_LEFT = """
UPDATE unplaced_answer SET transmissions = transmissions - 1, at = clock_timestamp() + $2::interval
WHERE id = $1 AND state = 'waits'
"""
REFUSE = "UPDATE unplaced_answer SET state = 'refused' WHERE id = $1 AND state = 'waits'"
ARRIVED = """
WITH gone AS (
  DELETE FROM unplaced_message USING unplaced_answer
  WHERE unplaced_message.message_id = unplaced_answer.message_id AND unplaced_answer.id = $1
  RETURNING unplaced_message.message_id
)
DELETE FROM attachment USING gone WHERE attachment.message_id = gone.message_id AND citizen_id IS NULL
"""
STATE_OF = "SELECT state FROM unplaced_answer WHERE message_id = $1"


async def keep(connection: Connection, id_: UUID, message_id: str, body: Sealed, by: str) -> bool:
    """Whether it is kept: not while one waits. What did not arrive is written anew."""
    return await connection.fetchval(KEEP, id_, message_id, body, by) is not None


async def claim_due(pool: Pool) -> list[Answer]:
    """Those whose time has come; one that has left often enough ends here."""
    rows = await pool.fetch(CLAIM, AGAIN_AFTER, AT_MOST)
    return [
        Answer(row["id"], Sealed(row["body"]), row["transmissions"])
        for row in rows
        if row["state"] == State.WAITS
    ]


async def never_left(pool: Pool, id_: UUID) -> None:
    """Not a byte of it was written."""
    await pool.execute(NEVER_LEFT, id_, SOON)


async def refuse(pool: Pool, id_: UUID) -> None:
    """They will not take it: somebody looks."""
    await pool.execute(REFUSE, id_)


async def arrived(pool: Pool, id_: UUID) -> None:
    """They have it, and nothing of the message stays."""
    await pool.execute(ARRIVED, id_)


async def end_answer(pool: Pool, id_: UUID, outcome: Outcome) -> None:
    """What they say of it some time later, at our door; of what is no answer of ours it changes nothing."""
    if outcome is Outcome.ACKNOWLEDGED:
        await arrived(pool, id_)
    else:
        await refuse(pool, id_)


async def state_of(pool: Pool, message_id: str) -> State | None:
    """How far the answer to a message is; None: nobody has answered it."""
    state = await pool.fetchval(STATE_OF, message_id)
    return None if state is None else State(state)
