"""What stands in the log: read whole, and checked for the order that every hearer builds on."""

import json
from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from aiokafka import AIOKafkaConsumer, TopicPartition

from samspil.messaging.kafka import Kafka


async def read_log(kafka: Kafka, start: Mapping[TopicPartition, int]) -> list[Any]:
    """Every record of these partitions from these offsets on, each partition's in order."""
    consumer = AIOKafkaConsumer(**kafka.aiokafka, enable_auto_commit=False)
    await consumer.start()
    try:
        consumer.assign(list(start))
        ends = await consumer.end_offsets(list(start))
        for partition, offset in start.items():
            consumer.seek(partition, offset)
        records: list[Any] = []
        while any([await consumer.position(one) < ends[one] for one in start]):
            for some in (await consumer.getmany(timeout_ms=200)).values():
                records.extend(some)
        return records
    finally:
        await consumer.stop()


async def disorder(kafka: Kafka, start: Mapping[TopicPartition, int]) -> list[str]:
    """What is wrong with the log from these offsets on, a sentence each.

    A citizen's records of a topic stand in one partition and, but for repeats, in order of their numbers.
    """
    partitions: dict[tuple[str, bytes], set[int]] = defaultdict(set)
    newest: dict[tuple[str, bytes], int] = defaultdict(int)
    wrongs: list[str] = []
    for record in await read_log(kafka, start):
        stream = (record.topic, record.key)
        partitions[stream].add(record.partition)
        seq = json.loads(record.value)["seq"]
        if seq > newest[stream] + 1 and stream in newest:
            wrongs.append(f"{record.topic}: number {seq} stands behind {newest[stream]}")
        newest[stream] = max(newest[stream], seq)
    scattered = sum(len(found) > 1 for found in partitions.values())
    return [*wrongs, *([f"{scattered} citizens stand in several partitions"] if scattered else [])]
