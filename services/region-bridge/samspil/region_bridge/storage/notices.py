"""Received notices in PostgreSQL: they are added, and read again only by who looks at a held one."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import NamedTuple

from samspil.ledger.database import Connection, Pool
from samspil.ledger.shelf import Shelf
from samspil.vocabulary.citizen_id import CitizenId
from samspil.vocabulary.sealed import Sealed

ADD = """
INSERT INTO notice (message_id, citizen_id, raw, received_at)
SELECT * FROM unnest($1::text[], $2::uuid[], $3::text[], $4::timestamptz[])
"""

LET_GO = "DELETE FROM notice WHERE message_id = ANY($1::text[])"

RAW = "SELECT raw FROM notice WHERE message_id = $1"


class KeptNotice(NamedTuple):
    """One notice as it is kept."""

    message_id: str
    raw: Sealed | None
    """None: it is let go, because nothing may be kept of it."""
    received_at: datetime


class Notices(Shelf[tuple[KeptNotice, ...]]):
    """What is added within a transaction; earlier ones are never loaded."""

    async def read(
        self, connection: Connection, citizens: Collection[CitizenId]
    ) -> Mapping[CitizenId, tuple[KeptNotice, ...]]:
        """Nothing."""
        return {}

    async def write(self, connection: Connection, states: Mapping[CitizenId, tuple[KeptNotice, ...]]) -> None:
        """Add these, or let them go."""
        told = [(citizen, notice) for citizen, notices in states.items() for notice in notices]
        if gone := [notice.message_id for _, notice in told if notice.raw is None]:
            await connection.execute(LET_GO, gone)
        rows = [(citizen, notice) for citizen, notice in told if notice.raw is not None]
        await connection.execute(
            ADD,
            [notice.message_id for _, notice in rows],
            [citizen for citizen, _ in rows],
            [notice.raw for _, notice in rows],
            [notice.received_at for _, notice in rows],
        )


async def raw_of(pool: Pool, message_id: str) -> Sealed | None:
    """A received message as it came."""
    raw = await pool.fetchval(RAW, message_id)
    return Sealed(raw) if raw else None
