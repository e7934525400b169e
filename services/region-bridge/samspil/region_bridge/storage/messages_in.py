"""Messages from hospitals in PostgreSQL, as they came: they are added, and nothing here reads them again."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import NamedTuple

from samspil.ledger.database import Connection
from samspil.ledger.shelf import Shelf
from samspil.vocabulary.citizen_id import CitizenId
from samspil.vocabulary.sealed import Sealed

ADD = """
INSERT INTO message_in (message_id, citizen_id, raw, tolerated, received_at)
SELECT message_id, citizen_id, raw, string_to_array(tolerated, ' '), received_at
FROM unnest($1::text[], $2::uuid[], $3::text[], $4::text[], $5::timestamptz[])
  AS one (message_id, citizen_id, raw, tolerated, received_at)
"""


class KeptMessage(NamedTuple):
    """One message as it is kept."""

    message_id: str
    raw: Sealed
    """As it came, but for the files, which lie apart."""
    tolerated: tuple[str, ...]
    received_at: datetime


class MessagesIn(Shelf[tuple[KeptMessage, ...]]):
    """What is added within a transaction; earlier ones are never loaded."""

    async def read(
        self, connection: Connection, citizens: Collection[CitizenId]
    ) -> Mapping[CitizenId, tuple[KeptMessage, ...]]:
        """Nothing."""
        return {}

    async def write(
        self, connection: Connection, states: Mapping[CitizenId, tuple[KeptMessage, ...]]
    ) -> None:
        """Add these."""
        rows = [(citizen, message) for citizen, messages in states.items() for message in messages]
        await connection.execute(
            ADD,
            [message.message_id for _, message in rows],
            [citizen for citizen, _ in rows],
            [message.raw for _, message in rows],
            [" ".join(message.tolerated) for _, message in rows],
            [message.received_at for _, message in rows],
        )
