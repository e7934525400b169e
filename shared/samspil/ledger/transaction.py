"""What a handler works on: the locked citizens' state, and what it saves, says and marks."""

from collections import Counter
from collections.abc import AsyncIterator, Callable, Collection, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import Any, Protocol, TypeVar
from uuid import UUID

from samspil.contracts.catalogue import topic_of
from samspil.contracts.envelope import Fact, about
from samspil.ledger.database import Connection
from samspil.ledger.json_shelf import load
from samspil.ledger.links import write_links
from samspil.ledger.marks import Mark, Marks, mark_due
from samspil.ledger.said_since import said_since
from samspil.ledger.say import Cause, Said, keep_and_queue, put_in_envelope
from samspil.ledger.shelf import OutOfReach, Shelf
from samspil.ledger.versions import Change, StaleVersion, V, Versions, at, require_version
from samspil.ledger.wake import DUE, SAID, SLOW_LOOK
from samspil.telemetry.trace import current_traceparent
from samspil.vocabulary.citizen_id import CitizenId

# The clock is read outside of what locks: inside, it would be read before the wait for the lock.
# Whose files are of one person are locked together; one that has no stream here has nothing here.
LOCK = """
WITH locked AS (
  SELECT citizen_id, topic, seq FROM stream
  WHERE citizen_id = ANY($1::uuid[] || ARRAY(
    SELECT other FROM link WHERE citizen_id = ANY($1::uuid[])
    UNION ALL SELECT citizen_id FROM link WHERE other = ANY($1::uuid[])
  )) AND topic = ANY($2::text[])
  ORDER BY citizen_id, topic FOR UPDATE
)
SELECT citizen_id, topic, seq, clock_timestamp() AS now FROM locked
"""
LOCK_OR_FAIL = LOCK.replace("FOR UPDATE", "FOR UPDATE NOWAIT")

WAITS = """
SELECT EXISTS (SELECT FROM parked WHERE state <> 'done' AND citizen_id IN (
  SELECT $1 UNION ALL SELECT other FROM link WHERE citizen_id = $1
  UNION ALL SELECT citizen_id FROM link WHERE other = $1
))
"""

SOON = timedelta(seconds=SLOW_LOOK)
"""What is due within it would be late without waking the clock, which sets its timer by it."""

FIRST, LAST = datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)

COUNTED = """
SELECT citizen_id, topic, seq FROM stream WHERE citizen_id = ANY($1::uuid[]) AND topic = ANY($2::text[])
"""


V_contra = TypeVar("V_contra", contravariant=True)


Decide = Callable[[V, datetime], tuple[V, tuple[Fact, ...]]]
"""A decision about a thing: what becomes of it at that time, and the facts that say so."""


class Keeps(Protocol[V_contra]):
    """A shelf that keeps things one by one."""

    def put(self, thing: V_contra) -> None:
        """Collect the new state of one thing of the citizen at hand."""
        ...


class Transaction:
    """One database transaction that holds its citizens' locks; a service adds its shelves.

    Nothing can be said without one, and nothing is written before it flushes.
    """

    def __init__(self, source: str, topics: Sequence[str]) -> None:
        self._source = source
        self._topics = topics
        self._seq: dict[tuple[CitizenId, str], int] = {}
        self._said: list[Said] = []
        self._marks: dict[tuple[str, CitizenId], Mark] = {}
        self._links: dict[tuple[CitizenId, CitizenId], bool] = {}
        self._touched: set[CitizenId] = set()
        self._at: CitizenId | None = None
        self.said = 0
        """How many facts were flushed."""
        self.wakes: set[str] = set()
        """Who is to be woken after the commit, by channel."""
        self.caught_up = True
        """Whether its process had heard all that there was to hear, as far as it knows."""
        self.connection: Connection
        self.now: datetime
        """The database's clock when the locks were taken."""

    @property
    def shelves(self) -> tuple[Shelf[Any], ...]:
        """The service's own state."""
        return ()

    @property
    def citizens(self) -> frozenset[CitizenId]:
        """Those whose locks are held: who was named, and whose files are of one person with theirs."""
        return frozenset(citizen for citizen, _ in self._seq)

    def turn_to(self, citizen: CitizenId) -> None:
        """From here on this locked citizen is the one that is decided about."""
        if (citizen, self._topics[0]) not in self._seq:
            raise OutOfReach
        self._at = citizen
        self._touched.add(citizen)
        for shelf in self.shelves:
            shelf.turn_to(citizen)

    def say(self, *facts: Fact, caused_by: Cause) -> Versions:
        """Collect facts about the citizen at hand; they are numbered now and written at the flush.

        The version that each thing has with them.
        """
        citizen, versions = self.citizen, dict[UUID, int]()
        for fact in facts:
            stream = (citizen, topic_of(type(fact)).name)
            seq = self._seq[stream] + 1
            self._said.append(
                put_in_envelope(fact, citizen, seq, source=self._source, cause=caused_by, now=self.now)
            )
            self._seq[stream] = versions[about(fact, citizen)] = seq
        return versions

    def keep(self, shelf: Keeps[V], thing: V, *facts: Fact, caused_by: Cause) -> V:
        """Say the facts about one thing, and keep it under the version that it has with them."""
        for version in self.say(*facts, caused_by=caused_by).values():
            thing = at(thing, version)
        shelf.put(thing)
        return thing

    def change(self, shelf: Keeps[V], thing: V, seen: int | None, decide: Decide[V], case: UUID) -> V:
        """Decide about one thing that a writer has ``seen``; say and keep what follows, as of its case.

        Raises ``StaleVersion`` and what the decision raises.
        """
        require_version(thing, seen)
        after, facts = decide(thing, self.now)
        return self.keep(shelf, after, *facts, caused_by=Cause(case=case))

    async def said_since(self, stale: StaleVersion) -> tuple[Change, ...]:
        """What was said of a thing of the citizen at hand since a writer saw it, the newest last."""
        return await said_since(self.connection, self._topics, self.citizen, stale)

    def mark(self, what: str, at: datetime) -> None:
        """Have the clock look at ``what`` for the citizen at hand, not later than ``at``.

        Raises ``ValueError`` for a time without a zone; any other will do, the calendar's ends included.
        """
        key = (what, self.citizen)
        at = at if at.tzinfo is UTC else _in_utc(at)
        earlier = self._marks.get(key)
        self._marks[key] = Mark(min(at, earlier.at) if earlier else at, current_traceparent())

    def link(self, other: CitizenId, *, linked: bool = True) -> None:
        """From now on whoever locks the citizen at hand locks the other, too, and the other way round.

        With ``linked`` false that is over, as far as it was said of the citizen at hand.
        """
        self._links[self.citizen, other] = linked

    async def open(
        self, connection: Connection, citizens: Collection[CitizenId], *, waits: bool = True
    ) -> None:
        """Lock first, load after: what was loaded before a lock may be stale before it is used.

        One that does not wait raises asyncpg's ``LockNotAvailableError`` where somebody else has a lock.
        """
        self.connection = connection
        locked = await connection.fetch(LOCK if waits else LOCK_OR_FAIL, list(citizens), self._topics)
        found = Counter(row["citizen_id"] for row in locked)
        whole = {citizen for citizen, topics in found.items() if topics == len(self._topics)}
        if not whole.issuperset(citizens):
            raise OutOfReach
        for row in locked:
            if row["citizen_id"] in whole:
                self._seq[row["citizen_id"], row["topic"]] = row["seq"]
        self.now = locked[-1]["now"] if locked else await connection.fetchval("SELECT clock_timestamp()")
        await load(self.shelves, connection, self.citizens)

    async def flush(self) -> None:
        """Write all that was collected, one statement a table."""
        for shelf in self.shelves:
            await shelf.flush(self.connection)
        if self._links:
            links, self._links = self._links, {}
            await write_links(self.connection, links)
        marks = self.take_marks()
        if self._said:
            said, self._said = self._said, []
            await keep_and_queue(self.connection, said, marks, self.now)
            self.said += len(said)
            self.wakes.add(SAID)
        elif marks:
            await mark_due(self.connection, marks)

    def take_marks(self) -> Marks:
        """What was marked, for who writes it with something else; the clock is woken if it is due soon."""
        marks, self._marks = self._marks, {}
        if any(mark.at <= self.now + SOON for mark in marks.values()):
            self.wakes.add(DUE)
        return marks

    @asynccontextmanager
    async def savepoint(self, citizen: CitizenId) -> AsyncIterator[None]:
        """Decide about one citizen alone: it flushes by itself or leaves no trace."""
        inner = self.connection.transaction()
        await inner.start()
        try:
            self._touched.clear()
            self.turn_to(citizen)
            yield
            await self.flush()
        except BaseException:
            await inner.rollback()
            await self._reload(citizen)
            raise
        await inner.commit()

    async def _reload(self, citizen: CitizenId) -> None:
        """The citizen's, and theirs whose files are of one person, as far as anything was decided there."""
        self._said.clear()
        self._marks.clear()
        self._links.clear()
        touched = self._touched | {citizen}
        for row in await self.connection.fetch(COUNTED, list(touched), self._topics):
            self._seq[row["citizen_id"], row["topic"]] = row["seq"]
        await load(self.shelves, self.connection, touched)

    async def has_heard_all(self) -> bool:
        """Whether nothing of the person at hand waits to be heard: only then is absent what was not heard."""
        return self.caught_up and not await self.connection.fetchval(WAITS, self.citizen)

    def close(self) -> None:
        """The transaction is over: from here on nothing is within reach, and nothing can be said."""
        self._seq.clear()
        self._at = None
        for shelf in self.shelves:
            shelf.turn_to(None)

    @property
    def citizen(self) -> CitizenId:
        """The one that is decided about. Raises ``OutOfReach`` when there is none."""
        if self._at is None:
            raise OutOfReach
        return self._at


def _in_utc(at: datetime) -> datetime:
    if at.utcoffset() is None:
        raise ValueError("a time without a zone")
    try:
        return at.astimezone(UTC)
    except OverflowError:  # the calendar ends earlier there
        return FIRST if at.year == FIRST.year else LAST
