"""Each container is handed the files that it needs: those of its process, and of no other."""

import json
from pathlib import Path

import pytest

from samspil.stack.hand_out import RECEIVERS, hand_out
from samspil.stack.settings import Settings
from samspil.stack.state import State, password_in

CHOSEN = Settings.model_construct()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where the volumes of all are mounted."""
    for name in RECEIVERS:
        (tmp_path / "handed" / name).mkdir(parents=True)
    return tmp_path / "handed"


@pytest.fixture
def made(folder: Path, tmp_path: Path) -> dict[str, str]:
    """What was handed out from a fresh state folder: all the secrets that there are."""
    state = State(tmp_path / "state")
    hand_out(folder, CHOSEN, state)
    state.close()
    kept: dict[str, str] = json.loads((tmp_path / "state" / "secrets.json").read_text())
    return kept


def files(folder: Path) -> dict[str, str]:
    return {str(one.relative_to(folder)): one.read_text() for one in folder.rglob("*") if one.is_file()}


def test_a_process_finds_a_file_for_each_of_its_secrets(folder: Path, made: dict[str, str]) -> None:
    assert files(folder / "plan-worker").keys() == {"database_url", "kafka_password"}
    assert files(folder / "jobcenter-bridge-web").keys() == {
        *("database_url", "keyring_database_url", "master_key", "index_key"),
        "request_key",
    }
    assert files(folder / "jobcenter-sandbox") == {
        "jobcenter_api_key": made["password.jobcenter"],
        "jobcenter_client_secret": made["password.jobcenter.client"],
    }
    assert files(folder / "overview-web").keys() == {
        *("database_url", "keyring_database_url", "master_key", "index_key", "request_key"),
        "access_log_database_url",
    }
    assert (folder / "overview-web" / "master_key").read_text() == made["key.master"]


def test_no_secret_is_found_where_it_is_not_needed(folder: Path, made: dict[str, str]) -> None:
    found = {
        name: {file.partition("/")[0] for file, content in files(folder).items() if secret in content}
        for name, secret in made.items()
    }

    keyed = {"referral-web", "plan-web", "overview-web"}
    bridges = {f"{one}-bridge-{kind}" for one in ("jobcenter", "region") for kind in ("web", "worker")}
    assert found == {
        "key.master": keyed | bridges,
        "key.index": keyed | bridges,
        "key.request": keyed | {"region-bridge-web", "jobcenter-bridge-web"},
        "password.kafka.admin": {"kafka", "prepare"},
        "password.kafka.broker": {"kafka"},
        "password.postgres": {"postgres", "prepare"},
        "password.access-log": {"overview-web", "prepare"},
        "password.keyring": {"prepare"},
        "password.jobcenter": {"jobcenter-bridge-worker", "jobcenter-sandbox"},
        "password.jobcenter.client": {"jobcenter-bridge-worker", "jobcenter-sandbox"},
        **{
            f"password.{service}": {f"{service}-web", f"{service}-worker", "prepare"}
            for service in ("referral", "plan", "jobcenter-bridge", "region-bridge", "overview")
        },
    }


def test_the_step_reads_its_passwords_as_without_containers(folder: Path, made: dict[str, str]) -> None:
    assert password_in(folder / "prepare", "kafka.admin") == made["password.kafka.admin"]


@pytest.mark.usefixtures("made")
def test_whoever_the_process_is_in_its_container_it_can_read_and_not_write(folder: Path) -> None:
    modes = {one.stat().st_mode & 0o777 for one in folder.rglob("*") if one.is_file()}

    assert modes == {0o444}


def test_handing_out_again_changes_no_secret_and_takes_back_what_nobody_needs_any_more(
    folder: Path, made: dict[str, str], tmp_path: Path
) -> None:
    before = files(folder)
    (folder / "plan-worker" / "master_key").write_text(made["key.master"])

    state = State(tmp_path / "state")
    hand_out(folder, CHOSEN, state)
    state.close()

    def but_for_the_cluster(found: dict[str, str]) -> dict[str, str]:
        return {name: content for name, content in found.items() if name != "kafka/format.args"}

    assert but_for_the_cluster(files(folder)) == but_for_the_cluster(before)


@pytest.mark.usefixtures("made")
def test_kafka_is_formatted_with_the_users_that_must_be_there_before_it_answers(
    folder: Path, made: dict[str, str]
) -> None:
    words = (folder / "kafka" / "format.args").read_text().splitlines()

    assert words[0] == "format"
    assert words[words.index("--config") + 1] == "/secrets/server.properties"
    assert [word for word in words if word.startswith("SCRAM")] == [
        f"SCRAM-SHA-256=[name={user},password={made[f'password.kafka.{user}']}]"
        for user in ("broker", "admin")
    ]
    assert "log.dirs=/var/lib/kafka/data\n" in (folder / "kafka" / "server.properties").read_text()
