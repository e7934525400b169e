"""Where transactions are opened: one a request, one a poll or share of it, one a batch of what is due."""

from collections.abc import AsyncIterator, Callable, Collection, Sequence
from contextlib import asynccontextmanager, closing
from typing import Generic, TypeVar

from samspil.contracts.topics import Topic
from samspil.ledger.database import Connection, Pool
from samspil.ledger.transaction import Transaction
from samspil.ledger.wake import Waker
from samspil.telemetry import metrics
from samspil.vocabulary.citizen_id import CitizenId

T = TypeVar("T", bound=Transaction)

MAKE_STREAMS = """
INSERT INTO stream (citizen_id, topic)
SELECT citizen_id, topic FROM unnest($1::uuid[]) citizen_id, unnest($2::text[]) topic
ORDER BY citizen_id, topic  -- two that make the same rows wait for each other in one direction only
ON CONFLICT DO NOTHING
"""

KNOWN_AT_MOST = 200_000


class Store(Generic[T]):
    """One service's database; ``kind`` is its own transaction with its shelves."""

    def __init__(
        self, pool: Pool, kind: Callable[[str, Sequence[str]], T], service: str, *says: Topic
    ) -> None:
        self.pool = pool
        self.waker = Waker(pool)
        self._kind = kind
        self._source = f"/samspil/{service}"
        self._topics = sorted(topic.name for topic in says)
        self._known: set[CitizenId] = set()

    @asynccontextmanager
    async def transaction(self, citizens: Collection[CitizenId], *, waits: bool = True) -> AsyncIterator[T]:
        """Lock these citizens, load their state, and commit what is saved, said and marked in the block.

        With one citizen the transaction is turned to it at once.
        One that does not wait for locks raises asyncpg's ``LockNotAvailableError`` instead.
        """
        with closing(self._kind(self._source, self._topics)) as tx:
            async with self.pool.acquire() as connection:
                await self._make_streams(connection, citizens)
                async with connection.transaction():
                    await tx.open(connection, citizens, waits=waits)
                    if len(citizens) == 1:
                        tx.turn_to(next(iter(citizens)))
                    yield tx
                    await tx.flush()
        if tx.said:
            metrics.events_said.add(tx.said)
        if tx.wakes:
            self.waker.wake(tx.wakes)

    async def _make_streams(self, connection: Connection, citizens: Collection[CitizenId]) -> None:
        """Outside any transaction: inside one, making rows would take locks out of order."""
        new = [citizen for citizen in citizens if citizen not in self._known]
        if not new:
            return
        await connection.execute(MAKE_STREAMS, new, self._topics)
        if len(self._known) > KNOWN_AT_MOST:
            self._known.clear()
        self._known.update(new)
