"""Settings come from the environment and do not show their secrets."""

import base64

import pytest
from pydantic import ValidationError

from samspil.web.settings import ServiceSettings

KEY = b"k" * 32
ENVIRONMENT = {
    "DATABASE_URL": "postgres://referral:canary@127.0.0.1:15432/referral",
    "KEYRING_DATABASE_URL": "postgres://keyring:canary@127.0.0.1:15432/keyring",
    "MASTER_KEY": base64.b64encode(KEY).decode(),
    "INDEX_KEY": base64.b64encode(KEY).decode(),
    "KAFKA_PASSWORD": "canary",
    "ZIPKIN_ENDPOINT": "",
    "PORT": "8081",
}


@pytest.fixture(autouse=True)
def _environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in ENVIRONMENT.items():
        monkeypatch.setenv(name, value)


def test_settings_are_read_and_an_empty_one_counts_as_not_given() -> None:
    settings = ServiceSettings()

    assert settings.port == 8081
    assert settings.zipkin_endpoint is None
    assert settings.master_key.get_secret_value() == KEY
    assert settings.database_url.get_secret_value().endswith("/referral")


def test_secrets_do_not_show() -> None:
    shown = repr(ServiceSettings())

    assert "canary" not in shown
    assert ENVIRONMENT["MASTER_KEY"] not in shown
    assert KEY.decode() not in shown


@pytest.mark.parametrize("wrong", ["canary", base64.b64encode(b"canary" * 3).decode()])
def test_a_key_that_is_not_32_bytes_is_named_and_not_shown(
    monkeypatch: pytest.MonkeyPatch, wrong: str
) -> None:
    monkeypatch.setenv("MASTER_KEY", wrong)

    with pytest.raises(ValidationError) as refused:
        ServiceSettings()

    assert "master_key" in str(refused.value)
    assert wrong not in str(refused.value)
