"""A worker that must not run as it is set up says why in one sentence, and ends."""

import secrets
from collections.abc import AsyncIterator

import pytest
from aiokafka.admin import AIOKafkaAdminClient, NewTopic

from samspil.contracts.topics import PARTITIONS
from samspil.stack.process import Child
from samspil.testkit.servers import Servers
from samspil.testkit.system_under_test import SystemUnderTest, eventually

ANOTHER_TOPIC = ("samspil.testkit.planted", "another_topic")


@pytest.fixture(scope="module")
async def here(servers: Servers, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[SystemUnderTest]:
    """Databases and topics; nobody runs yet."""
    built = SystemUnderTest(servers, tmp_path_factory.mktemp("system"))
    await built.make()
    yield built
    built.stop()
    await built.http.aclose()


async def refusal(worker: Child) -> str:
    """What the worker said when it ended, but for its structured log lines."""
    await eventually(lambda: not worker.alive)
    assert worker.exit_status == 1
    said = worker.log.read_text()
    worker.log.unlink()
    return "\n".join(line for line in said.splitlines() if not line.startswith("{"))


@pytest.mark.parametrize("address", ["10.255.255.1:9092", "127.0.0.1:9092,kafka.example.org:9092"])
async def test_a_plain_protocol_outside_this_machine_is_refused(here: SystemUnderTest, address: str) -> None:
    worker = here.start("overview", "worker", KAFKA_BOOTSTRAP_SERVERS=address)

    outside = address.rpartition(",")[2]
    assert await refusal(worker) == (
        f"Kafka at {outside} would be spoken to in clear: set KAFKA_SECURITY_PROTOCOL=SASL_SSL."
    )


async def test_a_protocol_without_a_login_is_refused(here: SystemUnderTest) -> None:
    worker = here.start("overview", "worker", KAFKA_SECURITY_PROTOCOL="PLAINTEXT")

    assert await refusal(worker) == "Kafka protocol PLAINTEXT is refused: use SASL_SSL."


async def test_a_missing_topic_is_refused(here: SystemUnderTest) -> None:
    name = f"missing-{secrets.token_hex(4)}.v1"
    worker = here.start("overview", "worker", runner=ANOTHER_TOPIC, TOPIC=name)

    assert await refusal(worker) == f"Topic {name} is missing, or overview may not see it."


async def test_a_topic_with_another_number_of_partitions_is_refused(here: SystemUnderTest) -> None:
    name = f"narrow-{secrets.token_hex(4)}.v1"
    admin = AIOKafkaAdminClient(**here.admin.aiokafka)
    await admin.start()
    await admin.create_topics([NewTopic(name, num_partitions=3, replication_factor=1)])
    await admin.close()
    worker = here.start(
        "overview",
        "worker",
        runner=ANOTHER_TOPIC,
        TOPIC=name,
        KAFKA_USERNAME=here.admin.user,
        KAFKA_PASSWORD=here.admin.password,
    )

    assert await refusal(worker) == (
        f"Topic {name} has 3 partitions, not {PARTITIONS}: "
        "set KAFKA_PARTITIONS to what the topics were made with."
    )


async def test_a_kafka_that_does_not_let_it_in_is_refused(here: SystemUnderTest) -> None:
    worker = here.start("overview", "worker", KAFKA_PASSWORD="guessed")

    bootstrap = here.servers.kafka.bootstrap
    assert await refusal(worker) == f"Kafka at {bootstrap} does not answer, or not to overview."
