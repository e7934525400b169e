"""Each bug that would break a guarantee of the ledger is planted once, and the checkers find it."""

import asyncio
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any
from uuid import uuid4

import pytest

from samspil.contracts import topics
from samspil.ledger import journal, watermarks
from samspil.ledger.database import Connection
from samspil.ledger.hear import Batch, Hearing
from samspil.ledger.journal import Entry, Position, Stream
from samspil.ledger.marks import Marks
from samspil.ledger.record import Record
from samspil.ledger.relay import Outgoing, Relay
from samspil.ledger.transaction import Transaction
from samspil.ledger.watermarks import Partition, Watermarks
from samspil.testkit.checker import check
from samspil.testkit.ledger_kit import Notes, Toy, toy_service, wrong_effects
from samspil.testkit.memory_log import CASE, Listener, MemoryLog, registered, unanswered
from samspil.testkit.servers import Servers
from samspil.vocabulary.citizen_id import CitizenId

BOTH = (topics.CITIZEN, topics.REFERRAL)

Plant = Callable[[pytest.MonkeyPatch], None]


def commit_before_transaction(patch: pytest.MonkeyPatch) -> None:
    """What a poll collected is written behind its commit."""
    transact, flush = Hearing._transact, Batch.flush
    collected: list[Transaction] = []

    async def not_yet() -> None:
        pass

    async def too_early(self: Batch[Any], upto: Mapping[Partition, int]) -> None:
        vars(self._tx)["flush"] = not_yet
        collected.append(self._tx)
        await flush(self, upto)

    async def and_then(self: Hearing[Any], records: Sequence[Record], *, alone: bool) -> None:
        await transact(self, records, alone=alone)
        async with self.store.pool.acquire() as connection:
            while collected:
                tx = collected.pop()
                tx.connection = connection
                await Transaction.flush(tx)

    patch.setattr(Batch, "flush", too_early)
    patch.setattr(Hearing, "_transact", and_then)


def cursor_instead_of_queue(patch: pytest.MonkeyPatch) -> None:
    """The relay goes on behind the highest position that it has seen."""
    unsent = """
    SELECT pos, topic, outbox.citizen_id, event.event_id, event.record, event.trace
    FROM outbox JOIN event USING (topic, citizen_id, seq) WHERE pos > $1 ORDER BY pos
    """

    async def beyond(self: Any) -> int:
        self.last = getattr(self, "last", 0)
        rows = [Outgoing(*row) for row in await self._pool.fetch(unsent, self.last)]
        for row in rows:
            self.last = row.pos
            partition = self._log.partition_of(row.topic, row.citizen)
            await self._log.append(row.topic, partition, [row])
        await self._pool.execute(
            "DELETE FROM outbox WHERE pos = ANY($1::bigint[])", [row.pos for row in rows]
        )
        return len(rows)

    patch.setattr(Relay, "round", beyond)


def no_seq_guard(patch: pytest.MonkeyPatch) -> None:
    """Nobody looks how far a stream was heard."""

    async def nothing_heard(connection: Connection, streams: Collection[Stream]) -> dict[Stream, Position]:
        return dict.fromkeys(streams, Position(0, False))

    patch.setattr(journal, "positions", nothing_heard)
    forgiving = watermarks.COMPARE_AND_SET.replace("::bytea[])", "::bytea[]) ON CONFLICT DO NOTHING")
    patch.setattr(watermarks, "COMPARE_AND_SET", forgiving)
    patch.setattr(Hearing, "comes_next", lambda *_: True)


def load_before_lock(patch: pytest.MonkeyPatch) -> None:
    """The state that is decided on was read before the wait for the lock."""
    opened = Transaction.open

    async def open_later(
        self: Transaction, connection: Connection, citizens: Collection[CitizenId], *, waits: bool
    ) -> None:
        stale: list[Mapping[CitizenId, Any]] = []
        for shelf in self.shelves:
            await shelf.load(connection, citizens)
            stale.append(dict(shelf._states))
        await opened(self, connection, citizens, waits=waits)
        for shelf, states in zip(self.shelves, stale, strict=True):
            shelf._states = dict(states)

    patch.setattr(Transaction, "open", open_later)


def offsets_before_transaction(patch: pytest.MonkeyPatch) -> None:
    """The watermarks are moved first, on their own."""
    transact, compare_and_set = Hearing._transact, Watermarks.compare_and_set

    async def at_once(self: Hearing[Any], records: Sequence[Record], *, alone: bool) -> None:
        async with self.store.pool.acquire() as connection:
            await compare_and_set(self.watermarks, connection, self._upto(records), [], {})
        await transact(self, records, alone=alone)

    async def nothing_to_move(
        self: Any, connection: Connection, upto: Mapping[Partition, int], heard: Sequence[Entry], marks: Marks
    ) -> None:
        await compare_and_set(self, connection, {}, heard, marks)

    patch.setattr(Hearing, "_transact", at_once)
    patch.setattr(Watermarks, "compare_and_set", nothing_to_move)


PLANTED: dict[Plant, str] = {
    commit_before_transaction: "heard without effect",
    cursor_instead_of_queue: "lost",
    no_seq_guard: "effects doubled",
    load_before_lock: "updates lost",
    offsets_before_transaction: "lost",
}


async def test_without_a_bug_the_storm_leaves_nothing_to_find(servers: Servers) -> None:
    assert await storm(servers) == []


@pytest.mark.parametrize("plant", PLANTED, ids=lambda plant: plant.__name__)
async def test_a_planted_bug_is_found(
    servers: Servers, plant: Plant, monkeypatch: pytest.MonkeyPatch
) -> None:
    plant(monkeypatch)

    findings = await storm(servers)

    assert PLANTED[plant] in [finding.partition(" ")[2] for finding in findings]


async def storm(servers: Servers) -> list[str]:
    """One publisher, one hearer, everything that may happen to them, and what the checkers find."""
    async with toy_service(servers) as publisher, toy_service(servers) as hearer:
        log = ForgetfulLog()
        relay = Relay(publisher.pool, log)
        crowd = [CitizenId(uuid4()) for _ in range(6)]
        await publish(publisher, crowd, relay)
        for citizen in crowd:
            await publisher.decide(citizen)
        log.forgets = True
        with pytest.raises(ConnectionResetError):
            await relay.round()
        await hear(hearer, log)
        await relay.round()  # what was not acknowledged, again
        await hear(hearer, log)
        return [
            *await check(publisher.url, hearer.url, BOTH),
            *await wrong_effects(publisher.url),
            *await wrong_effects(hearer.url),
        ]


class ForgetfulLog(MemoryLog):
    """Takes records and does not acknowledge them, once."""

    forgets = False

    async def append(self, topic: str, partition: int, records: Sequence[Outgoing]) -> None:
        await super().append(topic, partition, records)
        if self.forgets:
            self.forgets = False
            raise ConnectionResetError


async def publish(publisher: Toy, crowd: Sequence[CitizenId], relay: Relay) -> None:
    """Decide: in parallel, in vain, with commits that overtake each other; relay all the while."""
    slow, quick, wanted = crowd[:3]

    async with publisher.store.transaction([slow]) as tx:
        tx.notes.note(slow)
        tx.say(registered(), unanswered(), caused_by=CASE)
        await tx.flush()
        await publisher.decide(quick)  # a later position, committed first
        await relay.round()

    async with publisher.store.transaction([wanted]) as tx:
        tx.notes.note(wanted)
        tx.say(unanswered(), caused_by=CASE)
        waiting = asyncio.create_task(publisher.decide(wanted))
        await asyncio.sleep(0.1)
    await waiting

    for _ in range(4):
        await asyncio.gather(
            *(publisher.decide(citizen) for citizen in crowd),
            *(publisher.decide(citizen, then=fail) for citizen in crowd),
            return_exceptions=True,
        )
        await relay.round()


async def fail() -> None:
    raise ValueError


async def hear(hearer: Toy, log: MemoryLog) -> None:
    """Hear all of it in small polls; the database goes away once, in the middle of the third."""
    write, writes = Notes.write, 0

    async def write_or_fail(self: Notes, connection: Connection, states: Mapping[CitizenId, int]) -> None:
        nonlocal writes
        writes += 1
        if writes == 3:
            raise ConnectionResetError
        await write(self, connection, states)

    hearing = hearer.hearing()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Notes, "write", write_or_fail)
        await Listener(hearing, log, *BOTH).hear_all(at_most=7)
    await hearer.drain(hearing)
