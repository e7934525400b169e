"""A publisher that misbehaves: it writes what it likes, under the login of a service."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from aiokafka import AIOKafkaProducer
from aiokafka.partitioner import murmur2
from aiokafka.record.util import calc_crc32c

from samspil.contracts.envelope import CONTENT_TYPE
from samspil.contracts.topics import PARTITIONS, Topic
from samspil.messaging.kafka import Kafka
from samspil.messaging.log import key_of
from samspil.testkit.system_under_test import SystemUnderTest

SAID = "SELECT topic, citizen_id, record FROM event WHERE topic = $1 AND citizen_id = $2 ORDER BY seq"


@dataclass(frozen=True, slots=True)
class Letter:
    """One record as it will be written."""

    topic: str
    partition: int
    key: bytes
    value: bytes | None
    headers: tuple[tuple[str, bytes | None], ...] = (("content-type", CONTENT_TYPE),)

    def with_json(self, **changed: Any) -> "Letter":
        """The same with other attributes in its envelope."""
        return replace(self, value=json.dumps({**json.loads(self.value or b""), **changed}).encode())


class Forger:
    """Writes letters, each as a batch of its own, in order."""

    def __init__(self, kafka: Kafka) -> None:
        self._kafka = kafka
        self._producer = AIOKafkaProducer(
            **kafka.aiokafka, max_batch_size=8 << 20, max_request_size=8 << 20, linger_ms=0
        )

    async def write(self, *letters: Letter) -> None:
        """Write these."""
        for letter in letters:
            await self._producer.send_and_wait(
                letter.topic,
                letter.value,
                key=letter.key,
                partition=letter.partition,
                headers=list(letter.headers),
            )

    async def write_bytes_for(self, name: str, instead: bytes, *letters: Letter) -> None:
        """Write these as one batch in which the header name ``name`` is other bytes, which may be no text."""
        batch = self._producer.create_batch()
        for letter in letters:
            batch.append(key=letter.key, value=letter.value, timestamp=None, headers=list(letter.headers))
        batch.close()
        built = bytearray(batch._build())
        assert len(name) == len(instead)  # noqa: S101  # lengths stand in the batch
        built = built.replace(name.encode(), instead)
        built[17:21] = calc_crc32c(bytes(built[21:])).to_bytes(4, "big")
        batch._buffer = built
        await (await self._producer.send_batch(batch, letters[0].topic, partition=letters[0].partition))


@asynccontextmanager
async def forger(system: SystemUnderTest, service: str) -> AsyncIterator[Forger]:
    """A forger who has the service's login."""
    forges = Forger(system.kafka(service))
    await forges._producer.start()
    try:
        yield forges
    finally:
        await forges._producer.stop()


async def letters(system: SystemUnderTest, topic: Topic, citizen: UUID) -> list[Letter]:
    """What the referral service said about the citizen on the topic, as its relay would write it."""
    part = partition_of(citizen)
    return [
        Letter(topic.name, part, key_of(citizen), row["record"])
        for row in await system.fetch("referral", SAID, topic.name, citizen)
    ]


def partition_of(citizen: UUID) -> int:
    """Where everything about this citizen is written, on every topic."""
    hashed: int = murmur2(key_of(citizen))
    return (hashed & 0x7FFFFFFF) % PARTITIONS
