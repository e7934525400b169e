"""The inbox of answered messages: MedCom's rules of reliable messaging, in two statements."""

from datetime import datetime

from samspil.ledger.database import Connection

CLAIM_MESSAGE = """
INSERT INTO message (message_id, answer, answered_at) VALUES ($1, $2, $3)
ON CONFLICT (message_id) DO NOTHING RETURNING true
"""
CLAIM_TRANSMISSION = """
INSERT INTO transmission (bundle_id, message_id) VALUES ($1, $2) ON CONFLICT (bundle_id) DO NOTHING
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
    is_new = await connection.fetchval(CLAIM_MESSAGE, message_id, answer, now)
    await connection.execute(CLAIM_TRANSMISSION, bundle_id, message_id)
    if await connection.fetchval(SENT_WITH, bundle_id) != message_id:
        raise BundleIdReused
    if is_new:
        return None
    earlier: bytes = await connection.fetchval(EARLIER, message_id)
    return earlier
