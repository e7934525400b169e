"""The watch ends a worker in which a partition stands still, and no other."""

import asyncio
from types import SimpleNamespace
from typing import Any

import pytest
from aiokafka import TopicPartition

from samspil.messaging import watch
from samspil.telemetry import metrics

ONE, OTHER = TopicPartition("t", 1), TopicPartition("t", 2)


class Consumer:
    """Two partitions, and where each one's log ends."""

    def __init__(self) -> None:
        self.ends = {ONE: 5, OTHER: 5}

    def assignment(self) -> set[TopicPartition]:
        return set(self.ends)

    def highwater(self, partition: TopicPartition) -> int:
        assert isinstance(partition, TopicPartition)
        return self.ends[partition]


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watch, "LOOK_EVERY", 0.005)
    monkeypatch.setattr(watch, "STUCK_AFTER", 0.05)


async def ends_stuck(one: int, other: int, *, moves: bool = False, held_back: bool = False) -> bool:
    """Whether the watch raises within many looks, with these watermarks."""
    hearing: Any = SimpleNamespace(
        watermarks=SimpleNamespace(next={("t", 1): one, ("t", 2): other}), holds_back=held_back
    )
    consumer = Consumer()
    watching = asyncio.create_task(watch.watch_progress(SimpleNamespace(consumer=consumer), hearing))  # type: ignore[arg-type]
    for _ in range(30):
        await asyncio.sleep(0.01)
        if moves:
            hearing.watermarks.next["t", 2] += 1
            consumer.ends[OTHER] += 1
    if not watching.done():
        watching.cancel()
        return False
    return isinstance(watching.exception(), watch.HearingStuck)


async def test_nothing_to_hear_is_not_stuck() -> None:
    assert not await ends_stuck(5, 5)


async def test_a_partition_that_stands_still_with_something_to_hear_is_stuck() -> None:
    assert await ends_stuck(3, 5)


async def test_it_is_stuck_even_while_another_one_moves() -> None:
    assert await ends_stuck(3, 1, moves=True)


async def test_a_partition_that_moves_is_not_stuck_however_far_behind() -> None:
    assert not await ends_stuck(5, 1, moves=True)


async def test_what_is_held_back_on_purpose_is_not_stuck() -> None:
    assert not await ends_stuck(3, 3, held_back=True)


async def test_how_far_hearing_is_behind_is_told_for_each_topic(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[tuple[int, dict[str, str]]] = []
    monkeypatch.setattr(metrics.watermark_lag, "set", lambda *told_: told.append(told_))

    await ends_stuck(3, 4)

    assert told[0] == (2 + 1, {"topic": "t"})


async def test_a_partition_that_was_just_assigned_or_never_fetched_is_not_looked_at() -> None:
    hearing: Any = SimpleNamespace(watermarks=SimpleNamespace(next={("t", 2): 0}), holds_back=False)
    consumer: Any = SimpleNamespace(
        assignment=lambda: {ONE, OTHER}, highwater=lambda one: 5 if one == ONE else None
    )
    watching = asyncio.create_task(watch.watch_progress(SimpleNamespace(consumer=consumer), hearing))  # type: ignore[arg-type]

    await asyncio.sleep(0.15)

    assert not watching.done()
    watching.cancel()
