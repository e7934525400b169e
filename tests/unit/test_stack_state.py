"""The state folder and the settings of the stack: what is kept, and what is refused in one sentence."""

import base64
from pathlib import Path
from types import SimpleNamespace

import pytest

from samspil.stack import settings
from samspil.stack.problem import StackProblem
from samspil.stack.state import State


def test_secrets_are_made_once_and_stay(tmp_path: Path) -> None:
    first = State(tmp_path / "state")
    made = (first.password("referral"), first.password("overview"), first.key("master"))
    first.close()

    again = State(tmp_path / "state")

    assert (again.password("referral"), again.password("overview"), again.key("master")) == made
    assert len(set(made)) == 3
    again.close()


def test_a_key_is_32_bytes(tmp_path: Path) -> None:
    held = State(tmp_path)

    assert len(base64.b64decode(held.key("master"))) == 32
    held.close()


def test_nobody_else_reads_the_secrets(tmp_path: Path) -> None:
    held = State(tmp_path)
    held.password("referral")

    assert (tmp_path / "secrets.json").stat().st_mode & 0o777 == 0o600
    held.close()


def test_two_starts_do_not_share_a_folder(tmp_path: Path) -> None:
    held = State(tmp_path)

    with pytest.raises(StackProblem, match="already runs from"):
        State(tmp_path)
    held.close()


def test_too_little_room_is_told_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.disk_usage", lambda _: SimpleNamespace(free=120 << 20))

    with pytest.raises(StackProblem, match="Only 120 MB are free"):
        State(tmp_path)


def test_a_port_that_is_none_is_refused_by_the_name_of_its_setting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OVERVIEW_PORT", "eighty")

    with pytest.raises(StackProblem, match=r"^The setting OVERVIEW_PORT is wrong"):
        settings.read()


def test_a_kafka_of_yours_needs_an_administrator(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KAFKA_BOOTSTRAP_SERVERS", "kafka.example:9093")

    with pytest.raises(StackProblem, match="KAFKA_ADMIN_USERNAME"):
        settings.read()


def test_more_workers_than_partitions_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PLAN_WORKERS", "3")
    monkeypatch.setenv("KAFKA_PARTITIONS", "3")
    assert settings.read().plan_workers == 3

    monkeypatch.setenv("KAFKA_PARTITIONS", "2")
    with pytest.raises(StackProblem, match=r"PLAN_WORKERS is above KAFKA_PARTITIONS \(2\)"):
        settings.read()


def test_an_empty_setting_is_no_setting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OVERVIEW_PORT", "")

    assert settings.read().overview_port == 8080


def test_a_full_disk_is_told_from_one_with_room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    held = State(tmp_path)
    assert not held.is_full

    monkeypatch.setattr("shutil.disk_usage", lambda _: SimpleNamespace(free=4096))

    assert held.is_full
    held.close()


def test_a_state_folder_from_before_the_key_of_requests_is_given_one(tmp_path: Path) -> None:
    earlier = State(tmp_path)
    kept = earlier.key("master")
    earlier.close()

    later = State(tmp_path)
    made = later.key("request")

    assert made not in {kept, later.key("index")}
    assert later.key("master") == kept
    later.close()
    again = State(tmp_path)
    assert again.key("request") == made
    again.close()


def test_what_an_earlier_start_left_open_is_closed(tmp_path: Path) -> None:
    inner = tmp_path / "kafka" / "data"
    inner.mkdir(parents=True)
    (inner / "0.log").write_text("said")
    (inner / "run").write_text("")
    for path, mode in ((tmp_path, 0o777), (inner, 0o755), (inner / "0.log", 0o664), (inner / "run", 0o755)):
        path.chmod(mode)
    (tmp_path / "elsewhere").symlink_to("/usr")

    State(tmp_path).close()

    assert tmp_path.stat().st_mode & 0o066 == 0
    assert [path.stat().st_mode & 0o777 for path in (inner, inner / "0.log", inner / "run")] == [
        0o700,
        0o600,
        0o700,
    ]
    assert Path("/usr").stat().st_mode & 0o055
