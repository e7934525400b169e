"""The jobcenter-bridge's worker as a real process: from Kafka and the case system, and to both."""

import asyncio
import json
import os
import random
import sys
from collections import Counter
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

from aiokafka import AIOKafkaConsumer, TopicPartition

from samspil.contracts import topics
from samspil.contracts.disclosure import JobcenterInformed
from samspil.contracts.topics import PARTITIONS, SERVICES, TOPICS
from samspil.ledger.database import open_pool
from samspil.ledger.relay import Relay
from samspil.ledger.say import Cause
from samspil.ledger.store import Store
from samspil.ledger.transaction import Transaction
from samspil.messaging.kafka import Kafka
from samspil.messaging.log import KafkaLog
from samspil.stack import databases
from samspil.stack.process import Child
from samspil.testkit.jobcenter_bridge import JobcenterBridge, jobcenter_bridge
from samspil.testkit.people import BRUNO
from samspil.testkit.servers import Servers
from samspil.vocabulary.citizen_id import CitizenId

LONG_AGO = (datetime.now(UTC).date() - timedelta(days=100)).isoformat()
PASSWORDS = {service: f"{service}-test" for service in SERVICES}


async def test_the_worker_hears_what_the_jobcenter_is_told_tells_it_and_says_its_milestones(
    servers: Servers, tmp_path: Path
) -> None:
    await servers.kafka.create(TOPICS, PASSWORDS)
    async with jobcenter_bridge(servers, tmp_path) as here:
        await start_from_now(servers, here)
        worker = start_worker(servers, here)
        try:
            citizen = await here.keyring.get_or_create(BRUNO.cpr)
            await here.happens("activity-created", BRUNO)
            await eventually(lambda: is_state(here, "not_received"))
            until = datetime.now(UTC).date() + timedelta(days=14)
            told = await here.told(citizen, BRUNO, hold=until)
            await say_as_overview(servers, citizen, told)
            await eventually(lambda: has_ended(here, citizen))
        finally:
            worker.kill()

        [task] = await here.received()
        said = await here.types_said(citizen)

    assert (task["task"]["title"], task["receptions"]) == ("Kontaktpause", 1)
    assert sorted(said) == ["employment.delivery_ended.v1", "employment.milestone_planned.v1"]


def start_worker(servers: Servers, here: JobcenterBridge) -> Child:
    kafka = {
        "KAFKA_BOOTSTRAP_SERVERS": servers.kafka.bootstrap,
        "KAFKA_USERNAME": "jobcenter-bridge",
        "KAFKA_PASSWORD": PASSWORDS["jobcenter-bridge"],
        "KAFKA_SESSION_SECONDS": "6",
        "HEALTH_PORT": "0",
    }
    worker = Child(
        "worker",
        [sys.executable, "-m", "samspil.jobcenter_bridge.app.worker"],
        log=here.folder / "worker.log",
        env={**os.environ, **here.settings, **kafka},
    )
    worker.start()
    return worker


async def start_from_now(servers: Servers, here: JobcenterBridge) -> None:
    """Other tests of the run have left records in the log that nobody here can open."""
    kafka = servers.kafka
    consumer = AIOKafkaConsumer(**Kafka(kafka.bootstrap, kafka.admin_user, kafka.admin_password).aiokafka)
    await consumer.start()
    try:
        name = topics.DISCLOSURE_JOBCENTER.name
        ends = await consumer.end_offsets([TopicPartition(name, part) for part in range(PARTITIONS)])
    finally:
        await consumer.stop()
    await here.pool.executemany(
        "INSERT INTO watermark (topic, part, next_offset) VALUES ($1, $2, $3)",
        [(one.topic, one.partition, end) for one, end in ends.items()],
    )


async def say_as_overview(servers: Servers, citizen: CitizenId, told: JobcenterInformed) -> None:
    url = await servers.postgres.database(*databases.migrations_of("overview"))
    out = KafkaLog(Kafka(servers.kafka.bootstrap, "overview", PASSWORDS["overview"]))
    async with await open_pool(url) as pool:
        store = Store(pool, Transaction, "overview", topics.DISCLOSURE_JOBCENTER)
        async with store.transaction([citizen]) as tx:
            tx.say(told, caused_by=Cause(case=uuid4()))
        await out.start()
        assert await Relay(pool, out).round() == 1
        await out.stop()


async def is_state(here: JobcenterBridge, state: str) -> bool:
    return await here.states() == [state]


async def has_ended(here: JobcenterBridge, citizen: CitizenId) -> bool:
    return len(await here.said(citizen)) == 2


async def eventually(true: Callable[[], Awaitable[bool]], within: float = 30) -> None:
    async with asyncio.timeout(within):
        while not await true():
            await asyncio.sleep(0.1)


ACTS: list[tuple[str, dict[str, Any]]] = [
    ("activity-proposed", {}),
    ("activity-planned", {}),
    ("activity-achieved", {"more": {"on": LONG_AGO}}),
    ("activity-lost", {}),
    ("meeting-called", {}),
    ("meeting-moved", {}),
    ("meeting-cancelled", {}),
    ("status-changed", {}),
]
ANEW = "UPDATE notification SET state = 'waiting', again = clock_timestamp()"
SAID = {
    **dict.fromkeys(("proposed", "planned", "started", "achieved", "sustained", "lost"), 1),
    "called": 2,
    "cancelled": 1,
    "status_changed": 1,
}
"""Each act its fact: got and lost with its days, called and called to another time."""


async def test_whatever_is_notified_how_often_each_act_of_the_jobcenter_becomes_its_fact_once(
    servers: Servers, tmp_path: Path
) -> None:
    await servers.kafka.create(TOPICS, PASSWORDS)
    async with jobcenter_bridge(servers, tmp_path) as here:
        await start_from_now(servers, here)
        worker = start_worker(servers, here)
        try:
            citizen = await here.keyring.get_or_create(BRUNO.cpr)
            await say_as_overview(servers, citizen, await here.told(citizen, BRUNO))
            await eventually(lambda: is_disclosed(here))
            notified = []
            for what, more in ACTS:
                notified.append(await here.happens(what, BRUNO, **more))
                await eventually(lambda: nothing_waits(here))
            random.Random(5).shuffle(notified)
            for one in [*notified, *notified]:
                assert await here.notify(one) == 202
                await here.pool.execute(ANEW)
                await eventually(lambda: nothing_waits(here))
            await eventually(lambda: all_is_sent(here))
        finally:
            worker.kill()
        heard = await heard_of(servers, citizen)

    words = [one.removeprefix("employment.").removesuffix(".v1").split("_", 1) for one in heard]
    assert Counter(word if of in {"milestone", "meeting"} else f"{of}_{word}" for of, word in words) == SAID


async def nothing_waits(here: JobcenterBridge) -> bool:
    return "waiting" not in await here.states()


async def is_disclosed(here: JobcenterBridge) -> bool:
    return bool(await here.pool.fetchval("SELECT EXISTS (SELECT FROM disclosure)"))


async def all_is_sent(here: JobcenterBridge) -> bool:
    return not await here.pool.fetchval("SELECT EXISTS (SELECT FROM outbox)")


async def heard_of(servers: Servers, citizen: CitizenId) -> list[str]:
    """The types of what the log holds of this citizen, in its order."""
    kafka = servers.kafka
    consumer = AIOKafkaConsumer(
        **Kafka(kafka.bootstrap, kafka.admin_user, kafka.admin_password).aiokafka,
        auto_offset_reset="earliest",
        isolation_level="read_committed",
    )
    await consumer.start()
    try:
        parts = [TopicPartition(topics.EMPLOYMENT.name, part) for part in range(PARTITIONS)]
        consumer.assign(parts)
        ends = await consumer.end_offsets(parts)
        records: list[Any] = []
        while any([await consumer.position(part) < end for part, end in ends.items()]):
            for some in (await consumer.getmany(timeout_ms=500)).values():
                records += some
        own = sorted((one for one in records if one.key == str(citizen).encode()), key=lambda one: one.offset)
        return [json.loads(one.value)["type"] for one in own]
    finally:
        await consumer.stop()
