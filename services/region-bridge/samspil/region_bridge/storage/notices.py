"""Received notices in PostgreSQL: they are added, and nothing here reads them again."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import NamedTuple

from samspil.ledger.database import Connection
from samspil.ledger.shelf import Shelf
from samspil.region_bridge.domain.notice import Held
from samspil.vocabulary.citizen_id import CitizenId
from samspil.vocabulary.sealed import Sealed

ADD = """
INSERT INTO notice (message_id, citizen_id, raw, held, received_at)
SELECT * FROM unnest($1::text[], $2::uuid[], $3::text[], $4::text[], $5::timestamptz[])
"""


class KeptNotice(NamedTuple):
    """One notice as it is kept."""

    message_id: str
    raw: Sealed
    held: Held | None
    received_at: datetime


class Notices(Shelf[tuple[KeptNotice, ...]]):
    """What is added within a transaction; earlier ones are never loaded."""

    async def read(
        self, connection: Connection, citizens: Collection[CitizenId]
    ) -> Mapping[CitizenId, tuple[KeptNotice, ...]]:
        """Nothing."""
        return {}

    async def write(self, connection: Connection, states: Mapping[CitizenId, tuple[KeptNotice, ...]]) -> None:
        """Add these."""
        rows = [(citizen, notice) for citizen, notices in states.items() for notice in notices]
        await connection.execute(
            ADD,
            [notice.message_id for _, notice in rows],
            [citizen for citizen, _ in rows],
            [notice.raw for _, notice in rows],
            [notice.held for _, notice in rows],
            [notice.received_at for _, notice in rows],
        )
