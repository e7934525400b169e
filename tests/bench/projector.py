"""Projector: Kafka to the view's states, beside the bare writes that this takes.

Ours: overview's own worker process on a new database hears everything from the first record on.
The clock runs from the moment its partitions are assigned until its watermarks stand at the log's end, so
fetching counts.

Bare: the write statements of a poll (watermarks, journal, folded states) for the same records in the order of
the log, in batches of 500, a transaction each, on one plain connection into a new database; every row is made
before the clock starts.
It reads nothing, decodes nothing, folds nothing and holds no locks of citizens.
"""

import asyncio
import time
from collections import defaultdict
from collections.abc import Iterator
from itertools import groupby
from typing import Any, NamedTuple

import asyncpg

from bench import matter
from bench.report import Figure, rates
from bench.rounds import interleave
from bench.servers import Bench
from samspil.contracts import topics
from samspil.contracts.catalogue import reader
from samspil.contracts.topics import PARTITIONS
from samspil.ledger import fold
from samspil.ledger.database import PLANS
from samspil.ledger.relay import Outgoing
from samspil.ledger.watermarks import COMPARE_AND_SET, LOAD
from samspil.messaging.log import KafkaLog
from samspil.overview.storage.folds import FOLDS

CITIZENS = 20_000
ROUNDS = 5
BARE_AT_ONCE = 500
GOAL = 0.50

HEARD = (topics.CITIZEN, topics.REFERRAL)

HOW_FAR = "SELECT count(*), coalesce(sum(next_offset), 0)::int FROM watermark"


class Row(NamedTuple):
    """One record and the state that it folds to."""

    topic: str
    part: int
    citizen: object
    seq: int
    event_id: object
    record: bytes
    state: str


async def projector(bench: Bench) -> list[Figure]:
    """Events a second into the journal and the folded states."""
    rows = await fill_log(bench)

    async def ours(_: int) -> float:
        url = bench.system.urls["overview"] = await bench.database("overview")
        connection = await asyncpg.connect(url)
        worker = bench.system.start("overview", "worker")
        started = 0.0
        heard = 0
        while heard < len(rows):
            [[assigned, heard]] = await connection.fetch(HOW_FAR)
            if not started and assigned:
                started = time.perf_counter()
            await asyncio.sleep(0.01)
        rate = len(rows) / (time.perf_counter() - started)
        await asyncio.to_thread(worker.stop)
        await connection.close()
        return rate

    async def bare(_: int) -> float:
        connection = await asyncpg.connect(await bench.database("overview"), server_settings=PLANS)
        where = [(topic.name, part) for topic in HEARD for part in range(PARTITIONS)]
        await connection.execute(LOAD, [topic for topic, _ in where], [part for _, part in where])
        work = list(batches(rows))
        started = time.perf_counter()
        for watermarks, entries, states in work:
            async with connection.transaction():
                await connection.execute(COMPARE_AND_SET, *watermarks, *entries, [], [], [], [])
                await connection.execute(fold.WRITE, 1, *states)
        rate = len(rows) / (time.perf_counter() - started)
        await connection.close()
        return rate

    found = await interleave("projector", ROUNDS, ours=ours, bare=bare)
    return [rates("projector / bare batch", found["ours"], found["bare"], GOAL)]


async def fill_log(bench: Bench) -> list[Row]:
    """Every citizen is registered and referred; the rows come in the order in which a consumer reads them."""
    log = KafkaLog(bench.system.kafka("referral"))
    await log.start()
    lots: dict[tuple[str, int], list[Outgoing]] = defaultdict(list)
    rows: list[Row] = []
    facts = [
        (citizen, 1, fact())
        for citizen in matter.citizens(CITIZENS)
        for fact in (matter.registered, matter.submitted)
    ]
    folds: dict[str, fold.Fold[Any]] = {one.topic.name: one for one in FOLDS}
    for pos, said in enumerate(matter.said(facts)):
        part = log.partition_of(said.topic, said.citizen)
        lots[said.topic, part].append(Outgoing(pos, said.topic, said.citizen, said.id, said.record, None))
        of = folds[said.topic]
        state = of.step(None, reader(of.topic).validate_json(said.record))
        text = of.state.dump_json(state).decode()
        rows.append(Row(said.topic, part, said.citizen, said.seq, said.id, said.record, text))
    for (topic, part), lot in lots.items():
        await log.append(topic, part, lot)
    await log.stop()
    return sorted(rows, key=lambda row: (row.topic, row.part))


def batches(rows: list[Row]) -> Iterator[tuple[list[list[object]], list[list[object]], list[list[object]]]]:
    """The arguments of the two statements, batch by batch."""
    heard: dict[tuple[str, int], int] = defaultdict(int)
    for first in range(0, len(rows), BARE_AT_ONCE):
        batch = rows[first : first + BARE_AT_ONCE]
        watermarks: list[list[object]] = []
        for where, of in groupby(batch, key=lambda row: (row.topic, row.part)):
            before = heard[where]
            heard[where] += len(list(of))
            watermarks.append([*where, before, heard[where]])
        entries = [[row.topic, row.citizen, row.seq, row.event_id, row.record] for row in batch]
        states = [[row.topic, row.citizen, row.seq, row.state] for row in batch]
        yield columns(watermarks), columns(entries), columns(states)


def columns(rows: list[list[object]]) -> list[list[object]]:
    """Rows as ``unnest`` takes them."""
    return [list(column) for column in zip(*rows, strict=True)]
