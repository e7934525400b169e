"""Folding: one state per (topic, citizen), from its own topic alone, so that arrival order cannot matter."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any, Generic, TypeVar

from pydantic import TypeAdapter

from samspil.contracts.envelope import Event
from samspil.contracts.topics import Topic
from samspil.ledger.database import Connection
from samspil.ledger.shelf import Shelf
from samspil.ledger.transaction import Transaction
from samspil.vocabulary.citizen_id import CitizenId

S = TypeVar("S")

# Held to the end: a rebuild switches only when nobody is between reading a state and writing it.
LIVE = "SELECT live FROM fold_generation FOR SHARE"

READ = """
SELECT topic, citizen_id, seq, state FROM folded
WHERE generation = (SELECT live FROM fold_generation)
  AND citizen_id = ANY($1::uuid[])
"""

WRITE = """
INSERT INTO folded (generation, topic, citizen_id, seq, state)
SELECT $1, *
FROM unnest($2::text[], $3::uuid[], $4::bigint[], $5::json[]) AS state (topic, citizen_id, seq, state)
ON CONFLICT (generation, citizen_id, topic) DO UPDATE SET seq = excluded.seq, state = excluded.state
"""


@dataclass(frozen=True, slots=True)
class Fold(Generic[S]):
    """How a topic becomes a state: pure, without clock, chance or calls."""

    topic: Topic
    state: TypeAdapter[S]
    step: Callable[[S | None, Event[Any]], S]


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

    def __init__(self, folds: Collection[Fold[Any]]) -> None:
        super().__init__()
        self._folds = {fold.topic.name: fold for fold in folds}
        self._touched: set[tuple[CitizenId, str]] = set()
        self._live: int

    def fold(self, topic: str, event: Event[Any]) -> None:
        """Fold one event into the state of its topic."""
        states = self.of(event.subject) or {}
        before = states.get(topic)
        state = self._folds[topic].step(before.state if before else None, event)
        self.save(event.subject, {**states, topic: Folded(event.seq, state)})
        self._touched.add((event.subject, topic))

    async def load(self, connection: Connection, citizens: Collection[CitizenId]) -> None:
        """The live generation stays the live one until the transaction ends."""
        self._live = await connection.fetchval(LIVE)
        self._touched = {touched for touched in self._touched if touched[0] not in citizens}
        await super().load(connection, citizens)

    async def read(
        self, connection: Connection, citizens: Collection[CitizenId]
    ) -> Mapping[CitizenId, dict[str, Folded]]:
        """The live states."""
        found: dict[CitizenId, dict[str, Folded]] = {}
        for topic, citizen, seq, state in await connection.fetch(READ, list(citizens)):
            if topic in self._folds:
                decode = partial(self._folds[topic].state.validate_json, state)
                found.setdefault(citizen, {})[topic] = Folded(seq, decode=decode)
        return found

    async def write(self, connection: Connection, states: Mapping[CitizenId, dict[str, Folded]]) -> None:
        """The touched states, into the live generation."""
        touched, self._touched = self._touched, set()
        newest = [(topic, citizen, states[citizen][topic]) for citizen, topic in touched]
        rows = [(topic, citizen, folded.seq, folded.state) for topic, citizen, folded in newest]
        await write_folded(connection, self._live, self._folds, rows)


async def write_folded(
    connection: Connection,
    generation: int,
    folds: Mapping[str, Fold[Any]],
    rows: Collection[tuple[str, CitizenId, int, Any]],
) -> None:
    """Keep (topic, citizen, seq, state) rows in one generation."""
    await connection.execute(
        WRITE,
        generation,
        [topic for topic, *_ in rows],
        [citizen for _, citizen, *_ in rows],
        [seq for _, _, seq, _ in rows],
        [folds[topic].state.dump_json(state).decode() for topic, _, _, state in rows],
    )


class FoldTransaction(Transaction):
    """A transaction of a service whose state is what it folded."""

    def __init__(self, source: str, topics: Collection[str], folds: Collection[Fold[Any]]) -> None:
        super().__init__(source, list(topics))
        self.folds = Folds(folds)

    @property
    def shelves(self) -> tuple[Shelf[Any], ...]:
        """The folded states."""
        return (self.folds,)
