"""Settings come from the environment and do not show their secrets."""

import base64

import pytest

from samspil.web.settings import DoorSettings, KeyringSettings, RequestSettings, read

KEY = b"k" * 32


def key(byte: bytes) -> str:
    return base64.b64encode(byte * 32).decode()


ENVIRONMENT = {
    "DATABASE_URL": "postgres://referral:canary@127.0.0.1:15432/referral",
    "KEYRING_DATABASE_URL": "postgres://keyring:canary@127.0.0.1:15432/keyring",
    "MASTER_KEY": key(b"k"),
    "INDEX_KEY": key(b"i"),
    "REQUEST_KEY": key(b"r"),
    "ZIPKIN_ENDPOINT": "",
    "PORT": "8081",
}


class Opening(DoorSettings, KeyringSettings, RequestSettings):
    """All of a web process."""


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
