"""How a service reaches Kafka: address, user, and what is refused at start."""

from dataclasses import dataclass, field
from typing import Protocol, Self

from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.errors import KafkaConnectionError
from aiokafka.helpers import create_ssl_context
from faststream.security import BaseSecurity, SASLScram256, SASLScram512
from pydantic import SecretStr

from samspil.contracts.topics import PARTITIONS, Topic
from samspil.vocabulary.address import is_on_loopback


class StartRefused(SystemExit):
    """The worker must not start like this; it ends with this text, one sentence that says why."""


class Settings(Protocol):
    """What a service's settings say of Kafka."""

    @property
    def kafka_bootstrap_servers(self) -> str: ...
    @property
    def kafka_username(self) -> str: ...
    @property
    def kafka_password(self) -> SecretStr: ...
    @property
    def kafka_security_protocol(self) -> str: ...
    @property
    def kafka_sasl_mechanism(self) -> str: ...
    @property
    def kafka_session_seconds(self) -> int: ...
    @property
    def kafka_partitions(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Kafka:
    """One service's login."""

    bootstrap: str
    """``host:port``, several separated by commas."""
    user: str
    password: str = field(repr=False)
    protocol: str = "SASL_PLAINTEXT"
    mechanism: str = "SCRAM-SHA-256"
    session_seconds: int = 30
    """How long a worker may be away before its partitions go to another; a restart is quicker than that."""
    partitions: int = PARTITIONS
    """How many every topic was made with."""

    def __post_init__(self) -> None:
        """Raises ``StartRefused`` for a plain protocol that would leave this machine."""
        if self.protocol == "SASL_SSL":
            return
        if self.protocol != "SASL_PLAINTEXT":
            raise StartRefused(f"Kafka protocol {self.protocol} is refused: use SASL_SSL.")
        for address in self.bootstrap.split(","):
            if not is_on_loopback(address.strip().rpartition(":")[0].strip("[]")):
                raise StartRefused(
                    f"Kafka at {address} would be spoken to in clear: set KAFKA_SECURITY_PROTOCOL=SASL_SSL."
                )

    @classmethod
    def of(cls, settings: Settings) -> Self:
        """The login that a service's settings name. Raises ``StartRefused``."""
        return cls(
            settings.kafka_bootstrap_servers,
            settings.kafka_username,
            settings.kafka_password.get_secret_value(),
            settings.kafka_security_protocol,
            settings.kafka_sasl_mechanism,
            settings.kafka_session_seconds,
            settings.kafka_partitions,
        )

    @property
    def faststream(self) -> BaseSecurity:
        """The login as FastStream takes it."""
        scram = SASLScram512 if self.mechanism == "SCRAM-SHA-512" else SASLScram256
        encrypted = self.protocol == "SASL_SSL"
        return scram(
            self.user,
            self.password,
            ssl_context=create_ssl_context() if encrypted else None,
            use_ssl=encrypted,
        )

    @property
    def aiokafka(self) -> dict[str, object]:
        """The login as aiokafka's clients take it."""
        return {
            "bootstrap_servers": self.bootstrap,
            "security_protocol": self.protocol,
            "sasl_mechanism": self.mechanism,
            "sasl_plain_username": self.user,
            "sasl_plain_password": self.password,
            "ssl_context": create_ssl_context() if self.protocol == "SASL_SSL" else None,
        }


async def require_topics(kafka: Kafka, topics: tuple[Topic, ...]) -> None:
    """Raises ``StartRefused`` unless every topic is there, visible to us and has its partitions."""
    admin = AIOKafkaAdminClient(**kafka.aiokafka)
    try:
        await admin.start()
    except KafkaConnectionError:
        raise StartRefused(f"Kafka at {kafka.bootstrap} does not answer, or not to {kafka.user}.") from None
    try:
        found = {one["topic"]: one for one in await admin.describe_topics([topic.name for topic in topics])}
    finally:
        await admin.close()
    for topic in topics:
        described = found.get(topic.name, {"error_code": -1, "partitions": []})
        if described["error_code"]:
            raise StartRefused(f"Topic {topic.name} is missing, or {kafka.user} may not see it.")
        if (count := len(described["partitions"])) != kafka.partitions:
            raise StartRefused(
                f"Topic {topic.name} has {count} partitions, not {kafka.partitions}: "
                "set KAFKA_PARTITIONS to what the topics were made with."
            )
