"""Files and long texts that came with messages, each sealed whole.

STAND-IN until files are sealed and kept in parts (``attachment``, ``attachment_part``): what calls these
functions stays, the functions and the table ``file_in`` give way.
"""

from collections.abc import Iterable
from typing import NamedTuple
from uuid import UUID

from samspil.ledger.database import Connection, Pool
from samspil.vocabulary.citizen_id import CitizenId
from samspil.vocabulary.sealed import Sealed

KEEP = """
INSERT INTO file_in (id, message_id, citizen_id, media_type, size, sealed)
SELECT id, $1, $2, media_type, size, sealed
FROM unnest($3::uuid[], $4::text[], $5::bigint[], $6::text[]) AS one (id, media_type, size, sealed)
ON CONFLICT (id) DO UPDATE SET citizen_id = excluded.citizen_id, sealed = excluded.sealed
"""

READ = "SELECT id, media_type, size, sealed FROM file_in WHERE message_id = $1 ORDER BY id"


class FileIn(NamedTuple):
    """One of them."""

    id: UUID
    media_type: str
    size: int
    """In bytes."""
    sealed: Sealed
    """Base64 of its bytes."""


async def keep(
    connection: Connection, message_id: str, citizen: CitizenId | None, files: Iterable[FileIn]
) -> None:
    """Keep them for the citizen; without one they go when the message under no citizen goes."""
    rows = tuple(files)
    await connection.execute(
        KEEP,
        message_id,
        citizen,
        [one.id for one in rows],
        [one.media_type for one in rows],
        [one.size for one in rows],
        [one.sealed for one in rows],
    )


async def files_of(pool: Pool, message_id: str) -> tuple[FileIn, ...]:
    """Those that came with a message."""
    rows = await pool.fetch(READ, message_id)
    return tuple(FileIn(row["id"], row["media_type"], row["size"], Sealed(row["sealed"])) for row in rows)
