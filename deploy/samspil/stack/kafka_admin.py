"""Topics, users and ACLs in Kafka, made from the catalogue; the only place that administers Kafka."""

import time
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import Future
from typing import Any, cast

from confluent_kafka import KafkaException
from confluent_kafka.admin import (
    AclBinding,
    AclBindingFilter,
    AclOperation,
    AclPermissionType,
    AdminClient,
    NewTopic,
    ResourcePatternType,
    ResourceType,
    ScramCredentialInfo,
    ScramMechanism,
    UserScramCredentialAlteration,
    UserScramCredentialUpsertion,
)

from samspil.contracts.topics import PARTITIONS, Kept, Topic
from samspil.stack.problem import StackProblem
from samspil.vocabulary.address import is_on_loopback

PATIENCE = 15.0
LARGEST_MESSAGE = 1 << 20

ANY: Any = None  # what the library takes for any name and any host; its types say str


def apply(
    bootstrap: str,
    admin_user: str,
    admin_password: str,
    topics: Sequence[Topic],
    users: Mapping[str, str],
    partitions: int = PARTITIONS,
) -> None:
    """Make Kafka hold these topics, these users (name → password) and exactly the ACLs that follow.

    May be run again at any time. Raises ``StackProblem`` when Kafka does not answer, refuses us, or holds a
    topic with another number of partitions.
    """
    admin = _client(bootstrap, admin_user, admin_password)
    try:
        _make_topics(admin, topics, partitions)
        _make_users(admin, bootstrap, users)
        _make_rules(admin, topics, users)
    except KafkaException as failed:
        raise StackProblem(f"Kafka at {bootstrap} could not be prepared: {failed.args[0].str()}.") from failed
    for user, password in users.items():
        _wait_for_effect(bootstrap, user, password, {rule.name for rule in _topic_rules(user, topics)})


def _client(bootstrap: str, user: str, password: str) -> AdminClient:
    return AdminClient(
        {
            "bootstrap.servers": bootstrap,
            "security.protocol": protocol(bootstrap),
            "sasl.mechanism": "SCRAM-SHA-256",
            "sasl.username": user,
            "sasl.password": password,
            "log_level": 0,  # what fails is raised; the library's own lines would only clutter the terminal
        }
    )


def _make_topics(admin: AdminClient, topics: Sequence[Topic], partitions: int) -> None:
    present = admin.list_topics(timeout=PATIENCE).topics
    for topic in topics:
        if topic.name in present and (held := len(present[topic.name].partitions)) != partitions:
            raise StackProblem(
                f"The topic {topic.name} has {held} partitions, not {partitions}, "
                "and changing that would break the order of citizens: "
                "set KAFKA_PARTITIONS to what the topics were made with."
            )
    missing = [
        NewTopic(topic.name, partitions, replication_factor=-1, config=_settings(topic))
        for topic in topics
        if topic.name not in present
    ]
    if missing:
        _finish(admin.create_topics(missing, request_timeout=PATIENCE).values())


def _settings(topic: Topic) -> dict[str, str]:
    common = {
        "message.timestamp.type": "LogAppendTime",
        "max.message.bytes": str(LARGEST_MESSAGE),
        # Whatever a producer packs its batches with, a hearer without that library can read them.
        "compression.type": "uncompressed",
    }
    if topic.kept is Kept.NEWEST:
        return {**common, "cleanup.policy": "compact"}
    return {**common, "cleanup.policy": "delete", "retention.ms": "-1"}


def _make_users(admin: AdminClient, bootstrap: str, users: Mapping[str, str]) -> None:
    """Set the passwords that do not hold; one that does is left alone, for somebody may be logging in."""
    everybody = cast("Future[dict[str, Any]]", admin.describe_user_scram_credentials())
    present = everybody.result(PATIENCE)
    scram = ScramCredentialInfo(ScramMechanism.SCRAM_SHA_256, 4096)
    wanted: list[UserScramCredentialAlteration] = [
        UserScramCredentialUpsertion(name, scram, password.encode())
        for name, password in users.items()
        if name not in present or _sees(bootstrap, name, password, timeout=2) is None
    ]
    if wanted:
        _finish(admin.alter_user_scram_credentials(wanted, request_timeout=PATIENCE).values())


def _make_rules(admin: AdminClient, topics: Sequence[Topic], users: Iterable[str]) -> None:
    wanted = {rule for user in users for rule in _rules(user, topics)}
    present: set[AclBinding] = set()
    for user in users:
        present |= set(admin.describe_acls(_everything_of(user), request_timeout=PATIENCE).result())
    if added := list(wanted - present):
        _finish(admin.create_acls(added, request_timeout=PATIENCE).values())
    # What the catalogue no longer grants is taken back.
    if withdrawn := [_exactly(rule) for rule in present - wanted]:
        _finish(admin.delete_acls(withdrawn, request_timeout=PATIENCE).values())


def _rules(user: str, topics: Sequence[Topic]) -> Iterable[AclBinding]:
    yield from _topic_rules(user, topics)
    yield _allow(user, ResourceType.GROUP, user, AclOperation.READ)  # the one group that bears its name


def _topic_rules(user: str, topics: Sequence[Topic]) -> Iterable[AclBinding]:
    """Write and see what it says, read what it hears."""
    for topic in topics:
        if topic.said_by == user:
            yield _allow(user, ResourceType.TOPIC, topic.name, AclOperation.WRITE)
            yield _allow(user, ResourceType.TOPIC, topic.name, AclOperation.DESCRIBE)
        if user in topic.heard_by:
            yield _allow(user, ResourceType.TOPIC, topic.name, AclOperation.READ)


def _allow(user: str, kind: ResourceType, name: str, operation: AclOperation) -> AclBinding:
    return AclBinding(
        kind, name, ResourcePatternType.LITERAL, f"User:{user}", "*", operation, AclPermissionType.ALLOW
    )


def _everything_of(user: str) -> AclBindingFilter:
    return AclBindingFilter(
        ResourceType.ANY,
        ANY,
        ResourcePatternType.ANY,
        f"User:{user}",
        ANY,
        AclOperation.ANY,
        AclPermissionType.ANY,
    )


def _exactly(rule: AclBinding) -> AclBindingFilter:
    return AclBindingFilter(
        rule.restype,
        rule.name,
        rule.resource_pattern_type,
        rule.principal,
        rule.host,
        rule.operation,
        rule.permission_type,
    )


def _wait_for_effect(bootstrap: str, user: str, password: str, topics: set[str]) -> None:
    """Brokers learn of users and rules a moment after they have said yes; who starts then is refused."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        seen = _sees(bootstrap, user, password, timeout=PATIENCE)
        if seen is not None and topics <= seen:
            return
        time.sleep(0.05)
    raise StackProblem(f"Kafka at {bootstrap} does not let {user} in, although it was told to.")


def _sees(bootstrap: str, user: str, password: str, timeout: float) -> set[str] | None:
    """The topics that the user may know of, or ``None`` when it cannot log in."""
    try:
        return set(_client(bootstrap, user, password).list_topics(timeout=timeout).topics)
    except KafkaException:
        return None


def _finish(futures: Iterable[Future[None]]) -> None:
    for future in futures:
        future.result()


def protocol(bootstrap: str) -> str:
    """In clear only where nothing leaves this machine."""
    hosts = [address.strip().rpartition(":")[0].strip("[]") for address in bootstrap.split(",")]
    local = all(is_on_loopback(host) for host in hosts)
    return "SASL_PLAINTEXT" if local else "SASL_SSL"
