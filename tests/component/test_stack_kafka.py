"""The embedded Kafka: records stay, and a service reaches only what the catalogue gives it."""

import asyncio
import contextlib
import secrets
import socket
from pathlib import Path

import pytest
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, TopicPartition
from aiokafka.errors import GroupAuthorizationFailedError, TopicAuthorizationFailedError

from samspil.contracts.topics import PARTITIONS, SERVICES, TOPICS, Kept, Topic
from samspil.stack import ports
from samspil.stack.kafka import Kafka
from samspil.stack.kafka_admin import apply
from samspil.stack.problem import StackProblem
from samspil.testkit.servers import Servers, SharedKafka

BRIDGES = {"jobcenter-bridge": "disclosure.jobcenter.v1", "region-bridge": "disclosure.region.v1"}
"""What each of them may hear."""
PASSWORDS = {service: f"{service}-secret" for service in SERVICES}
FOREIGN = [(bridge, topic.name) for bridge in BRIDGES for topic in TOPICS if bridge not in topic.heard_by]
FACTS = [topic for topic in TOPICS if topic.kept is Kept.FOR_EVER]


@pytest.fixture
async def kafka(servers: Servers) -> SharedKafka:
    """The run's Kafka with the whole catalogue in it."""
    await servers.kafka.create(TOPICS, PASSWORDS)
    return servers.kafka


def login(kafka: SharedKafka, user: str) -> dict[str, object]:
    """What makes a client of ours this user."""
    return {
        "bootstrap_servers": kafka.bootstrap,
        "security_protocol": "SASL_PLAINTEXT",
        "sasl_mechanism": "SCRAM-SHA-256",
        "sasl_plain_username": user,
        "sasl_plain_password": PASSWORDS.get(user, kafka.admin_password),
    }


async def say(kafka: SharedKafka, topic: str, value: bytes, user: str = "admin") -> None:
    producer = AIOKafkaProducer(**login(kafka, user))
    try:
        await producer.start()
        await producer.send_and_wait(
            topic, value, key=b"a citizen", partition=0
        )  # a compacted topic wants a key
    finally:
        await producer.stop()


async def read(
    kafka: SharedKafka, topic: str, user: str, *, group: str | None = None, within: float = 10
) -> bytes | None:
    """The first record as a member of a group, or from an assigned partition when there is no group."""
    consumer = AIOKafkaConsumer(
        *([topic] if group else []), group_id=group, auto_offset_reset="earliest", **login(kafka, user)
    )
    try:
        await consumer.start()
        if group is None:
            consumer.assign([TopicPartition(topic, 0)])
        async with asyncio.timeout(within):
            value: bytes = (await consumer.getone()).value
            return value
    except TimeoutError:
        return None
    finally:
        await consumer.stop()


def test_every_fact_topic_is_foreign_to_the_bridges() -> None:
    assert {(bridge, topic.name) for bridge in BRIDGES for topic in FACTS} < set(FOREIGN)


@pytest.mark.parametrize(("bridge", "own"), BRIDGES.items())
async def test_the_bridge_reads_its_own_disclosures(kafka: SharedKafka, bridge: str, own: str) -> None:
    await say(kafka, own, b"told")
    first = await read(kafka, own, "admin")  # an earlier test may have said something, too

    assert first is not None
    assert await read(kafka, own, bridge) == first
    # Its group may still have a member of an earlier test, until that one's session ends.
    assert await read(kafka, own, bridge, group=bridge, within=40) is not None


@pytest.mark.parametrize(("bridge", "topic"), FOREIGN)
async def test_the_bridge_is_refused_as_a_group_member_where_it_hears_nothing(
    kafka: SharedKafka, bridge: str, topic: str
) -> None:
    with pytest.raises(TopicAuthorizationFailedError):
        await read(kafka, topic, bridge, group=bridge)


@pytest.mark.parametrize("bridge", BRIDGES)
async def test_the_bridge_gets_nothing_from_assigned_partitions_where_it_hears_nothing(
    kafka: SharedKafka, bridge: str
) -> None:
    async def got(topic: str) -> bytes | None:
        # The client logs such a refusal for ever and raises nothing, so the wait is bounded.
        # (Of the topic that it writes to it is told so at once: it may know that this one is there.)
        with contextlib.suppress(TopicAuthorizationFailedError):
            return await read(kafka, topic, bridge, within=1.5)
        return None

    foreign = [topic for one, topic in FOREIGN if one == bridge]
    for topic in foreign:
        await say(kafka, topic, b"not yours")
        assert await read(kafka, topic, "admin") is not None  # there is something to get
    assert await asyncio.gather(*map(got, foreign)) == [None] * len(foreign)


@pytest.mark.parametrize(("bridge", "own"), BRIDGES.items())
async def test_the_bridge_may_not_join_another_services_group(
    kafka: SharedKafka, bridge: str, own: str
) -> None:
    with pytest.raises(GroupAuthorizationFailedError):
        await read(kafka, own, bridge, group="overview")


async def test_a_service_may_not_say_what_another_says(kafka: SharedKafka) -> None:
    await say(kafka, "citizen.v1", b"mine", user="referral")

    with pytest.raises(TopicAuthorizationFailedError):
        await say(kafka, "coordination.v1", b"forged", user="referral")


async def test_preparing_kafka_again_changes_nothing(kafka: SharedKafka) -> None:
    bridge, own = next(iter(BRIDGES.items()))
    await say(kafka, own, b"kept")
    before = await read(kafka, own, bridge)

    await kafka.create(TOPICS, PASSWORDS)

    assert await read(kafka, own, bridge) == before


async def test_what_the_catalogue_no_longer_grants_is_taken_back(kafka: SharedKafka) -> None:
    name, user = f"shrinking-{secrets.token_hex(4)}.v1", f"hearer-{secrets.token_hex(4)}"
    PASSWORDS[user] = "secret"
    await kafka.create([Topic(name, "referral", frozenset({user}))], {user: "secret"})
    await say(kafka, name, b"heard")
    assert await read(kafka, name, user) == b"heard"

    await kafka.create([Topic(name, "referral", frozenset())], {user: "secret"})

    with pytest.raises(TopicAuthorizationFailedError):
        await read(kafka, name, user, group=user)


async def test_a_topic_with_another_number_of_partitions_is_not_touched(kafka: SharedKafka) -> None:
    topic = Topic(f"narrow-{secrets.token_hex(4)}.v1", "referral", frozenset())
    login = (kafka.bootstrap, kafka.admin_user, kafka.admin_password)
    await asyncio.to_thread(apply, *login, [topic], {}, 3)

    with pytest.raises(StackProblem, match=f"{topic.name} has 3 partitions, not {PARTITIONS}"):
        await asyncio.to_thread(apply, *login, [topic], {})


async def test_a_wrong_administrator_password_gives_one_clear_sentence(
    kafka: SharedKafka, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("samspil.stack.kafka_admin.PATIENCE", 2.0)

    with pytest.raises(StackProblem, match="could not be prepared"):
        await asyncio.to_thread(apply, kafka.bootstrap, "admin", "guessed", TOPICS, {})


async def test_records_survive_kill_9(kafka: SharedKafka) -> None:
    topic = Topic(f"kept-{secrets.token_hex(4)}.v1", "referral", frozenset({"overview"}))
    await kafka.create([topic], PASSWORDS)
    await say(kafka, topic.name, b"still here", user="referral")

    await kafka.kill()
    await kafka.restart()

    assert await read(kafka, topic.name, "overview", within=30) == b"still here"


def test_a_busy_port_gives_one_clear_sentence(tmp_path: Path) -> None:
    with socket.create_server((ports.HOST, 0)) as other:
        port = other.getsockname()[1]
        kafka = Kafka(tmp_path, port, ports.free_port(), admin_password="a", broker_password="b")

        with pytest.raises(StackProblem, match=f"^Port {port} is busy and Kafka needs it.*KAFKA_PORT"):
            kafka.start()
