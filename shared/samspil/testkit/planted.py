"""Runs a process with a bug planted in it: ``python -m samspil.testkit.planted BUG MODULE``.

A check that has never found a bug proves nothing; a deploy with a bug is also what parking is for.
"""

import functools
import os
import random
import runpy
import sys
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

from aiokafka import TopicPartition

from samspil.contracts import catalogue, topics
from samspil.contracts.envelope import Event
from samspil.contracts.referral import ReferralUnanswered
from samspil.ledger.database import Connection
from samspil.ledger.hear import Hearing
from samspil.ledger.journal import Entry
from samspil.ledger.marks import Marks
from samspil.ledger.record import Record
from samspil.ledger.relay import Outgoing
from samspil.ledger.watermarks import Partition, Watermarks
from samspil.messaging.log import KafkaLog
from samspil.messaging.subscription import Subscriber


def batch_without_partition() -> None:
    """The relay leaves the partition to the client, which draws one for the whole batch."""
    append = KafkaLog.append

    async def anywhere(self: KafkaLog, topic: str, _partition: int, records: Sequence[Outgoing]) -> None:
        await append(self, topic, random.randrange(topics.PARTITIONS), records)  # noqa: S311

    _plant(KafkaLog, "append", anywhere)


def offsets_before_transaction() -> None:
    """Kafka's committed offset is believed, and committed before the poll's transaction."""
    poll = Subscriber._poll

    @functools.wraps(poll)  # FastStream looks at what it takes
    async def commit_first(self: Subscriber, message: Any) -> None:
        await self.consumer.commit()
        await poll(self, message)

    async def seek_nothing(self: Subscriber, partitions: Collection[TopicPartition]) -> None:
        await self._hearing.watermarks.load([(one.topic, one.partition) for one in partitions])

    _plant(Subscriber, "_poll", commit_first)
    _plant(Subscriber, "_seek", seek_nothing)
    _believe_every_poll()


def _believe_every_poll() -> None:
    compare_and_set = Watermarks.compare_and_set

    def anywhere(self: Watermarks, partition: Partition, offset: int) -> None:
        self.next[partition] = min(offset, self.next.get(partition, offset))

    async def compare_nothing(
        self: Watermarks,
        connection: Connection,
        upto: Mapping[Partition, int],
        heard: Sequence[Entry],
        marks: Marks,
    ) -> None:
        await compare_and_set(self, connection, {}, heard, marks)

    _plant(Watermarks, "begins_at", anywhere)
    _plant(Watermarks, "compare_and_set", compare_nothing)


def older_binary() -> None:
    """A binary that does not know yet what the publisher says."""
    catalogue.FACTS[topics.REFERRAL] = (ReferralUnanswered,)


def handler_fails() -> None:
    """The handler fails for the citizen in ``VICTIM``, always."""
    apply = Hearing.apply
    victim = os.environ["VICTIM"]

    def fails(self: Hearing[Any], record: Record, event: Event[Any], tx: Any) -> None:
        if str(event.subject) == victim and record.topic == topics.REFERRAL.name:
            raise LookupError(victim)
        apply(self, record, event, tx)

    _plant(Hearing, "apply", fails)


def another_topic() -> None:
    """A catalogue in which the first topic that the overview hears has the name in ``TOPIC``."""
    object.__setattr__(topics.CITIZEN, "name", os.environ["TOPIC"])


def _plant(owner: object, name: str, bug: Callable[..., Any]) -> None:
    setattr(owner, name, bug)


BUGS: dict[str, Callable[[], None]] = {
    bug.__name__: bug
    for bug in (
        another_topic,
        batch_without_partition,
        handler_fails,
        offsets_before_transaction,
        older_binary,
    )
}


if __name__ == "__main__":
    BUGS[sys.argv[1]]()
    del sys.argv[:2]
    runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)
