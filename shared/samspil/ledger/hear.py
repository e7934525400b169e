"""Hearing: what a poll, or a share of a full one, did and how far it got are committed together."""

import asyncio
import math
import random
import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Generic, TypeVar

from samspil.contracts.catalogue import reader
from samspil.contracts.envelope import Event, Fact
from samspil.contracts.topics import Kept, Topic
from samspil.ledger import brake, journal
from samspil.ledger.database import ends, passes
from samspil.ledger.drain import DRAIN
from samspil.ledger.journal import Entry, Position, Stream
from samspil.ledger.park import FAILED, GAP, SEQ_REUSED, WAITING, Parked, park, parked, unreadable
from samspil.ledger.record import Record, Unreadable, citizen_of, read, traceparent
from samspil.ledger.store import Store
from samspil.ledger.transaction import Transaction
from samspil.ledger.watermarks import Missed, Partition, Watermarks
from samspil.telemetry import metrics
from samspil.telemetry.log import get_logger
from samspil.telemetry.trace import poll_span, process_span
from samspil.vocabulary.citizen_id import CitizenId

T = TypeVar("T", bound=Transaction)

Handler = Callable[[Event[Any], T], None]
"""Load, decide, save, say: no I/O, on the transaction that the door opened."""

Subscriptions = Mapping[Topic, Mapping[type[Fact], Handler[T]]]
"""What a service hears: topic → fact → handler. A known fact without a handler only moves the stream on."""

LONGEST_PAUSE = 10.0

MANY = 500
"""Records: a poll of as many is full."""
SHARES = 3
"""Of a full poll, by partition; a citizen's records are all in one."""

log = get_logger()


class Hearing(Generic[T]):
    """Takes polls of a log; every exit that does not commit leaves no trace and asks for a rewind."""

    def __init__(self, service: str, store: Store[T], subscriptions: Subscriptions[T]) -> None:
        self.store = store
        self.watermarks = Watermarks(store.pool)
        self._service = service
        self._topics = {topic.name: topic for topic in subscriptions}
        self._handlers = {
            topic.name: {fact.TYPE: handler for fact, handler in facts.items()}
            for topic, facts in subscriptions.items()
        }
        self._stopped = False
        self._faults = 0
        self._full_at = -math.inf
        self.lag = 0.0
        """Records that were there and not heard when somebody last looked; infinite where nobody knows."""

    def behind(self) -> bool:
        """Whether polls are so full that more is likely to wait: what is decided now is decided too early."""
        return time.monotonic() - self._full_at < 1

    def caught_up(self) -> bool:
        """Whether all was heard that there was to hear when somebody last looked."""
        return self.lag == 0 and not self.behind() and not self.holds_back

    @property
    def holds_back(self) -> bool:
        """Whether hearing stands still on purpose: stopped by the brake, or waiting for a fault to pass."""
        return self._stopped or self._faults > 0

    async def poll(self, records: Sequence[Record]) -> bool:
        """Apply one poll; False when it did not commit and the log has to be rewound to the watermarks."""
        if self._stopped and await self._still_stopped():
            return False
        if len(records) >= MANY:
            self._full_at = time.monotonic()
        try:
            await self._take(records)
        except Missed:
            return False
        except brake.Braked as braked:
            await brake.pull(self.store.pool, braked.error_class)
            self._stopped = True
            log.critical("hearing.stopped", fault=braked.error_class)
            return False
        except Exception as fault:
            if not passes(fault):
                raise
            await self._pause(fault)
            return False
        self._faults = 0
        return True

    async def _take(self, records: Sequence[Record]) -> None:
        """A full poll is taken in shares: while the database writes one, another is decoded."""
        if len(records) < MANY:
            await self._take_share(records)
            return
        shares: list[list[Record]] = [[] for _ in range(SHARES)]
        for record in records:
            shares[record.partition % SHARES].append(record)
        taken = (self._take_share(share) for share in shares if share)
        faults = [one for one in await asyncio.gather(*taken, return_exceptions=True) if one is not None]
        if faults:
            raise min(faults, key=lambda one: isinstance(one, Missed))

    async def _take_share(self, records: Sequence[Record]) -> None:
        try:
            await self._transact(records, alone=False)
        except (Missed, brake.Braked):
            raise
        except BaseException as fault:
            if passes(fault) or ends(fault):
                raise
            log.warning("poll.again_one_by_one", fault=type(fault).__name__, records=len(records))
            await self._transact(records, alone=True)

    async def _transact(self, records: Sequence[Record], *, alone: bool) -> None:
        upto = self._upto(records)
        fresh = [
            (record, citizen_of(record))
            for record in records
            if record.offset >= self.watermarks.next[record.topic, record.partition]
        ]
        if not fresh:
            return
        citizens = {citizen for _, citizen in fresh if citizen is not None}
        streams = {(record.topic, citizen) for record, citizen in fresh if citizen is not None}

        traces = (traceparent(record) for record, _ in fresh)
        polled = poll_span(self._service, traces, len(fresh))
        with polled:
            async with self.store.transaction(citizens) as tx:
                batch = Batch(self, tx, await journal.positions(tx.connection, streams))
                for record, citizen in fresh:
                    await batch.take(record, citizen, alone=alone)
                await batch.flush(upto)
        self.watermarks.committed(upto)
        metrics.events_applied.add(batch.applied)

    def _upto(self, records: Sequence[Record]) -> dict[Partition, int]:
        """Where the poll ends in each of its partitions. Raises ``Missed`` unless it begins where we are."""
        upto: dict[Partition, int] = {}
        for record in records:
            partition = (record.topic, record.partition)
            if partition not in upto:
                self.watermarks.begins_at(partition, record.offset)
                upto[partition] = self.watermarks.next[partition]
            upto[partition] = max(upto[partition], record.offset + 1)
        return upto

    def apply(self, record: Record, event: Event[Any], tx: T) -> None:
        """Give one event to its handler, in a span of its own trace."""
        handler = self._handlers[record.topic].get(event.type)
        tx.turn_to(event.subject)
        if handler is None:
            return
        with process_span(
            record.topic, self._service, record.partition, record.offset, event.id, traceparent(record)
        ):
            handler(event, tx)

    def read(self, record: Record, citizen: CitizenId | None) -> Event[Any]:
        """Read the record's event by its topic's reader. Raises ``Unreadable``."""
        return read(record, citizen, reader(self._topics[record.topic]))

    def replaces(self, topic: str) -> bool:
        """Whether a newer record of the topic replaces older ones, so that numbers may be skipped."""
        return self._topics[topic].kept is Kept.NEWEST

    def comes_next(self, topic: str, seq: int, heard: int) -> bool:
        """Whether this number may be applied when ``heard`` is the last one that was."""
        return seq == heard + 1 or (seq > heard and self.replaces(topic))

    async def _still_stopped(self) -> bool:
        await asyncio.sleep(1)
        self._stopped = await brake.pulled(self.store.pool)
        return self._stopped

    async def _pause(self, fault: Exception) -> None:
        self._faults += 1
        log.warning("hearing.waits", fault=type(fault).__name__, times=self._faults)
        longest = min(0.05 * 2**self._faults, LONGEST_PAUSE)
        await asyncio.sleep(random.uniform(longest / 2, longest))  # noqa: S311  # spread, not secrecy


class Batch(Generic[T]):
    """The records of one poll on their way through its transaction."""

    def __init__(self, hearing: Hearing[T], tx: T, positions: dict[Stream, Position]) -> None:
        self._hearing = hearing
        self._tx = tx
        self._seq = {stream: position.seq for stream, position in positions.items()}
        self._waiting = {stream for stream, position in positions.items() if position.waiting}
        self._journal: list[Entry] = []
        self._parked: list[Parked] = []
        self._seen: list[tuple[Record, Entry]] = []
        self.applied = 0

    async def take(self, record: Record, citizen: CitizenId | None, *, alone: bool) -> None:
        """Seen before: drop. Next: apply. Anything else: park."""
        try:
            event = self._hearing.read(record, citizen)
        except Unreadable as why:
            self._take_unreadable(record, unreadable(record, why))
            return
        stream = (record.topic, event.subject)
        heard = self._seq[stream]
        entry = Entry(record.topic, event.subject, event.seq, event.id, record.value or b"")
        if event.seq <= heard:
            self._seen.append((record, entry))
        elif not self._hearing.comes_next(record.topic, event.seq, heard):
            self._waiting.add(stream)
            self._parked.append(parked(record, WAITING, GAP, event.seq, event.id))
        elif alone:
            await self._apply_alone(record, event, entry)
        else:
            self._apply(record, event, entry)
            self._journal.append(entry)
            self.applied += 1

    def _take_unreadable(self, record: Record, row: Parked) -> None:
        if row.citizen is not None:
            stream = (record.topic, row.citizen)
            if row.seq is not None and row.event_id is not None and row.seq <= self._seq[stream]:
                self._seen.append((record, Entry(*stream, row.seq, row.event_id, b"")))
                return
            self._waiting.add(stream)
        self._parked.append(row)

    def _apply(self, record: Record, event: Event[Any], entry: Entry) -> None:
        self._hearing.apply(record, event, self._tx)
        if (entry.topic, entry.citizen) in self._waiting:
            self._tx.mark(f"{DRAIN}:{entry.topic}", self._tx.now)
        self._seq[entry.topic, entry.citizen] = entry.seq

    async def _apply_alone(self, record: Record, event: Event[Any], entry: Entry) -> None:
        heard = self._seq[entry.topic, entry.citizen]
        try:
            async with self._tx.savepoint(event.subject):
                self._apply(record, event, entry)
                await journal.write(self._tx.connection, [entry])
            self.applied += 1
        except BaseException as fault:
            if passes(fault) or ends(fault):
                raise
            self._seq[entry.topic, entry.citizen] = heard
            self._waiting.add((entry.topic, entry.citizen))
            self._parked.append(parked(record, FAILED, type(fault).__name__, event.seq, event.id))

    async def flush(self, upto: Mapping[Partition, int]) -> None:
        """Write all of it and park; then ask whether too many failed alike. Raises ``Missed``."""
        connection, marks = self._tx.connection, self._tx.take_marks()
        await self._tx.flush()
        await self._hearing.watermarks.compare_and_set(connection, upto, self._journal, marks)
        await self._park_what_was_heard_otherwise()
        await park(connection, self._parked)
        if any(row.state == FAILED for row in self._parked):
            await brake.check(connection)

    async def _park_what_was_heard_otherwise(self) -> None:
        if not self._seen:
            return
        otherwise = await journal.heard_otherwise(self._tx.connection, [entry for _, entry in self._seen])
        for record, entry in self._seen:
            if entry.event_id in otherwise and not self._hearing.replaces(record.topic):
                self._parked.append(parked(record, FAILED, SEQ_REUSED, entry.seq, entry.event_id))
        metrics.duplicates_dropped.add(len(self._seen))
