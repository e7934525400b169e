"""What each process is told: all that it needs to start, of secrets and of our environment no more."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from samspil.contracts.topics import SERVICES
from samspil.stack import services
from samspil.stack.environment import STANDARD, environment
from samspil.stack.processes import PROCESSES, Process
from samspil.stack.settings import Settings
from samspil.stack.settings import read as read_ours
from samspil.stack.state import State
from samspil.web.settings import read

SEALING = {"KEYRING_DATABASE_URL", "MASTER_KEY", "INDEX_KEY"}
ANSWERING = {"DATABASE_URL", "REQUEST_KEY"} | SEALING
HEARING = {"DATABASE_URL", "KAFKA_PASSWORD"}
SECRETS = {
    "issuer": set[str](),
    "referral-web": ANSWERING,
    "referral-worker": HEARING,
    "plan-web": ANSWERING,
    "plan-worker": HEARING,
    "jobcenter-bridge-web": ANSWERING,
    "jobcenter-bridge-worker": {"JOBCENTER_API_KEY", "JOBCENTER_CLIENT_SECRET"} | HEARING | SEALING,
    "region-bridge-web": ANSWERING,
    "region-bridge-worker": {"REGION_TOKEN"} | HEARING | SEALING,
    "overview-web": {"ACCESS_LOG_DATABASE_URL"} | ANSWERING,
    "overview-worker": HEARING,
    "jobcenter-sandbox": {"JOBCENTER_API_KEY", "JOBCENTER_CLIENT_SECRET"},
    "region-sandbox": set[str](),
}
"""By hand: who seals or opens, who hears, who remembers what it answered, who shows a partner who it is.

And the one that reads who looked at whom.
"""

OPERATORS = {
    "DATABASE_URL": "postgres://operator:operators@127.0.0.1:15432/postgres",
    "KAFKA_ADMIN_USERNAME": "operator",
    "KAFKA_ADMIN_PASSWORD": "operators",
    "KAFKA_PASSWORD": "operators",
    "KEYRING_DATABASE_URL": "postgres://operator:operators@127.0.0.1/keyring",
    "ACCESS_LOG_DATABASE_URL": "postgres://operator:operators@127.0.0.1/keyring",
    "MASTER_KEY": "operators",
    "INDEX_KEY": "operators",
    "REQUEST_KEY": "operators",
    "REGION_TOKEN": "theirs-to-set",
    "CLOUD_ACCESS_KEY": "operators",
}
"""What somebody may have set before ``samspil up``."""


@pytest.fixture
def state(tmp_path: Path) -> Iterator[State]:
    kept = State(tmp_path)
    yield kept
    kept.close()


@pytest.fixture(autouse=True)
def _nothing_set(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in os.environ:
        if not STANDARD.fullmatch(name):
            monkeypatch.delenv(name)


EVERY = pytest.mark.parametrize("process", PROCESSES.values(), ids=PROCESSES)


@EVERY
def test_a_process_is_told_all_that_it_needs_to_start(
    process: Process, state: State, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in environment(process, Settings(), state).items():
        monkeypatch.setenv(name, value)

    settings = read(process.settings)

    port = getattr(settings, "health_port", None) or getattr(settings, "port", None)
    assert (
        port
        == process.settings.model_fields["health_port" if process.name.endswith("worker") else "port"].default
    )


@EVERY
def test_a_process_is_told_nothing_that_it_does_not_read(process: Process, state: State) -> None:
    told = environment(process, Settings(), state, {**OPERATORS, "PATH": "/usr/bin", "OTEL_LOG_LEVEL": "x"})

    assert told.keys() - process.variables == {"PATH", "OTEL_LOG_LEVEL"}


@EVERY
def test_a_process_is_given_its_own_secrets_and_no_others(process: Process, state: State) -> None:
    told = environment(process, Settings(), state, OPERATORS)
    secret = {"KAFKA_ADMIN_PASSWORD", "CLOUD_ACCESS_KEY"}.union(*SECRETS.values())

    assert told.keys() & secret == SECRETS[process.name]
    assert process.secrets == SECRETS[process.name]
    assert "operator" not in "".join(told.values())


def test_there_is_a_row_for_every_process() -> None:
    assert PROCESSES.keys() == SECRETS.keys()


@pytest.mark.parametrize("service", SERVICES)
def test_each_service_reaches_its_own_database_by_its_own_password(service: str, state: State) -> None:
    web, worker = (environment(PROCESSES[f"{service}-{one}"], Settings(), state) for one in ("web", "worker"))

    assert f"//{service}:{state.password(service)}@127.0.0.1:15432/{service}?" in web["DATABASE_URL"]
    assert worker["DATABASE_URL"] == web["DATABASE_URL"]
    assert (worker["KAFKA_USERNAME"], worker["KAFKA_PASSWORD"]) == (service, state.password(service))


@pytest.mark.parametrize(
    ("variable", "value", "told"),
    [
        ("LOG_LEVEL", "DEBUG", set(SECRETS)),
        ("REGION_ADDRESS", "https://region.example", {"region-bridge-worker"}),
        ("JOBCENTER_ADDRESS", "https://jobcenter.example", {"jobcenter-bridge-worker"}),
        ("REGION_TOKEN", "theirs-to-set", {"region-bridge-worker"}),
        ("SENDING_HOUR", "9", {"jobcenter-bridge-worker"}),
        ("KAFKA_SESSION_SECONDS", "6", {name for name in SECRETS if name.endswith("worker")}),
        ("SAMPLE_RATIO", "0.5", set(SECRETS) - {"issuer", "jobcenter-sandbox", "region-sandbox"}),
        ("OTEL_METRIC_EXPORT_INTERVAL", "1000", set(SECRETS)),
        ("PORT", "1", set[str]()),
    ],
)
def test_a_variable_that_somebody_sets_reaches_whoever_reads_it_and_nobody_else(
    state: State, monkeypatch: pytest.MonkeyPatch, variable: str, value: str, told: set[str]
) -> None:
    monkeypatch.setenv(variable, value)
    chosen = read_ours()

    reached = {
        process.name
        for process in PROCESSES.values()
        if environment(process, chosen, state, os.environ).get(variable) == value
    }

    assert reached == told


def test_traces_go_to_a_receiver_of_yours_and_then_not_to_zipkin(state: State) -> None:
    yours = Settings(otel_exporter_otlp_endpoint="https://traces.example")

    told = environment(PROCESSES["plan-web"], yours, state)

    assert told["OTEL_EXPORTER_OTLP_ENDPOINT"] == "https://traces.example"
    assert "ZIPKIN_ENDPOINT" not in told
    assert environment(PROCESSES["plan-web"], Settings(), state)["ZIPKIN_ENDPOINT"].endswith(
        ":9411/api/v2/spans"
    )


def test_anybody_may_sign_in_only_where_the_issuer_is_ours(state: State) -> None:
    theirs = Settings(oidc_issuer="https://login.example")

    assert environment(PROCESSES["overview-web"], Settings(), state)["EMBEDDED_SIGN_IN"] == "true"
    told = environment(PROCESSES["overview-web"], theirs, state)
    assert (told["EMBEDDED_SIGN_IN"], told["OIDC_ISSUER"]) == ("false", "https://login.example")


def test_kafka_elsewhere_is_spoken_to_over_tls(state: State) -> None:
    elsewhere = Settings(kafka_bootstrap_servers="kafka.example:9093")

    told = environment(PROCESSES["plan-worker"], elsewhere, state)

    assert told["KAFKA_SECURITY_PROTOCOL"] == "SASL_SSL"
    assert (
        environment(PROCESSES["plan-worker"], Settings(), state)["KAFKA_SECURITY_PROTOCOL"]
        == "SASL_PLAINTEXT"
    )


def test_every_worker_is_told_how_many_partitions_the_topics_were_made_with(state: State) -> None:
    told = [environment(PROCESSES[f"{one}-worker"], Settings(kafka_partitions=24), state) for one in SERVICES]

    assert {one["KAFKA_PARTITIONS"] for one in told} == {"24"}


def test_each_worker_of_a_service_answers_at_a_port_of_its_own(state: State) -> None:
    started = {one.name: one.address for one in services.programs(Settings(plan_workers=3), state, {})}

    assert [started[f"plan-worker{more}"] for more in ("", "-2", "-3")] == [
        f"http://127.0.0.1:{port}" for port in (9082, 9182, 9282)
    ]
    second = environment(PROCESSES["plan-worker"], Settings(), state, number=1)
    assert second["HEALTH_PORT"] == "9182"


def test_a_partner_of_yours_takes_the_place_of_its_sandbox(state: State) -> None:
    chosen = Settings(region_address="https://region.example")

    started = {one.name for one in services.programs(chosen, state, {})}

    assert started == SECRETS.keys() - {"issuer", "region-sandbox"}
