"""Folding: one state per (topic, citizen), from its own topic alone, so that arrival order cannot matter."""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from typing import Any, Generic, NamedTuple, TypeVar

from pydantic import TypeAdapter

from samspil.contracts.catalogue import reader
from samspil.contracts.envelope import Event
from samspil.contracts.topics import Topic
from samspil.ledger.database import Connection, Passing
from samspil.ledger.shelf import Shelf
from samspil.ledger.transaction import Transaction
from samspil.vocabulary.citizen_id import CitizenId

S = TypeVar("S")

# One statement, so that no switch comes between; the last row says whose states these are, and which.
# Not a join: that would read the whole table, where this looks a few rows up.
# The version is for the trigger of the table that is written, and forgotten with the transaction.
READ = """
WITH generation AS MATERIALIZED (
  SELECT live, folds IS NULL OR folds = $2 AS ours, set_config('samspil.folds', ($2::int)::text, true)
  FROM fold_generation
)
SELECT topic, citizen_id, seq, state, NULL AS live, NULL AS ours FROM folded
WHERE generation = (SELECT live FROM generation WHERE ours) AND citizen_id = ANY($1::uuid[])
UNION ALL SELECT NULL, NULL, NULL, NULL, live, ours FROM generation
"""

# Held to the end: a rebuild switches only when nobody is between reading a state and writing it.
# It locks the whole table for that, and whoever waits for a table sees what is there after the wait.
HOLD = READ.replace("FROM fold_generation", "FROM fold_generation FOR SHARE")

HEARD = """
SELECT topic, citizen_id, seq, record FROM journal
WHERE citizen_id = ANY($1::uuid[]) AND topic = ANY($2::text[]) AND record IS NOT NULL
ORDER BY topic, citizen_id, seq
"""

WRITE = """
INSERT INTO folded (generation, topic, citizen_id, seq, state)
SELECT $1, *
FROM unnest($2::text[], $3::uuid[], $4::bigint[], $5::json[]) AS state (topic, citizen_id, seq, state)
ON CONFLICT (generation, citizen_id, topic) DO UPDATE SET seq = excluded.seq, state = excluded.state
"""


class FoldedOtherwise(Passing):
    """The live states are of another version of the folds: this binary may read along, and must not write."""


@dataclass(frozen=True, slots=True)
class Fold(Generic[S]):
    """How a topic becomes a state: pure, without clock, chance or calls."""

    topic: Topic
    state: TypeAdapter[S]
    step: Callable[[S | None, Event[Any]], S]


@dataclass(frozen=True, slots=True)
class FoldSet:
    """All folds of a service, and their version: raised whenever one of them, or a state's shape, changes."""

    version: int
    folds: tuple[Fold[Any], ...]

    def __iter__(self) -> Iterator[Fold[Any]]:
        return iter(self.folds)

    def by_topic(self) -> dict[str, Fold[Any]]:
        """The folds by the names of their topics."""
        return {fold.topic.name: fold for fold in self.folds}


class Row(NamedTuple):
    """A state as it is kept."""

    topic: str
    citizen: CitizenId
    seq: int
    state: Any


class Folded:
    """A state and the number of the last event in it; what is kept is decoded when somebody looks."""

    __slots__ = ("_decode", "_state", "seq")

    def __init__(self, seq: int, state: Any = None, decode: Callable[[], Any] | None = None) -> None:
        self.seq = seq
        self._state = state
        self._decode = decode

    @property
    def state(self) -> Any:
        """The state as the fold knows it; a poll looks at few of those that it loaded."""
        if self._decode is not None:
            self._state, self._decode = self._decode(), None
        return self._state


class Folds(Shelf[dict[str, Folded]]):
    """A citizen's states, by topic."""

    def __init__(self, folds: FoldSet) -> None:
        super().__init__()
        self._version = folds.version
        self._folds = folds.by_topic()
        self._touched: set[tuple[CitizenId, str]] = set()
        self._live: int
        self._ours: bool

    def fold(self, topic: str, event: Event[Any]) -> None:
        """Fold one event into the state of its topic. Raises ``FoldedOtherwise``."""
        if not self._ours:
            raise FoldedOtherwise
        states = self.of(event.subject) or {}
        before = states.get(topic)
        state = self._folds[topic].step(before.state if before else None, event)
        self.save(event.subject, {**states, topic: Folded(event.seq, state)})
        self._touched.add((event.subject, topic))

    async def load(self, connection: Connection, citizens: Collection[CitizenId]) -> None:
        """The live generation stays the live one until the transaction ends."""
        self._touched = {touched for touched in self._touched if touched[0] not in citizens}
        self._replace(citizens, await self._read(HOLD, connection, citizens))

    async def read(
        self, connection: Connection, citizens: Collection[CitizenId]
    ) -> Mapping[CitizenId, dict[str, Folded]]:
        """The live states; where another version folded them, what ours make of the same journal."""
        return await self._read(READ, connection, citizens)

    async def _read(
        self, query: str, connection: Connection, citizens: Collection[CitizenId]
    ) -> Mapping[CitizenId, dict[str, Folded]]:
        *states, of = await connection.fetch(query, list(citizens), self._version)
        self._live, self._ours = of["live"], of["ours"]
        if not self._ours:
            return await self._read_along(connection, citizens)
        found: dict[CitizenId, dict[str, Folded]] = {}
        for topic, citizen, seq, state, _, _ in states:
            if topic in self._folds:
                decode = partial(self._folds[topic].state.validate_json, state)
                found.setdefault(citizen, {})[topic] = Folded(seq, decode=decode)
        return found

    async def _read_along(
        self, connection: Connection, citizens: Collection[CitizenId]
    ) -> Mapping[CitizenId, dict[str, Folded]]:
        found: dict[CitizenId, dict[str, Folded]] = {}
        for row in await from_journal(connection, self._folds, citizens):
            found.setdefault(row.citizen, {})[row.topic] = Folded(row.seq, row.state)
        return found

    async def write(self, connection: Connection, states: Mapping[CitizenId, dict[str, Folded]]) -> None:
        """The touched states, into the live generation."""
        touched, self._touched = self._touched, set()
        newest = [(topic, citizen, states[citizen][topic]) for citizen, topic in touched]
        rows = [Row(topic, citizen, folded.seq, folded.state) for topic, citizen, folded in newest]
        await write_folded(connection, self._live, self._folds, rows)


async def from_journal(
    connection: Connection, folds: Mapping[str, Fold[Any]], citizens: Collection[CitizenId]
) -> list[Row]:
    """The states of these citizens, folded from everything heard of them but what was passed over."""
    rows = await connection.fetch(HEARD, list(citizens), list(folds))
    states: list[Row] = []
    for (topic, citizen), heard in groupby(rows, key=lambda row: (row["topic"], row["citizen_id"])):
        fold, read = folds[topic], reader(folds[topic].topic)
        state, seq = None, 0
        for row in heard:
            state, seq = fold.step(state, read.validate_json(row["record"])), row["seq"]
        states.append(Row(topic, citizen, seq, state))
    return states


async def write_folded(
    connection: Connection, generation: int, folds: Mapping[str, Fold[Any]], rows: Collection[Row]
) -> None:
    """Keep these states in one generation."""
    await connection.execute(
        WRITE,
        generation,
        [row.topic for row in rows],
        [row.citizen for row in rows],
        [row.seq for row in rows],
        [folds[row.topic].state.dump_json(row.state).decode() for row in rows],
    )


class FoldTransaction(Transaction):
    """A transaction of a service whose state is what it folded."""

    def __init__(self, source: str, topics: Collection[str], folds: FoldSet) -> None:
        super().__init__(source, list(topics))
        self.folds = Folds(folds)

    @property
    def shelves(self) -> tuple[Shelf[Any], ...]:
        """The folded states."""
        return (self.folds,)
