"""Settings come from the environment, do not show their secrets, and are no more than a process needs."""

import base64
from importlib import import_module
from itertools import product

import pytest
from pydantic import SecretBytes

from samspil.contracts.topics import SERVICES
from samspil.stack.handed import NEEDED_BY, handed
from samspil.stack.names import package_of
from samspil.web.settings import DoorSettings, KeyringSettings, RequestSettings, ServiceSettings, read

KEY = b"k" * 32


def key(byte: bytes) -> str:
    return base64.b64encode(byte * 32).decode()


ENVIRONMENT = {
    "DATABASE_URL": "postgres://referral:canary@127.0.0.1:15432/referral",
    "KEYRING_DATABASE_URL": "postgres://keyring:canary@127.0.0.1:15432/keyring",
    "MASTER_KEY": key(b"k"),
    "INDEX_KEY": key(b"i"),
    "REQUEST_KEY": key(b"r"),
    "KAFKA_PASSWORD": "canary",
    "JOBCENTER_API_KEY": "canary",
    "REGION_TOKEN": "canary",
    "ZIPKIN_ENDPOINT": "",
    "PORT": "8081",
}
PROCESSES = [f"{service}-{process}" for service, process in product(SERVICES, ("web", "worker"))]
KEYLESS = {"referral-worker", "plan-worker", "overview-worker", "jobcenter-bridge-web"}


class Opening(DoorSettings, KeyringSettings, RequestSettings):
    """All of a web process."""


def settings_of(process: str) -> type[ServiceSettings]:
    service, _, kind = process.rpartition("-")
    module = import_module(f"samspil.{package_of(service)}.app.settings")
    chosen: type[ServiceSettings] = {"web": module.ForWeb, "worker": module.ForWorker}[kind]
    return chosen


@pytest.fixture(autouse=True)
def _environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in ENVIRONMENT.items():
        monkeypatch.setenv(name, value)


def test_settings_are_read_and_an_empty_one_counts_as_not_given() -> None:
    settings = read(Opening)

    assert settings.port == 8081
    assert settings.zipkin_endpoint is None
    assert settings.master_key.get_secret_value() == KEY
    assert settings.database_url.get_secret_value().endswith("/referral")


def test_secrets_do_not_show() -> None:
    shown = repr(read(Opening))

    assert "canary" not in shown
    assert ENVIRONMENT["MASTER_KEY"] not in shown
    assert KEY.decode() not in shown


@pytest.mark.parametrize("wrong", ["canary", base64.b64encode(b"canary" * 3).decode()])
def test_a_key_that_is_not_32_bytes_is_named_in_one_sentence_and_not_shown(
    monkeypatch: pytest.MonkeyPatch, wrong: str
) -> None:
    monkeypatch.setenv("MASTER_KEY", wrong)

    with pytest.raises(SystemExit) as refused:
        read(Opening)

    assert str(refused.value) == "The setting MASTER_KEY is wrong: 32 bytes in base64 are needed."


@pytest.mark.parametrize(
    ("one", "other"),
    [("INDEX_KEY", "MASTER_KEY"), ("MASTER_KEY", "REQUEST_KEY"), ("INDEX_KEY", "REQUEST_KEY")],
)
def test_one_key_in_two_places_is_refused_in_one_sentence(
    monkeypatch: pytest.MonkeyPatch, one: str, other: str
) -> None:
    monkeypatch.setenv(other, ENVIRONMENT[one])

    with pytest.raises(SystemExit) as refused:
        read(Opening)

    assert str(refused.value) == f"{one} and {other} are the same; each needs a key of its own."


@pytest.mark.parametrize("process", PROCESSES)
def test_a_process_starts_with_what_it_is_handed_and_needs_all_of_it(
    process: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in NEEDED_BY:
        monkeypatch.delenv(name, raising=False)
    given = handed(process, ENVIRONMENT)
    for name, value in given.items():
        monkeypatch.setenv(name, value)

    settings = read(settings_of(process))

    assert {
        name for name in NEEDED_BY if name.lower() in type(settings).model_fields
    } == given.keys() & NEEDED_BY
    assert given.keys() & NEEDED_BY == {name for name, processes in NEEDED_BY.items() if process in processes}


@pytest.mark.parametrize("process", PROCESSES)
def test_a_process_that_opens_nothing_has_no_key(process: str) -> None:
    kinds = settings_of(process).model_fields
    keys = {name for name, field in kinds.items() if field.annotation is SecretBytes}

    assert (keys == set()) == (process in KEYLESS)
    assert (set(handed(process, ENVIRONMENT)) & {"MASTER_KEY", "INDEX_KEY", "REQUEST_KEY"} == set()) == (
        process in KEYLESS
    )


def test_nobody_is_handed_what_administers_and_a_sandbox_no_key() -> None:
    secret = dict.fromkeys(NEEDED_BY, "canary")

    assert [
        one for one in PROCESSES if any(name.startswith("KAFKA_ADMIN") for name in handed(one, secret))
    ] == []
    assert handed("issuer", secret) == handed("region-sandbox", secret) == {}
