"""The subscription keeps its consumer where the watermarks say, whatever Kafka and a poll do."""

import asyncio
import os
from collections.abc import Collection
from types import SimpleNamespace
from typing import Any, cast

import pytest
from aiokafka import TopicPartition

from samspil.contracts.topics import CITIZEN
from samspil.messaging import subscription
from samspil.messaging.kafka import Kafka
from samspil.messaging.subscription import Subscriber, _as_it_is, _records

ONE, OTHER, GONE = (TopicPartition("t", part) for part in range(3))


class Consumer:
    """Notes what it is told, in order."""

    def __init__(self) -> None:
        self.told: list[tuple[Any, ...]] = []
        self.ends = {ONE: 10, OTHER: 20}

    def assignment(self) -> set[TopicPartition]:
        return {ONE, OTHER}

    def seek(self, partition: TopicPartition, offset: int) -> None:
        self.told.append(("seek", partition.partition, offset))

    def pause(self, *partitions: TopicPartition) -> None:
        self.told.append(("pause", len(partitions)))

    def resume(self, *partitions: TopicPartition) -> None:
        self.told.append(("resume", len(partitions)))

    async def getmany(self, *, timeout_ms: int, max_records: int) -> dict[TopicPartition, list[str]]:
        self.told.append(("getmany", timeout_ms, max_records))
        return {ONE: ["a"], OTHER: ["b", "c"]} if len(self.told) > 1 else {}

    async def end_offsets(self, partitions: Collection[TopicPartition]) -> dict[TopicPartition, int]:
        return {one: self.ends[one] for one in partitions}


class Hearing:
    """Commits, or not, or fails; its watermarks know a partition that went to another worker meanwhile."""

    def __init__(self) -> None:
        self.outcome: bool | BaseException = True
        self.watermarks = self
        self.next = {("t", 0): 10, ("t", 1): 15, ("t", 2): 7}
        self.away = 0

    async def poll(self, records: Any) -> bool:
        if isinstance(self.outcome, BaseException):
            raise self.outcome
        return self.outcome

    async def load(self, partitions: Collection[tuple[str, int]]) -> dict[tuple[str, int], int]:
        if self.away:
            self.away -= 1
            raise ConnectionResetError
        return self.next


class OnFakes(Subscriber):
    def __init__(self, hearing: Any, consumer: Any) -> None:
        self._hearing = hearing
        self._polling = asyncio.Lock()
        self._fake = consumer

    @property
    def consumer(self) -> Any:
        return self._fake


@pytest.fixture
def hearing() -> Hearing:
    return Hearing()


@pytest.fixture
def consumer() -> Consumer:
    return Consumer()


@pytest.fixture
def ended(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The statuses with which the process would have ended, hard."""
    statuses: list[int] = []
    monkeypatch.setattr(os, "_exit", statuses.append)
    return statuses


@pytest.fixture
def subscriber(
    hearing: Hearing, consumer: Consumer, ended: list[int], monkeypatch: pytest.MonkeyPatch
) -> Subscriber:
    """On a clock that does not wait."""
    sleep = asyncio.sleep
    monkeypatch.setattr(asyncio, "sleep", lambda _seconds: sleep(0))
    return OnFakes(hearing, consumer)


REWOUND = [("seek", 0, 10), ("seek", 1, 15)]


async def test_after_a_poll_that_committed_the_consumer_stays_where_it_is(
    subscriber: Subscriber, consumer: Consumer
) -> None:
    await subscriber._poll([])

    assert consumer.told == []


@pytest.mark.parametrize("outcome", [False, ValueError()], ids=["refused", "failed"])
async def test_after_a_poll_that_did_not_commit_it_goes_back_on_what_is_still_its_own(
    subscriber: Subscriber, hearing: Hearing, consumer: Consumer, outcome: bool | BaseException
) -> None:
    hearing.outcome = outcome

    await subscriber._poll([])

    assert consumer.told == REWOUND


async def test_while_the_watermarks_cannot_be_read_it_asks_again(
    subscriber: Subscriber, hearing: Hearing, consumer: Consumer
) -> None:
    hearing.outcome, hearing.away = False, 3

    await subscriber._poll([])

    assert consumer.told == REWOUND


async def test_nothing_arrives_from_a_new_partition_before_it_stands_at_its_watermark(
    subscriber: Subscriber, consumer: Consumer
) -> None:
    await subscriber.on_partitions_assigned([ONE, OTHER])

    assert consumer.told == [("pause", 2), *REWOUND, ("resume", 2)]


@pytest.mark.parametrize(("end", "statuses"), [(14, [70]), (15, []), (16, [])])
async def test_a_log_that_is_shorter_than_what_was_heard_of_it_ends_the_process(
    subscriber: Subscriber, consumer: Consumer, ended: list[int], end: int, statuses: list[int]
) -> None:
    consumer.ends[OTHER] = end

    await subscriber.on_partitions_assigned([ONE, OTHER])

    assert ended == statuses


async def test_partitions_are_given_up_when_the_running_poll_has_ended_or_takes_too_long(
    subscriber: Subscriber, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(subscription, "LAST_POLL", 0.03)
    async with subscriber._polling:
        given_up = asyncio.create_task(subscriber.on_partitions_revoked([ONE]))
        await asyncio.wait({given_up}, timeout=0.005)
        assert not given_up.done()
        await asyncio.wait_for(given_up, 1)

    await asyncio.wait_for(subscriber.on_partitions_revoked([ONE]), 0.02)


async def test_an_empty_poll_is_followed_by_the_next_at_once_and_a_poll_has_the_records_of_all_partitions(
    hearing: Hearing, consumer: Consumer
) -> None:
    kafka = Kafka("127.0.0.1:9092", "overview", "secret")
    subscriber = Subscriber("overview", 0, kafka, cast(Any, hearing), [CITIZEN])._subscriber

    async with asyncio.timeout(0.1):
        first = await subscriber.get_msg(cast(Any, consumer))
        second = await subscriber.get_msg(cast(Any, consumer))

    assert (first, second) == ((), ("a", "b", "c"))
    assert consumer.told == [("getmany", 1000, 2000)] * 2


async def test_neither_headers_nor_bodies_are_read_on_the_way_to_the_transaction() -> None:
    class Poison(SimpleNamespace):
        def __getattr__(self, name: str) -> Any:
            raise AssertionError(name)

    poll = (Poison(topic="t", partition=0, offset=3), Poison())

    message = await _as_it_is(poll)

    assert await _records(message) is poll
