"""``make compose`` and ``make compose-test`` say what is missing, and else start."""

import subprocess
from pathlib import Path

import pytest

from containers.__main__ import NO_ENGINE, main
from repository import ROOT


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A machine with a shell and little else."""
    for name in ("sh", "dirname"):
        (tmp_path / name).symlink_to(f"/usr/bin/{name}")
    return tmp_path


def program(folder: Path, name: str, script: str) -> None:
    (folder / name).write_text(f"#!/bin/sh\n{script}\n")
    (folder / name).chmod(0o755)


def compose(path: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [ROOT / "deploy/compose"], env={"PATH": str(path)}, capture_output=True, text=True, check=False
    )


DOCKER_ALONE = '[ "$1" = info ] && exit 0; [ "$1" = compose ] && exit 1; exit 0'
DOCKER_WITH_V2 = 'case "$*" in "compose version"|info) exit 0;; *) echo "docker $*"; esac'
ASLEEP = '[ "$1" = info ] && exit 1; exit 0'


def refused(path: Path) -> str:
    done = compose(path)
    assert done.returncode == 1
    assert done.stdout == ""
    assert done.stderr.count("\n") == 1
    return done.stderr


def test_without_docker_it_says_how_to_get_it(path: Path) -> None:
    assert refused(path).startswith("Samspil in containers needs Docker: install it")


def test_without_compose_it_says_how_to_get_it(path: Path) -> None:
    program(path, "docker", DOCKER_ALONE)

    assert refused(path).startswith("Samspil in containers needs Compose: install it")


def test_where_the_engine_does_not_answer_it_says_what_to_try(path: Path) -> None:
    program(path, "docker", ASLEEP)

    assert "start it (sudo systemctl start docker), or join its group" in refused(path)


def test_the_newer_compose_comes_before_the_older(path: Path) -> None:
    program(path, "docker", DOCKER_WITH_V2)
    program(path, "docker-compose", 'echo "docker-compose $*"')

    assert compose(path).stdout == "docker compose up --build\n"


def test_the_older_compose_will_do(path: Path) -> None:
    program(path, "docker", DOCKER_ALONE)
    program(path, "docker-compose", '[ "$1" = version ] || echo "docker-compose $*"')

    assert compose(path).stdout == "docker-compose up --build\n"


def test_where_nothing_could_be_tested_that_is_said_and_is_no_success(
    path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PATH", str(path))

    assert main() == NO_ENGINE != 0
    assert capsys.readouterr().out == "NOT TESTED: there is no docker client here.\n"

    program(path, "docker", "exit 1")
    assert main() == NO_ENGINE
    assert capsys.readouterr().out == "NOT TESTED: no engine runs here and dockerd is not installed.\n"
