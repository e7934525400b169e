"""Relay: outbox to Kafka, beside the slower of its two halves.

Ours: ``Relay.round`` over ``KafkaLog`` until the outbox is empty: read, find partitions, one batch for each,
wait for the acknowledgements, delete.

Bare, two sides: *read and delete* runs the relay's two statements on one plain connection and drops the rows.
*Produce* sends keys, values and headers that were made and sorted by partition before the clock starts, with
the same producer settings, as many at a time as the relay sends.
"""

import asyncio
import time
from collections import defaultdict
from dataclasses import replace
from itertools import count

import asyncpg
from aiokafka import AIOKafkaProducer

from bench import matter
from bench.report import Figure, rates
from bench.rounds import interleave, slowest
from bench.servers import Bench
from samspil.contracts.envelope import CONTENT_TYPE
from samspil.contracts.topics import Topic
from samspil.ledger.database import PLANS, Connection, open_pool
from samspil.ledger.relay import AT_ONCE, SENT, UNSENT, Relay
from samspil.ledger.say import Said, keep_and_queue
from samspil.messaging.log import PRODUCER, KafkaLog, key_of

CITIZENS = 2000
ROUNDS = 9
A_ROUND = 6_000
GOAL = 0.50

TOPIC = Topic("bench.relay.v1", said_by="referral", heard_by=frozenset({"overview"}))

Lots = dict[int, list[tuple[bytes, bytes]]]
"""Partition → keys and values."""


async def relay(bench: Bench) -> list[Figure]:
    """Events a second from the outbox to Kafka's acknowledgement."""
    await bench.create(TOPIC)
    url = await bench.database("referral")
    connection = await asyncpg.connect(url, server_settings=PLANS)
    pool = await open_pool(url)
    matters = Matters()
    kafka = bench.system.kafka("referral")
    log = KafkaLog(kafka)
    producer = AIOKafkaProducer(**kafka.aiokafka, **PRODUCER)
    one = Relay(pool, log)
    await log.start()
    await producer.start()

    async def ours(_: int) -> float:
        await matters.queue(connection)
        started = time.perf_counter()
        while await one.round():
            pass
        return A_ROUND / (time.perf_counter() - started)

    async def read_delete(_: int) -> float:
        await matters.queue(connection)
        started = time.perf_counter()
        while rows := await connection.fetch(UNSENT, AT_ONCE, []):
            await connection.execute(SENT, [row["pos"] for row in rows])
        return A_ROUND / (time.perf_counter() - started)

    async def produce(_: int) -> float:
        work = matters.lots(log)
        started = time.perf_counter()
        for lots in work:
            await asyncio.gather(*(send(partition, lot) for partition, lot in lots.items()))
        return A_ROUND / (time.perf_counter() - started)

    async def send(partition: int, lot: list[tuple[bytes, bytes]]) -> None:
        batch = producer.create_batch()
        for key, value in lot:
            batch.append(key=key, value=value, timestamp=None, headers=[("content-type", CONTENT_TYPE)])
        batch.close()
        await (await producer.send_batch(batch, TOPIC.name, partition=partition))

    found = await interleave("relay", ROUNDS, ours=ours, read_delete=read_delete, produce=produce)
    await producer.stop()
    await log.stop()
    await pool.close()
    await connection.close()
    bare = slowest(found["read_delete"], found["produce"])
    return [rates("relay / slower bare half", found["ours"], bare, GOAL)]


class Matters:
    """What is said in each round."""

    def __init__(self) -> None:
        self._citizens = matter.citizens(CITIZENS)
        self._numbers = count(1)

    def said(self) -> list[Said]:
        """One round's events; every number is a new one."""
        facts = (
            (self._citizens[place % CITIZENS], next(self._numbers), matter.submitted())
            for place in range(A_ROUND)
        )
        return [replace(event, topic=TOPIC.name) for event in matter.said(facts)]

    async def queue(self, connection: Connection) -> None:
        """Fill the outbox."""
        said = self.said()
        for first in range(0, A_ROUND, 500):
            await keep_and_queue(connection, said[first : first + 500], {}, matter.NOW)

    def lots(self, log: KafkaLog) -> list[Lots]:
        """The same as the relay would send it."""
        said = self.said()
        work: list[Lots] = []
        for first in range(0, A_ROUND, AT_ONCE):
            lots: Lots = defaultdict(list)
            for one in said[first : first + AT_ONCE]:
                lots[log.partition_of(one.topic, one.citizen)].append((key_of(one.citizen), one.record))
            work.append(lots)
        return work
