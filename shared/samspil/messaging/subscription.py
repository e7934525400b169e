"""The one batch subscription of a service: FastStream brings the polls, hearing takes them."""

import asyncio
import os
from collections.abc import Collection, Sequence
from itertools import chain
from typing import Any

from aiokafka import AIOKafkaConsumer, ConsumerRebalanceListener, TopicPartition
from aiokafka.coordinator.assignors.range import RangePartitionAssignor
from faststream import AckPolicy
from faststream.kafka import KafkaBroker
from faststream.kafka.message import KafkaMessage

from samspil.contracts.topics import Topic
from samspil.ledger.database import passes
from samspil.ledger.hear import Hearing
from samspil.messaging import header_names
from samspil.messaging.kafka import Kafka
from samspil.telemetry.log import get_logger

AT_MOST = 2000
"""Records a poll under backlog: one commit carries them all."""

BEYOND_REPAIR = 70
"""Exit status that asks for a fresh start."""

LONGEST_WAIT_MS = 1000
"""How long a poll waits for records; it ends as soon as there are any."""
LAST_POLL = 5.0

log = get_logger()


class Subscriber(ConsumerRebalanceListener):  # type: ignore[misc]  # aiokafka ships no types
    """Subscribes, and keeps the consumer where the watermarks say."""

    def __init__(
        self, service: str, ordinal: int, kafka: Kafka, hearing: Hearing[Any], topics: Collection[Topic]
    ) -> None:
        header_names.forgive()
        self._hearing = hearing
        self._polling = asyncio.Lock()
        self.broker = KafkaBroker(
            kafka.bootstrap,
            security=kafka.faststream,
            client_id=f"{service}-{ordinal}",
            consumer_only=True,
            allow_auto_create_topics=False,
            apply_types=False,  # injecting what the handler has at hand takes two trips to a thread each poll
            logger=None,
        )
        self._subscriber = self.broker.subscriber(
            *(topic.name for topic in topics),
            group_id=service,
            # A static member: restarted within its session it gets its partitions back without a rebalance.
            group_instance_id=f"{service}-{ordinal}",
            batch=True,
            consumer_timeout_ms=LONGEST_WAIT_MS,  # new records and partitions wake its fetching anyway
            ack_policy=AckPolicy.MANUAL,
            auto_offset_reset="earliest",
            # Range: a citizen's partition of every topic has the same owner.
            partition_assignment_strategy=(RangePartitionAssignor,),
            isolation_level="read_committed",
            session_timeout_ms=kafka.session_seconds * 1000,
            heartbeat_interval_ms=1_000,
            rebalance_timeout_ms=30_000,
            max_poll_interval_ms=300_000,
            listener=self,
            parser=_as_it_is,
            decoder=_records,
        )
        self._subscriber.get_msg = next_poll  # type: ignore[method-assign]  # its own rests after an empty one
        self._subscriber(self._poll)

    @property
    def consumer(self) -> AIOKafkaConsumer:
        """The client behind the subscription."""
        return self._subscriber.consumer

    async def _poll(self, records: Sequence[Any]) -> None:
        async with self._polling:
            try:
                committed = await self._hearing.poll(records)
            except Exception as fault:  # FastStream would swallow it and go on behind the poll
                log.exception("poll.failed", fault=type(fault).__name__)
                committed = False
                await asyncio.sleep(1)
            if not committed:
                await self._rewind()

    async def _rewind(self) -> None:
        """Back to the watermarks, on partitions that are still ours."""
        while True:
            try:
                await self._seek(self.consumer.assignment())
                return
            except Exception as fault:
                if not passes(fault):
                    raise
                log.warning("rewind.waits", fault=type(fault).__name__)
                await asyncio.sleep(0.5)

    async def _seek(self, partitions: Collection[TopicPartition]) -> None:
        watermarks = await self._hearing.watermarks.load([(one.topic, one.partition) for one in partitions])
        still = self.consumer.assignment()
        for (topic, part), offset in watermarks.items():
            partition = TopicPartition(topic, part)
            if partition in still:
                self.consumer.seek(partition, offset)

    async def on_partitions_revoked(self, revoked: Collection[TopicPartition]) -> None:
        """Let the running poll end, for a while; the watermarks would fence it off anyway."""
        try:
            async with asyncio.timeout(LAST_POLL), self._polling:
                return
        except TimeoutError:
            log.warning("revoked.poll_still_running")

    async def on_partitions_assigned(self, assigned: Collection[TopicPartition]) -> None:
        """Pause, load, seek, resume: without the pause records arrive from the committed offset first."""
        partitions = list(assigned)
        self.consumer.pause(*partitions)
        async with self._polling:
            await self._rewind()
            await self._require_log(partitions)
        self.consumer.resume(*partitions)
        log.info("partitions.assigned", count=len(partitions))

    async def _require_log(self, partitions: Collection[TopicPartition]) -> None:
        """End the process when a log is shorter than what was heard of it: it is another log by now.

        Its records would be dropped as heard before; people have to look, and set the watermarks.
        """
        ends = await self.consumer.end_offsets(list(partitions))
        heard = self._hearing.watermarks.next
        lost = [one for one, end in ends.items() if heard.get((one.topic, one.partition), 0) > end]
        if lost:
            log.critical("log.lost", topic=lost[0].topic, partitions=len(lost))
            os._exit(BEYOND_REPAIR)


async def next_poll(consumer: AIOKafkaConsumer) -> tuple[Any, ...]:
    """The records that there are, or the first that come; none when none came for a while."""
    polled = await consumer.getmany(timeout_ms=LONGEST_WAIT_MS, max_records=AT_MOST)
    return tuple(chain.from_iterable(polled.values()))


async def _as_it_is(records: tuple[Any, ...]) -> KafkaMessage:
    """Reads neither headers nor bodies: one bad one would drop the whole poll before any handler runs."""
    first = records[0]
    return KafkaMessage(
        body=b"",
        headers={},
        raw_message=records,  # a tuple, as FastStream's own batch parser has it
        message_id=f"{first.topic}-{first.partition}-{first.offset}",
        correlation_id="",
        consumer=None,  # type: ignore[arg-type]  # nothing acknowledges through the message
    )


async def _records(message: KafkaMessage) -> Any:
    """The decoder: nothing is decoded before the transaction."""
    return message.raw_message
