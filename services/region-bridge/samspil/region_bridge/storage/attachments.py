"""Files that came with messages, in PostgreSQL: sealed in parts, and never in memory whole to be read."""

from collections.abc import AsyncIterator
from typing import NamedTuple
from uuid import UUID

import asyncpg

from samspil.ledger.database import Connection, Pool
from samspil.sealing.errors import TamperedToken
from samspil.sealing.parcel import FILE_KEY, open_part, parts_in, seal_parts
from samspil.vocabulary.citizen_id import CitizenId
from samspil.vocabulary.sealed import Sealed

ADD = """
INSERT INTO attachment (attachment_id, citizen_id, message_id, key, media_type, size)
VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING RETURNING true
"""
ADD_PART = "INSERT INTO attachment_part (attachment_id, number, box) VALUES ($1, $2, $3)"
READ = """
SELECT attachment_id, citizen_id, message_id, key, media_type, size FROM attachment WHERE attachment_id = $1
"""
READ_OF_MESSAGE = """
SELECT attachment_id, citizen_id, message_id, key, media_type, size FROM attachment WHERE message_id = $1
ORDER BY attachment_id
"""
READ_PART = "SELECT box FROM attachment_part WHERE attachment_id = $1 AND number = $2"
MOVE = "UPDATE attachment SET citizen_id = $2, key = $3 WHERE attachment_id = $1"
LET_GO = "DELETE FROM attachment WHERE message_id = $1 AND citizen_id IS NULL"

# The same thirty days as those of the key that sealed its key (sealing's migration 0002).
FORGET = """
DELETE FROM attachment
WHERE citizen_id IS NULL AND received_at <= clock_timestamp() - interval '30 days'
"""


class Attachment(NamedTuple):
    """One file as it is kept; what it is called stands in the message."""

    attachment_id: UUID
    citizen_id: CitizenId | None
    """None while nobody has said whose it is."""
    message_id: str
    """MessageHeader.id of the message that brought it."""
    key: Sealed
    """Sealed with the citizen's key (``Keyring.seal``), or with one of its own (``seal_held``)."""
    media_type: str
    """By its own first bytes (partner/medcom/file_types.py)."""
    size: int
    """In bytes."""


async def keep_attachment(
    connection: Connection, attachment: Attachment, secret: str, content: bytes | bytearray | memoryview
) -> None:
    """Keep a file; ``attachment.key`` is the token of ``secret``, its key (``parcel.new_file_key``).

    One that is there stays: its message came again after it was forgotten.
    """
    if await connection.fetchval(ADD, *attachment) is None:
        return
    parts = seal_parts(secret, attachment.attachment_id, content)
    rows = ((attachment.attachment_id, number, box) for number, box in enumerate(parts))
    await connection.executemany(ADD_PART, rows)


async def attachment_of(pool: Pool, attachment_id: UUID) -> Attachment | None:
    """What is kept under this id."""
    row = await pool.fetchrow(READ, attachment_id)
    return _read(row) if row else None


async def attachments_of(connection: Connection, message_id: str) -> list[Attachment]:
    """What a message brought."""
    return [_read(row) for row in await connection.fetch(READ_OF_MESSAGE, message_id)]


async def move_attachment(connection: Connection, attachment_id: UUID, to: CitizenId, key: Sealed) -> None:
    """Make a held file somebody's: its key, sealed anew with theirs, and nothing else changes."""
    await connection.execute(MOVE, attachment_id, to, key)


async def let_attachments_go(connection: Connection, message_id: str) -> None:
    """Forget the held files of a message that is nobody's here."""
    await connection.execute(LET_GO, message_id)


async def forget_attachments(pool: Pool) -> None:
    """Forget those that were held for thirty days."""
    await pool.execute(FORGET)


async def contents(pool: Pool, attachment: Attachment, secret: str) -> AsyncIterator[bytes]:
    """The file, part by part. Raises ``TamperedToken`` where a part is missing or not as it was sealed."""
    count = parts_in(attachment.size)
    for number in range(count):
        box = await pool.fetchval(READ_PART, attachment.attachment_id, number)
        if box is None:
            raise TamperedToken(FILE_KEY)
        yield open_part(secret, attachment.attachment_id, number, box, is_last=number + 1 == count)


def _read(row: "asyncpg.Record") -> Attachment:
    return Attachment(**{**row, "key": Sealed(row["key"])})
