"""The overview's worker as a process: a call in a hold, heard from Kafka, is a task until it is answered."""

import asyncio
import os
import sys
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

from aiokafka import AIOKafkaConsumer, TopicPartition

from clash_facts import called
from overview_facts import consent, registered
from samspil.contracts import topics
from samspil.contracts.catalogue import topic_of
from samspil.contracts.coordination import AttentionAnswer
from samspil.contracts.envelope import Fact
from samspil.contracts.topics import PARTITIONS, SERVICES, TOPICS, Topic
from samspil.ledger.database import open_pool
from samspil.ledger.relay import Relay
from samspil.ledger.say import Cause
from samspil.ledger.store import Store
from samspil.ledger.transaction import Transaction
from samspil.messaging.kafka import Kafka
from samspil.messaging.log import KafkaLog
from samspil.overview.domain.answer_attention import Answered
from samspil.overview.domain.set_hold import HoldWanted
from samspil.overview.handlers.answer_attention import answer_attention
from samspil.overview.handlers.set_contact_hold import set_contact_hold
from samspil.overview.storage.transaction import deciding_store
from samspil.stack import databases
from samspil.stack.process import Child
from samspil.testkit.builders import OURS
from samspil.testkit.people import synthetic_cpr
from samspil.testkit.servers import Servers
from samspil.testkit.service_under_test import ServiceUnderTest, service_under_test
from samspil.vocabulary.citizen_id import CitizenId
from samspil.vocabulary.copenhagen import danish_day
from samspil.vocabulary.data_class import DataClass
from samspil.vocabulary.sector import Sector

PASSWORDS = {service: f"{service}-test" for service in SERVICES}
NOW = datetime.now(UTC)


async def test_a_hold_and_then_a_call_are_a_task_on_the_work_list_until_somebody_answers(
    servers: Servers, tmp_path: Path
) -> None:
    await servers.kafka.create(TOPICS, PASSWORDS)
    async with service_under_test(servers, "overview") as here:
        await start_from_now(servers, here)
        worker = start_worker(servers, here, tmp_path)
        try:
            citizen = await here.keyring.get_or_create(synthetic_cpr(521))
            name = await here.keyring.seal(citizen, "name", "Anton Test Aftale")
            lets = consent(
                danish_day(NOW) + timedelta(days=90),
                (DataClass.MEETING,),
                giver=Sector.EMPLOYMENT,
                to=(Sector.SOCIAL,),
                at=NOW,
            )
            await say(servers, topics.CITIZEN, citizen, replace(registered(NOW), name=name, cpr=name), lets)
            store = deciding_store(here.pool)
            async with store.transaction([citizen]) as tx:
                until = danish_day(NOW) + timedelta(days=20)
                set_contact_hold(tx, HoldWanted(uuid4(), until, name, "staff-1"), OURS)
            call = called(uuid4(), NOW + timedelta(days=10))
            await say(servers, topics.EMPLOYMENT, citizen, call)
            await eventually(lambda: waits(here, citizen, 1))

            async with store.transaction([citizen]) as tx:
                (raised,) = tx.coordination.open_attention
                answer_attention(tx, raised.id, Answered(AttentionAnswer.TAKEN_UP, None, "staff-1"))
            await eventually(lambda: waits(here, citizen, 0))
        finally:
            worker.kill()

    assert raised.about == call.meeting_id


async def waits(here: ServiceUnderTest, citizen: CitizenId, tasks: int) -> bool:
    found = "SELECT count(*) FROM task WHERE citizen_id = $1 AND work = 'take_up'"
    return bool(await here.pool.fetchval(found, citizen) == tasks)


def start_worker(servers: Servers, here: ServiceUnderTest, folder: Path) -> Child:
    """Under the newest law: before its first day, nobody may tell us of calls."""
    kafka = {
        "KAFKA_BOOTSTRAP_SERVERS": servers.kafka.bootstrap,
        "KAFKA_USERNAME": "overview",
        "KAFKA_PASSWORD": PASSWORDS["overview"],
        "KAFKA_SESSION_SECONDS": "6",
        "HEALTH_PORT": "0",
    }
    worker = Child(
        "worker",
        [sys.executable, "-m", "samspil.testkit.newest_law", "samspil.overview.app.worker"],
        log=folder / "worker.log",
        env={**os.environ, **here.environment, **kafka},
    )
    worker.start()
    return worker


async def start_from_now(servers: Servers, here: ServiceUnderTest) -> None:
    """Other tests of the run have left records in the log that nobody here can open."""
    kafka = servers.kafka
    consumer = AIOKafkaConsumer(**Kafka(kafka.bootstrap, kafka.admin_user, kafka.admin_password).aiokafka)
    await consumer.start()
    try:
        heard = [one.name for one in TOPICS if "overview" in one.heard_by]
        parts = [TopicPartition(name, part) for name in heard for part in range(PARTITIONS)]
        ends = await consumer.end_offsets(parts)
    finally:
        await consumer.stop()
    await here.pool.executemany(
        "INSERT INTO watermark (topic, part, next_offset) VALUES ($1, $2, $3)",
        [(one.topic, one.partition, end) for one, end in ends.items()],
    )


async def say(servers: Servers, topic: Topic, citizen: CitizenId, *facts: Fact) -> None:
    """As the service whose topic it is."""
    assert {topic_of(type(one)) for one in facts} == {topic}
    service = topic.said_by
    url = await servers.postgres.database(*databases.migrations_of(service))
    out = KafkaLog(Kafka(servers.kafka.bootstrap, service, PASSWORDS[service]))
    async with await open_pool(url) as pool:
        store = Store(pool, Transaction, service, topic)
        async with store.transaction([citizen]) as tx:
            tx.say(*facts, caused_by=Cause(case=uuid4()))
        await out.start()
        assert await Relay(pool, out).round() == len(facts)
        await out.stop()


async def eventually(true: Callable[[], Awaitable[bool]], within: float = 30) -> None:
    async with asyncio.timeout(within):
        while not await true():
            await asyncio.sleep(0.1)
