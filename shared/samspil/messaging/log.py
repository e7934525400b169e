"""The relay's log on Kafka: one atomic batch per partition, acknowledged by all replicas."""

import asyncio
from collections.abc import Sequence
from functools import lru_cache
from uuid import UUID

from aiokafka import AIOKafkaProducer
from aiokafka.errors import KafkaError
from aiokafka.partitioner import murmur2
from aiokafka.producer.message_accumulator import BatchBuilder

from samspil.contracts.envelope import CONTENT_TYPE
from samspil.ledger.relay import Outgoing
from samspil.messaging.kafka import Kafka

DEADLINE = 15.0
"""Seconds. An idempotent producer never gives up by itself and must not be used again after we do."""

PRODUCER = {
    "enable_idempotence": True,
    "acks": "all",
    "linger_ms": 0,  # batches are made by us: waiting for more would only be late
    "max_batch_size": 524_288,
    "max_request_size": 1_048_576,
    "request_timeout_ms": 10_000,
}


class LogStuck(Exception):
    """Kafka did not acknowledge in time; what became of the batch is unknown and the process has to end."""


class KafkaLog:
    """Appends; whoever reads ``LogStuck`` ends, and the rows are still in the outbox."""

    def __init__(self, kafka: Kafka) -> None:
        self._producer = AIOKafkaProducer(**kafka.aiokafka, **PRODUCER)
        self._partitions = kafka.partitions

    async def start(self) -> None:
        """Connect."""
        await self._producer.start()

    async def stop(self) -> None:
        """Close within seconds, or leave it: the process is about to end."""
        await asyncio.wait({asyncio.create_task(self._producer.stop())}, timeout=2)

    def partition_of(self, topic: str, citizen: UUID) -> int:
        """The same partition on every topic."""
        return partition_of(citizen, self._partitions)

    async def append(self, topic: str, partition: int, records: Sequence[Outgoing]) -> None:
        """Append in order; the next batch of a partition leaves only when the one before has arrived.

        Raises ``LogStuck``.
        """
        batch = self._producer.create_batch()
        for record in records:
            if not self._add(batch, record):
                await self._send(batch, topic, partition)
                batch = self._producer.create_batch()
                self._add(batch, record)
        await self._send(batch, topic, partition)

    def _add(self, batch: BatchBuilder, record: Outgoing) -> bool:
        headers = [("content-type", CONTENT_TYPE)]
        if record.trace is not None:
            headers.append(("traceparent", record.trace.encode()))
        return (
            batch.append(key=key_of(record.citizen), value=record.value, timestamp=None, headers=headers)
            is not None
        )

    async def _send(self, batch: BatchBuilder, topic: str, partition: int) -> None:
        batch.close()
        try:
            async with asyncio.timeout(DEADLINE):
                await (await self._producer.send_batch(batch, topic, partition=partition))
        except (KafkaError, TimeoutError) as fault:
            raise LogStuck(f"{topic}: {type(fault).__name__}") from None


@lru_cache(100_000)  # hashing in Python costs as much as all else that a record needs here
def partition_of(citizen: UUID, partitions: int) -> int:
    """The partition, of so many, that Java's and aiokafka's own partitioner would choose."""
    hashed: int = murmur2(key_of(citizen))
    return (hashed & 0x7FFFFFFF) % partitions


def key_of(citizen: UUID) -> bytes:
    """The record key: the citizen id as text."""
    return str(citizen).encode()
