"""The inbox of answered messages: MedCom's rules of reliable messaging, in two statements."""

from datetime import datetime

from samspil.ledger.database import Connection

# Both at once: nearly every message is new, and each statement is a way to the database and back.
CLAIM = """
WITH new_message AS (
  INSERT INTO message (message_id, answer, answered_at) VALUES ($1, $2, $3)
  ON CONFLICT (message_id) DO NOTHING RETURNING true
), new_transmission AS (
  INSERT INTO transmission (bundle_id, message_id) VALUES ($4, $1)
  ON CONFLICT (bundle_id) DO NOTHING RETURNING true
)
SELECT EXISTS (SELECT FROM new_message), EXISTS (SELECT FROM new_transmission)
"""
SENT_WITH = "SELECT message_id FROM transmission WHERE bundle_id = $1"
EARLIER = "SELECT answer FROM message WHERE message_id = $1"


class BundleIdReused(Exception):
    """The transmission's id was used for another message: a protocol error."""


async def earlier_answer(
    connection: Connection, bundle_id: str, message_id: str, answer: bytes, now: datetime
) -> bytes | None:
    """None when the message is new, and ``answer`` is then kept; else the answer that it got before.

    A twin that comes at the same time waits here until the first has committed or rolled back.
    Raises ``BundleIdReused``.
    """
    [claimed] = await connection.fetch(CLAIM, message_id, answer, now, bundle_id)
    is_new, is_first_sent_so = claimed
    if not is_first_sent_so and await connection.fetchval(SENT_WITH, bundle_id) != message_id:
        raise BundleIdReused
    if is_new:
        return None
    earlier: bytes = await connection.fetchval(EARLIER, message_id)
    return earlier
