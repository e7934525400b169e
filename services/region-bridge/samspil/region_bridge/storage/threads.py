"""Threads in PostgreSQL: each with what tells new from old, and beside it the texts and files it holds."""

from collections.abc import Collection, Mapping
from uuid import UUID

from pydantic import TypeAdapter

from samspil.ledger.database import Connection, Pool
from samspil.ledger.rows import RowTable
from samspil.ledger.shelf import Shelf
from samspil.region_bridge.domain.thread import Payload, Thread
from samspil.vocabulary.citizen_id import CitizenId

THREADS = RowTable("thread", Thread)

ADD = """
INSERT INTO thread_payload (thread, id, citizen_id, at, kept)
SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::timestamptz[], $5::json[])
ON CONFLICT DO NOTHING
"""

READ = """
SELECT kept::text FROM thread_payload WHERE citizen_id = $1 AND thread = $2 ORDER BY at, id
"""

_KEPT = TypeAdapter(Payload)

Held = tuple[UUID, tuple[Payload, ...]]
"""A thread's row, and what was added to it."""


class Payloads(Shelf[tuple[Held, ...]]):
    """What is added to threads within a transaction; earlier texts and files are never loaded."""

    async def read(
        self, connection: Connection, citizens: Collection[CitizenId]
    ) -> Mapping[CitizenId, tuple[Held, ...]]:
        """Nothing."""
        return {}

    def add(self, thread: Thread, payloads: tuple[Payload, ...]) -> None:
        """Collect what joins a thread of the citizen at hand."""
        self.save(self.citizen, (*(self.of(self.citizen) or ()), (thread.id, payloads)))

    async def write(self, connection: Connection, states: Mapping[CitizenId, tuple[Held, ...]]) -> None:
        """Add these; one that is there stays as it was told first."""
        rows = [
            (thread, one, citizen)
            for citizen, held in states.items()
            for thread, payloads in held
            for one in payloads
        ]
        await connection.execute(
            ADD,
            [thread for thread, _, _ in rows],
            [one.id for _, one, _ in rows],
            [citizen for *_, citizen in rows],
            [one.at for _, one, _ in rows],
            [_KEPT.dump_json(one).decode() for _, one, _ in rows],
        )


async def payloads_of(pool: Pool, citizen: CitizenId, thread: UUID) -> tuple[Payload, ...]:
    """All texts and files of the thread with that row id, the oldest first: an answer repeats them."""
    return tuple(_KEPT.validate_json(row["kept"]) for row in await pool.fetch(READ, citizen, thread))
