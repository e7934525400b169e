"""A small service on the real ledger: it notes what it hears, and every note is a row that can be counted."""

import hashlib
from collections.abc import AsyncIterator, Awaitable, Callable, Collection, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from typing import Any, Self
from uuid import UUID
from weakref import WeakKeyDictionary

import asyncpg
from pydantic import TypeAdapter

from samspil.contracts import topics
from samspil.contracts.citizen import CitizenRegistered
from samspil.contracts.envelope import Event, Fact
from samspil.contracts.referral import ReferralUnanswered
from samspil.contracts.topics import Topic
from samspil.ledger.database import Connection, Pool, open_pool
from samspil.ledger.drain import DRAIN, drain
from samspil.ledger.due import Clock, Step
from samspil.ledger.fold import Fold, Folds, FoldSet
from samspil.ledger.hear import Handler, Hearing
from samspil.ledger.say import Cause
from samspil.ledger.shelf import Shelf
from samspil.ledger.store import Store
from samspil.ledger.transaction import Transaction
from samspil.stack import databases
from samspil.testkit.memory_log import CASE, unanswered
from samspil.testkit.servers import Servers
from samspil.vocabulary.citizen_id import CitizenId

TABLES = """
CREATE TABLE noted (citizen_id uuid PRIMARY KEY, count bigint NOT NULL);
CREATE TABLE effect (
  pos bigint GENERATED ALWAYS AS IDENTITY,
  citizen_id uuid NOT NULL,
  n bigint NOT NULL,              -- the citizen's count when it was noted: two alike are a lost update
  topic text, seq bigint, event_id uuid  -- what was heard; null for a decision of our own
);
"""


class Notes(Shelf[int]):
    """How often something was noted of a citizen, and a row for each time."""

    def __init__(self) -> None:
        super().__init__()
        self._effects: list[tuple[CitizenId, int, str | None, int | None, UUID | None]] = []

    def note(self, citizen: CitizenId, heard: Event[Any] | None = None, topic: str | None = None) -> None:
        """Count one more, by what was loaded under the lock."""
        n = (self.of(citizen) or 0) + 1
        self.save(citizen, n)
        seq, event_id = (heard.seq, heard.id) if heard else (None, None)
        self._effects.append((citizen, n, topic, seq, event_id))

    async def load(self, connection: Connection, citizens: Collection[CitizenId]) -> None:
        """Forget the rows, too."""
        self._effects = [effect for effect in self._effects if effect[0] not in citizens]
        await super().load(connection, citizens)

    async def read(self, connection: Connection, citizens: Collection[CitizenId]) -> Mapping[CitizenId, int]:
        """The counts."""
        query = "SELECT citizen_id, count FROM noted WHERE citizen_id = ANY($1::uuid[])"
        return {row[0]: row[1] for row in await connection.fetch(query, list(citizens))}

    async def write(self, connection: Connection, states: Mapping[CitizenId, int]) -> None:
        """The counts and the rows."""
        await connection.execute(
            "INSERT INTO noted SELECT * FROM unnest($1::uuid[], $2::bigint[])"
            " ON CONFLICT (citizen_id) DO UPDATE SET count = excluded.count",
            list(states),
            list(states.values()),
        )
        effects, self._effects = self._effects, []
        await connection.execute(
            "INSERT INTO effect (citizen_id, n, topic, seq, event_id)"
            " SELECT * FROM unnest($1::uuid[], $2::bigint[], $3::text[], $4::bigint[], $5::uuid[])",
            *(list(column) for column in zip(*effects, strict=True)),
        )


@dataclass(frozen=True, slots=True)
class Chain:
    """What a stream has been: any other order, number or content of its events gives another digest."""

    events: int = 0
    digest: str = ""


def link(chain: Chain | None, heard: Event[Any]) -> Chain:
    """Add an event to the chain."""
    before = chain or Chain()
    digest = hashlib.sha256(f"{before.digest}{heard.id}{heard.seq}".encode()).hexdigest()
    return replace(before, events=before.events + 1, digest=digest)


FOLDS = FoldSet(
    1, (Fold(topics.CITIZEN, TypeAdapter(Chain), link), Fold(topics.REFERRAL, TypeAdapter(Chain), link))
)


class ToyTransaction(Transaction):
    """Notes and folds."""

    def __init__(self, source: str, says: Sequence[str], folds: FoldSet = FOLDS) -> None:
        super().__init__(source, says)
        self.notes = Notes()
        self.folds = Folds(folds)

    @property
    def shelves(self) -> tuple[Shelf[Any], ...]:
        """Its state."""
        return (self.notes, self.folds)


def take_note(heard: Event[Any], tx: ToyTransaction) -> None:
    """Fold it and note it."""
    topic = topics.CITIZEN if isinstance(heard.data, CitizenRegistered) else topics.REFERRAL
    tx.folds.fold(topic.name, heard)
    tx.notes.note(heard.subject, heard, topic.name)


def answer(heard: Event[Any], tx: ToyTransaction) -> None:
    """Note it and say something about it."""
    take_note(heard, tx)
    tx.say(unanswered(), caused_by=Cause.heard(heard))


class Toy:
    """The service; its database has the ledger's tables and the two of its notes."""

    def __init__(self, url: str, pool: Pool) -> None:
        self.url = url
        self.pool = pool
        self.store = Store(pool, ToyTransaction, "toy", topics.CITIZEN, topics.REFERRAL)

    def hearing(
        self,
        handler: Handler[ToyTransaction] = take_note,
        *heard: Topic,
        facts: Collection[type[Fact]] = (CitizenRegistered, ReferralUnanswered),
    ) -> Hearing[ToyTransaction]:
        """A hearing of its own of these topics (both, when none is named), as each worker has one."""
        return Hearing(
            "toy",
            self.store,
            {topic: dict.fromkeys(facts, handler) for topic in heard or (topics.CITIZEN, topics.REFERRAL)},
        )

    def clock(self, **steps: Step[ToyTransaction]) -> Clock[ToyTransaction]:
        """A clock with these steps."""
        return Clock(self.store, steps)

    async def drain(self, hearing: Hearing[ToyTransaction]) -> None:
        """Look at what is due to be drained until nothing is."""
        clock = self.clock(**{DRAIN: drain(hearing)})
        while await clock.tick():
            pass

    async def decide(self, citizen: CitizenId, then: Callable[[], Awaitable[None]] | None = None) -> None:
        """Decide about a citizen as a request does: count, say; ``then`` happens before it commits."""
        async with self.store.transaction([citizen]) as tx:
            tx.notes.note(citizen)
            tx.say(unanswered(), caused_by=CASE)
            if then is not None:
                await then()

    async def fetch(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        """Ask the database."""
        return [tuple(row) for row in await self.pool.fetch(query, *values)]

    async def heard(self, citizen: UUID, topic: Topic = topics.REFERRAL) -> list[int]:
        """The numbers that took effect, in the order in which they did."""
        rows = await self.fetch(
            "SELECT seq FROM effect WHERE citizen_id = $1 AND topic = $2 ORDER BY pos", citizen, topic.name
        )
        return [seq for (seq,) in rows]

    async def parked(self) -> list[tuple[Any, ...]]:
        """The open rows: citizen, number, state, class."""
        return await self.fetch(
            "SELECT citizen_id, seq, state, error_class FROM parked WHERE state <> 'done' ORDER BY id"
        )

    async def another(self) -> Self:
        """A second process on the same database: pool and store of its own. Close its pool."""
        return type(self)(self.url, await open_pool(self.url))


EMPTY = """
SELECT pg_terminate_backend(pid) FROM pg_stat_activity
WHERE datname = current_database() AND backend_type = 'client backend' AND pid <> pg_backend_pid();
UPDATE fold_generation SET live = 1, folds = NULL;
DO $$
DECLARE name text;
BEGIN
  FOR name IN SELECT tablename FROM pg_tables
    WHERE schemaname = 'public' AND tablename <> 'fold_generation' AND tablename NOT LIKE '%_migrations'
  LOOP EXECUTE format('DELETE FROM %I', name); END LOOP;
END $$;
SELECT pg_stat_reset()
"""

_idle: WeakKeyDictionary[Servers, list[str]] = WeakKeyDictionary()


@asynccontextmanager
async def toy_service(servers: Servers) -> AsyncIterator[Toy]:
    """A new one on a database of its own: one that an earlier toy left, emptied, is ten times as quick."""
    idle = _idle.setdefault(servers, [])
    url = idle.pop() if idle else await _database(servers)
    async with await open_pool(url) as pool:
        yield Toy(url, pool)
    async with databases.connected(url) as connection:
        await connection.execute(EMPTY)
    idle.append(url)


async def _database(servers: Servers) -> str:
    url = await servers.postgres.database(*databases.migrations_of("overview"))
    async with databases.connected(url) as connection:
        await connection.execute(TABLES)
    return url


WRONG_EFFECTS = {
    "effects doubled": """
SELECT count(*) - count(DISTINCT (topic, citizen_id, seq)) FROM effect WHERE topic IS NOT NULL
""",
    "heard without effect": """
SELECT count(*) FROM journal WHERE NOT EXISTS (
  SELECT FROM effect WHERE (effect.topic, effect.citizen_id, effect.seq, effect.event_id)
    = (journal.topic, journal.citizen_id, journal.seq, journal.event_id))
""",
    "effects of what was never heard": """
SELECT count(*) FROM effect WHERE topic IS NOT NULL AND NOT EXISTS (
  SELECT FROM journal WHERE (effect.topic, effect.citizen_id, effect.seq, effect.event_id)
    = (journal.topic, journal.citizen_id, journal.seq, journal.event_id))
""",
    "effects out of order": """
SELECT count(*) FROM (
  SELECT seq, lag(seq, 1, 0::bigint) OVER (PARTITION BY topic, citizen_id ORDER BY pos) AS before
  FROM effect WHERE topic IS NOT NULL
) taken WHERE seq <= before
""",
    "updates lost": """
SELECT count(*) FROM (
  SELECT n, row_number() OVER (PARTITION BY citizen_id ORDER BY pos) AS place FROM effect
) counted WHERE n <> place
""",
}


async def wrong_effects(url: str) -> list[str]:
    """What is wrong with the notes, a sentence each; nothing is when everything heard took effect once."""
    connection = await asyncpg.connect(url)
    try:
        counts = {what: await connection.fetchval(query) for what, query in WRONG_EFFECTS.items()}
    finally:
        await connection.close()
    return [f"{count} {what}" for what, count in counts.items() if count]
