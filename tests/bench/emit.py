"""Emit: one citizen's transaction that says one fact, beside its bare statements.

Ours: ``store.transaction`` on a pooled connection, ``say``, commit.
It asks the pool, locks, builds envelope and JSON, numbers, keeps, queues, and wakes the relay.

Bare: BEGIN, the same lock, the same keep-and-queue and COMMIT on one plain asyncpg connection, one after the
other, with the bytes and numbers made before the clock starts; it wakes nobody.

Each has a database of its own, so that both tables grow alike.
Neither loads or saves any state of a service: that would be the same statements on both sides and would only
hide what the ledger adds.
"""

import time
from collections import Counter

import asyncpg

from bench import matter
from bench.report import Figure, rates
from bench.rounds import interleave
from bench.servers import Bench
from samspil.contracts import topics
from samspil.contracts.envelope import Fact
from samspil.ledger.database import PLANS, open_pool
from samspil.ledger.say import KEEP_AND_QUEUE, Cause
from samspil.ledger.store import MAKE_STREAMS, Store
from samspil.ledger.transaction import LOCK, Transaction
from samspil.telemetry.trace import span
from samspil.vocabulary.citizen_id import CitizenId

CITIZENS = 400
ROUNDS = 20
A_ROUND = 400
GOAL = 0.85
NO_MARKS: tuple[list[str], ...] = ([], [], [], [])


async def emit(bench: Bench) -> list[Figure]:
    """Events a second on one connection."""
    citizens = matter.citizens(CITIZENS)
    numbers: Counter[CitizenId] = Counter()
    async with await open_pool(await bench.database("referral"), 2) as pool:
        store = Store(pool, Transaction, "referral", topics.CITIZEN, topics.REFERRAL)
        connection = await asyncpg.connect(await bench.database("referral"), server_settings=PLANS)
        says = [topics.CITIZEN.name, topics.REFERRAL.name]
        await connection.execute(MAKE_STREAMS, citizens, says)

        def facts() -> list[tuple[CitizenId, int, Fact]]:
            made: list[tuple[CitizenId, int, Fact]] = []
            for place in range(A_ROUND):
                citizen = citizens[place % CITIZENS]
                numbers[citizen] += 1
                made.append((citizen, numbers[citizen], matter.submitted()))
            return made

        async def ours(_: int) -> float:
            work = [(citizen, fact, Cause(matter.uuid())) for citizen, _, fact in facts()]
            started = time.perf_counter()
            for citizen, fact, cause in work:
                async with store.transaction([citizen]) as tx:
                    tx.say(fact, caused_by=cause)
            return A_ROUND / (time.perf_counter() - started)

        async def bare(_: int) -> float:
            work = [
                ([one.topic], [one.citizen], [one.seq], [one.id], [one.record], [one.trace], matter.NOW)
                for one in matter.said(facts())
            ]
            started = time.perf_counter()
            for row in work:
                async with connection.transaction():
                    await connection.fetch(LOCK, row[1], says)
                    await connection.execute(KEEP_AND_QUEUE, *row, *NO_MARKS)
            return A_ROUND / (time.perf_counter() - started)

        with span("bench"):  # a door's transactions store a trace context, so these do
            found = await interleave("emit", ROUNDS, ours=ours, bare=bare)
        await connection.close()
    return [rates("emit / bare commit", found["ours"], found["bare"], GOAL)]
