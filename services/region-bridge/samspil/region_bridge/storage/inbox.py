"""The inbox of answered messages: MedCom's rules of reliable messaging, in two statements."""

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

from samspil.ledger.database import Connection

# All at once: nearly every message is new, and each statement is a way to the database and back. In the order
# of their ids, so that two that claim the same ones wait for each other in one direction only.
CLAIM = """
WITH told AS (
  SELECT * FROM unnest($1::text[], $2::text[], $3::bytea[]) AS told (message_id, bundle_id, answer)
), new_message AS (
  INSERT INTO message (message_id, answer, answered_at)
  SELECT message_id, answer, $4 FROM told ORDER BY message_id
  ON CONFLICT (message_id) DO NOTHING RETURNING message_id
), new_transmission AS (
  INSERT INTO transmission (bundle_id, message_id) SELECT bundle_id, message_id FROM told ORDER BY bundle_id
  ON CONFLICT (bundle_id) DO NOTHING RETURNING bundle_id
)
SELECT message_id, bundle_id, message_id IN (TABLE new_message), bundle_id IN (TABLE new_transmission)
FROM told
"""
SENT_WITH = "SELECT message_id FROM transmission WHERE bundle_id = $1"
EARLIER = "SELECT answer FROM message WHERE message_id = $1"


class BundleIdReused(Exception):
    """The transmission's id was used for another message: a protocol error."""


class Answered(NamedTuple):
    """A transmission of a message, and the answer if it is new."""

    bundle_id: str
    answer: bytes


async def earlier_answers(
    connection: Connection, told: Mapping[str, Answered], now: datetime
) -> dict[str, bytes]:
    """By message id what those were answered that came before; the answers of the others are kept.

    A twin that comes at the same time waits here until the first has committed or rolled back.
    Raises ``BundleIdReused``.
    """
    earlier: dict[str, bytes] = {}
    bundles, answers = [one.bundle_id for one in told.values()], [one.answer for one in told.values()]
    for id_, bundle_id, is_new, is_first_sent_so in await connection.fetch(
        CLAIM, list(told), bundles, answers, now
    ):
        if not is_first_sent_so and await connection.fetchval(SENT_WITH, bundle_id) != id_:
            raise BundleIdReused
        if not is_new:
            earlier[id_] = await connection.fetchval(EARLIER, id_)
    return earlier


async def earlier_answer(
    connection: Connection, bundle_id: str, message_id: str, answer: bytes, now: datetime
) -> bytes | None:
    """The same of one message: None when it is new."""
    told = {message_id: Answered(bundle_id, answer)}
    return (await earlier_answers(connection, told, now)).get(message_id)
