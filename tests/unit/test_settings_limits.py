"""What a setting may be, what it is when nobody says, and what is said of one that is wrong."""

import pytest

from samspil.web.settings import DoorSettings, ServiceSettings, WorkerSettings, read


@pytest.fixture(autouse=True)
def _database(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgres://referral:canary@127.0.0.1/referral")


BOUNDS = [
    (ServiceSettings, "DATABASE_POOL_SIZE", ["2", "100"], ["1", "101", "many"]),
    (ServiceSettings, "SAMPLE_RATIO", ["0", "1", "0.5"], ["-0.1", "1.1"]),
    (ServiceSettings, "LOG_LEVEL", ["DEBUG", "ERROR"], ["debug", "INFO2", "XINFO"]),
    (WorkerSettings, "KAFKA_SESSION_SECONDS", ["6", "300"], ["5", "301"]),
    (WorkerSettings, "KAFKA_PARTITIONS", ["1", "24", "100"], ["0", "101"]),
    (DoorSettings, "OIDC_ISSUER", ["https://login.example.dk"], ["http://login.example.dk", "login"]),
    (ServiceSettings, "ZIPKIN_ENDPOINT", ["http://127.0.0.1:9411"], ["http://10.0.0.1:9411"]),
    (
        ServiceSettings,
        "OTEL_EXPORTER_OTLP_ENDPOINT",
        ["https://collector.example.dk"],
        ["http://collector.example.dk", "https://me:canary@collector.example.dk"],
    ),
]


@pytest.mark.parametrize(("kind", "name", "right", "wrong"), BOUNDS, ids=lambda one: str(one)[:30])
def test_a_setting_is_read_within_its_bounds_and_named_outside_of_them(
    kind: type[ServiceSettings],
    name: str,
    right: list[str],
    wrong: list[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for value in right:
        monkeypatch.setenv(name, value)
        assert str(getattr(read(kind), name.lower())) in {value, f"{value}.0"}
    for value in wrong:
        monkeypatch.setenv(name, value)
        with pytest.raises(SystemExit) as refused:
            read(kind)
        assert str(refused.value).startswith(f"The setting {name} is wrong: ")
        assert "canary" not in str(refused.value)
        assert "Value error" not in str(refused.value)


def test_nothing_is_heard_from_outside_and_no_key_is_known_unless_it_is_said() -> None:
    door, worker = read(DoorSettings), read(WorkerSettings)

    assert door.host == worker.host == "127.0.0.1"
    assert door.oidc_issuer == "http://127.0.0.1:8092"
    assert worker.kafka_bootstrap_servers == "127.0.0.1:9092"
    assert worker.kafka_sasl_mechanism == "SCRAM-SHA-256"
    assert worker.kafka_password.get_secret_value() == ""
    assert (door.sample_ratio, door.log_level) == (1.0, "INFO")


def test_a_process_without_a_database_is_told_which_setting_is_missing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("DATABASE_URL")

    with pytest.raises(SystemExit) as refused:
        read(ServiceSettings)

    assert str(refused.value) == "The setting DATABASE_URL is wrong: Field required."


def test_a_setting_does_not_change_while_the_process_runs() -> None:
    settings = read(DoorSettings)

    with pytest.raises(ValueError):
        settings.host = "0.0.0.0"  # type: ignore[misc]  # noqa: S104  that is the question
