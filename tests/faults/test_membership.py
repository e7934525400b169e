"""Who hears what: workers come, go, and take each other's place under load."""

import asyncio
import random
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import pytest
from aiokafka import AIOKafkaConsumer, TopicPartition
from aiokafka.coordinator.assignors.range import RangePartitionAssignor
from aiokafka.errors import KafkaError

from samspil.contracts.topics import heard_by
from samspil.stack import databases
from samspil.testkit.load import Speaker
from samspil.testkit.servers import Servers
from samspil.testkit.system_under_test import SystemUnderTest, eventually, system_under_test

TOPICS = ["citizen.v1", "referral.v1"]

WATERMARKS = "SELECT topic, part, next_offset FROM watermark WHERE topic = ANY($1::text[])"

HOLDERS = """
SELECT pg_terminate_backend(pid) FROM pg_locks JOIN pg_database ON pg_database.oid = pg_locks.database
WHERE locktype = 'advisory' AND datname = current_database() AND classid = $1
"""

ORDINAL, RELAY = 1, 2


@pytest.fixture(scope="module")
async def here(servers: Servers, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[SystemUnderTest]:
    """The two workers."""
    folder = tmp_path_factory.mktemp("system")
    async with system_under_test(servers, folder, "referral-worker", "overview-worker") as built:
        yield built


async def test_workers_that_join_and_leave_every_two_seconds_lose_and_double_nothing(
    here: SystemUnderTest, load: Speaker
) -> None:
    chance = random.Random(3)
    async with load.speaking():
        for joining, leaving in ((2, 1), (1, 2)) * 2:
            here.start("overview", "worker", joining)
            await asyncio.sleep(2)
            one = here.children[here.name("overview", "worker", leaving)]
            await asyncio.to_thread(chance.choice([one.stop, one.kill]))
            await asyncio.sleep(2)

    assert await here.wrongs() == []
    assert await load.books.check(here) == []


async def test_offsets_that_kafka_keeps_ahead_of_and_behind_the_watermarks_are_not_believed(
    here: SystemUnderTest, load: Speaker
) -> None:
    await asyncio.to_thread(here.children["overview-worker"].stop)
    async with load.speaking():
        await asyncio.sleep(1)
    await eventually(lambda: outbox_is_empty(here))
    ends = await here.ends(TOPICS)

    # Every second partition as if all were heard, the others as if nothing ever was.
    await commit(here, {one: end if one.partition % 2 else 0 for one, end in ends.items()})
    here.start("overview", "worker")

    assert await here.wrongs() == []
    kept = {(row[0], row[1]): row[2] for row in await here.fetch("overview", WATERMARKS, TOPICS)}
    assert kept == {(one.topic, one.partition): end for one, end in ends.items()}


async def outbox_is_empty(here: SystemUnderTest) -> bool:
    return not await here.fetch("referral", "SELECT FROM outbox")


async def commit(here: SystemUnderTest, offsets: dict[TopicPartition, int]) -> None:
    """Commit as the overview does; Kafka refuses as long as it takes the last member for living."""
    consumer = AIOKafkaConsumer(
        **here.kafka("overview").aiokafka, group_id="overview", enable_auto_commit=False
    )
    await consumer.start()
    try:
        consumer.assign(list(offsets))

        async def committed() -> bool:
            try:
                await consumer.commit(offsets)
            except KafkaError:
                return False
            return True

        await eventually(committed, every=0.3)
    finally:
        await consumer.stop()


async def test_a_twin_with_the_same_ordinal_loses_and_doubles_nothing(
    here: SystemUnderTest, load: Speaker
) -> None:
    async with load.speaking():
        async with twin(here) as got:
            await eventually(lambda: got, within=60)
            await asyncio.sleep(3)
        await asyncio.sleep(1)

    assert here.children["overview-worker"].alive
    assert await here.wrongs() == []


@asynccontextmanager
async def twin(here: SystemUnderTest) -> AsyncIterator[list[object]]:
    """A member with the worker's own name that takes its partitions and drops what it reads."""
    got: list[object] = []
    consumer = AIOKafkaConsumer(
        *(topic.name for topic in heard_by("overview")),
        **here.kafka("overview").aiokafka,
        group_id="overview",
        group_instance_id="overview-0",
        partition_assignment_strategy=(RangePartitionAssignor,),
        enable_auto_commit=False,
        session_timeout_ms=6000,
    )
    await consumer.start()

    async def drop() -> None:
        while True:
            got.extend((await consumer.getmany(timeout_ms=50)).values())

    dropping = asyncio.create_task(drop())
    try:
        yield got
    finally:
        dropping.cancel()
        await asyncio.gather(dropping, return_exceptions=True)
        await consumer.stop()


@pytest.mark.parametrize(("service", "what"), [("overview", ORDINAL), ("referral", RELAY)])
async def test_a_worker_that_lost_its_session_ends_hard_and_its_successor_goes_on(
    here: SystemUnderTest, load: Speaker, service: str, what: int, measured: Callable[[str, float], None]
) -> None:
    worker = here.children[f"{service}-worker"]
    async with load.speaking():
        await asyncio.sleep(0.5)
        async with databases.connected(here.urls[service]) as connection:
            assert await connection.fetchval(HOLDERS, what)
        lost = time.monotonic()
        await eventually(lambda: not worker.alive, every=0.01)
        measured("seconds until it ended", time.monotonic() - lost)
        here.start(service, "worker")
        await here.ready(f"{service}-worker")

    assert worker.exit_status == 70
    assert await here.wrongs() == []
