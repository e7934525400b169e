"""A worker speaks to Kafka in clear on its own machine only."""

import pytest

from samspil.messaging.kafka import Kafka, StartRefused

LOOPBACK = ["127.0.0.1:9092", "localhost:9092", "[::1]:9092", "127.0.0.1:9092, localhost:9093"]
ELSEWHERE = ["kafka:9092", "10.0.0.7:9092", "127.0.0.1:9092,kafka:9092", "kafka:9092,127.0.0.1:9092"]


@pytest.mark.parametrize("bootstrap", LOOPBACK)
def test_in_clear_on_this_machine(bootstrap: str) -> None:
    assert Kafka(bootstrap, "toy", "secret").aiokafka["ssl_context"] is None


@pytest.mark.parametrize("bootstrap", ELSEWHERE)
def test_in_clear_to_any_other_machine_is_refused(bootstrap: str) -> None:
    with pytest.raises(StartRefused, match="in clear"):
        Kafka(bootstrap, "toy", "secret")


@pytest.mark.parametrize("bootstrap", LOOPBACK + ELSEWHERE)
def test_encrypted_to_anywhere(bootstrap: str) -> None:
    kafka = Kafka(bootstrap, "toy", "secret", "SASL_SSL")

    assert kafka.aiokafka["ssl_context"] is not None
    assert kafka.faststream.use_ssl


@pytest.mark.parametrize("protocol", ["PLAINTEXT", "SSL", ""])
def test_without_a_password_or_without_knowing_how_nobody_logs_in(protocol: str) -> None:
    with pytest.raises(StartRefused, match="SASL_SSL"):
        Kafka("127.0.0.1:9092", "toy", "secret", protocol)


@pytest.mark.parametrize("mechanism", ["SCRAM-SHA-256", "SCRAM-SHA-512"])
def test_both_clients_log_in_by_the_same_mechanism_as_the_same_user(mechanism: str) -> None:
    kafka = Kafka("127.0.0.1:9092", "toy", "secret", mechanism=mechanism)

    assert kafka.aiokafka["sasl_mechanism"] == mechanism
    assert type(kafka.faststream).__name__ == f"SASLScram{mechanism[-3:]}"
    assert (kafka.faststream.username, kafka.faststream.password) == ("toy", "secret")  # type: ignore[attr-defined]


def test_the_password_is_not_told_by_whoever_prints_the_login() -> None:
    assert "secret" not in repr(Kafka("127.0.0.1:9092", "toy", "secret"))
