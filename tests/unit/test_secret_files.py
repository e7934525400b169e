"""A secret may stand in a file instead of a variable; what it holds is never said."""

import base64
import os
from pathlib import Path

import pytest

from samspil.stack import settings as stack
from samspil.stack.environment import STANDARD
from samspil.stack.problem import StackProblem
from samspil.web.settings import DoorSettings, KeyringSettings, read

MASTER, INDEX = (base64.b64encode(letter * 32).decode() for letter in (b"m", b"i"))
FILES = {
    "database_url": "postgres://plan:canary@127.0.0.1/plan",
    "keyring_database_url": "postgres://plan:canary@127.0.0.1/keyring",
    "master_key": MASTER,
    "index_key": INDEX,
}


class Opening(DoorSettings, KeyringSettings):
    """A web process that opens."""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The secrets of a process, each in its file, and no variable but the folder's."""
    for name in os.environ:
        if not STANDARD.fullmatch(name):
            monkeypatch.delenv(name)
    for name, value in FILES.items():
        (tmp_path / name).write_text(f"{value}\n")
    monkeypatch.setenv("SECRETS_DIR", str(tmp_path))
    return tmp_path


def refused() -> str:
    with pytest.raises(SystemExit) as end:
        read(Opening)
    assert end.value.__cause__ is None
    assert "canary" not in str(end.value)
    return str(end.value)


@pytest.mark.usefixtures("folder")
def test_a_process_reads_its_secrets_from_files() -> None:
    settings = read(Opening)

    assert settings.database_url.get_secret_value() == FILES["database_url"]
    assert settings.master_key.get_secret_value() == b"m" * 32
    assert settings.port == 8080


def test_a_file_is_found_by_its_name_in_capitals_too(folder: Path) -> None:
    (folder / "master_key").rename(folder / "MASTER_KEY")

    assert read(Opening).master_key.get_secret_value() == b"m" * 32


@pytest.mark.usefixtures("folder")
def test_a_variable_comes_before_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MASTER_KEY", base64.b64encode(b"v" * 32).decode())

    assert read(Opening).master_key.get_secret_value() == b"v" * 32


def test_without_a_file_the_setting_is_named(folder: Path) -> None:
    (folder / "index_key").unlink()

    assert refused() == "The setting INDEX_KEY is wrong: Field required."


def test_a_file_that_holds_no_key_is_named_by_its_setting(folder: Path) -> None:
    (folder / "master_key").write_text("canary")

    assert refused() == "The setting MASTER_KEY is wrong: 32 bytes in base64 are needed."


def test_a_file_that_is_no_text_is_named_by_its_setting(folder: Path) -> None:
    (folder / "database_url").write_bytes(b"canary\xff\xfe")

    assert refused() == "The setting DATABASE_URL is wrong: it cannot be read."


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("elsewhere", ["gone", "database_url"])
def test_a_folder_that_is_none_is_named_by_its_setting(
    folder: Path, monkeypatch: pytest.MonkeyPatch, elsewhere: str
) -> None:
    monkeypatch.setenv("SECRETS_DIR", str(folder / elsewhere))

    assert refused() == "The setting SECRETS_DIR is wrong: there is no such folder."


def test_a_folder_that_is_not_named_is_not_missed_and_none_is_read(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    (folder / "port").write_text("1")
    for name, value in FILES.items():
        monkeypatch.setenv(name.upper(), value)
    monkeypatch.setenv("SECRETS_DIR", "")
    assert read(Opening).port == 8080

    monkeypatch.delenv("SECRETS_DIR")
    assert read(Opening).port == 8080


def test_what_administers_is_read_from_files_too(folder: Path) -> None:
    (folder / "kafka_admin_password").write_text("canary")
    chosen = stack.read()
    assert chosen.kafka_admin_password.get_secret_value() == "canary"
    assert chosen.server == FILES["database_url"]

    (folder / "postgres_port").write_text("canary")
    with pytest.raises(StackProblem, match=r"^The setting POSTGRES_PORT is wrong: [^:]*\.$") as wrong:
        stack.read()
    assert "canary" not in str(wrong.value)
