"""``samspil up`` as people use it: the whole street on free ports, stopped, killed, started again."""

import os
import re
import shutil
import signal
import stat
import subprocess
import sysconfig
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

import httpx2
import pytest

from samspil.cli.journey.steps import STEPS
from samspil.stack import ports
from samspil.stack.settings import Settings

SAMSPIL = str(Path(sysconfig.get_path("scripts")) / "samspil")
PORTS = [name.upper() for name in Settings.model_fields if name.endswith("_port")]

pytestmark = [pytest.mark.connected, pytest.mark.timeout(300)]


@pytest.fixture(scope="module")
def env() -> Iterator[Mapping[str, str]]:
    """A fresh state folder and free ports."""
    folder = Path(tempfile.mkdtemp(prefix="samspil-up-"))
    folder.chmod(0o755)  # PostgreSQL may run as another account
    chosen: set[int] = set()
    while len(chosen) < len(PORTS):
        chosen.add(ports.free_port())
    named = dict(zip(PORTS, map(str, chosen), strict=True))
    yield {**os.environ, **named, "SAMSPIL_STATE": str(folder)}
    shutil.rmtree(folder, ignore_errors=True)


class Up:
    """One run of ``samspil up``; what it prints is kept."""

    def __init__(self, env: Mapping[str, str]) -> None:
        self.printed = Path(env["SAMSPIL_STATE"]) / "printed"
        with self.printed.open("w") as out:
            self.process = subprocess.Popen([SAMSPIL, "up"], env=env, stdout=out, stderr=subprocess.STDOUT)

    def wait_until_up(self, within: float = 120) -> str:
        until = time.monotonic() + within
        while "Samspil is up" not in (text := self.printed.read_text()):
            assert self.process.poll() is None, text
            assert time.monotonic() < until, text
            time.sleep(0.1)
        return text

    def ends(self, within: float = 60) -> int:
        return self.process.wait(within)


def open_to_others(folder: Path) -> list[str]:
    """What lies in the folder and is not its owner's alone; the folder itself nobody else can list."""
    assert folder.stat().st_mode & 0o066 == 0
    seen = []
    for path in folder.rglob("*"):
        with suppress(FileNotFoundError):  # servers throw files away while we look
            seen.append((str(path.relative_to(folder)), path.lstat().st_mode))
    assert len(seen) > 1000
    return [name for name, mode in seen if mode & 0o077 and not stat.S_ISLNK(mode)]


def view(env: Mapping[str, str], citizen: str) -> httpx2.Response:
    """The overview's view of the citizen, asked for with a token from the command."""
    command = [SAMSPIL, "token", "--role", "caseworker", "--sector", "social"]
    bearer = subprocess.run(command, env=env, capture_output=True, text=True, check=True).stdout.strip()
    address = f"http://{ports.HOST}:{env['OVERVIEW_PORT']}/v1/citizens/{citizen}/view"
    return httpx2.get(address, headers={"authorization": f"Bearer {bearer}"}, trust_env=False)


def assert_is_the_journey(view: Any) -> None:
    """Each part of the view as the nine steps left it."""
    assert [one["standing"] for one in view["referrals"]] == ["accepted"]
    assert [bool(one["withdrawn_at"]) for one in view["consents"]] == [True, True, True]
    assert [goal["area"] for goal in view["plan"]["goals"]] == ["employment"]
    assert len(view["stays"]) == len(view["milestones"]) == 1
    assert view["milestones"][0]["started_on"]
    assert len(view["coordination"]["holds"]) == 1
    assert all(one["outcome"] == "acknowledged" for partner in view["told"].values() for one in partner)
    assert [len(view["told"][partner]) for partner in ("jobcenter", "region")] == [2, 2]


def test_what_was_shown_is_still_shown_after_the_whole_tree_was_killed(env: Mapping[str, str]) -> None:
    first = Up(env)
    try:
        played = first.wait_until_up()
        assert re.findall(r"^(\d)  ", played, re.MULTILINE) == [str(n + 1) for n in range(len(STEPS))]
        found = re.search(r"/borgere/(\S+)", played)
        assert found, played
        citizen = found[1]
        shown = view(env, citizen)
        assert shown.status_code == 200
        assert open_to_others(Path(env["SAMSPIL_STATE"])) == []
        assert_is_the_journey(shown.json())
    finally:
        first.process.kill()
        first.ends()

    again = Up(env)
    try:
        assert "/borgere/" not in again.wait_until_up()  # the journey is played once
        assert view(env, citizen).json() == shown.json()
        assert open_to_others(Path(env["SAMSPIL_STATE"])) == []

        again.process.send_signal(signal.SIGTERM)

        assert again.ends() == 0
        assert all(ports.is_free(int(env[port])) for port in PORTS)
    finally:
        again.process.kill()
        again.ends()


def test_a_second_start_from_the_same_folder_is_refused_in_one_sentence(env: Mapping[str, str]) -> None:
    first = Up(env)
    try:
        while (
            not (Path(env["SAMSPIL_STATE"]) / "lock").exists() or "starting" not in first.printed.read_text()
        ):
            time.sleep(0.05)

        second = subprocess.run([SAMSPIL, "up"], env=env, capture_output=True, text=True, check=False)

        assert second.returncode == 1
        assert second.stderr.startswith("samspil: Samspil already runs from")
        assert second.stderr.count("\n") == 1
    finally:
        first.process.send_signal(signal.SIGINT)  # while it is still starting
        assert first.ends() == 0


def test_a_busy_port_ends_the_start_with_one_sentence_and_leaves_nothing_running(
    env: Mapping[str, str],
) -> None:
    other = subprocess.Popen(
        ["python3", "-m", "http.server", env["POSTGRES_PORT"], "--bind", ports.HOST],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        while not ports.answers(int(env["POSTGRES_PORT"])):
            time.sleep(0.05)
        done = subprocess.run([SAMSPIL, "up"], env=env, capture_output=True, text=True, check=False)
    finally:
        other.kill()
        other.wait()

    assert done.returncode == 1
    assert re.fullmatch(r"samspil: Port \d+ is busy and PostgreSQL needs it.*\n", done.stderr)
    assert ports.is_free(int(env["KAFKA_PORT"]))


def test_without_the_stack_a_token_is_refused_in_one_sentence(env: Mapping[str, str]) -> None:
    command = [SAMSPIL, "token", "--role", "caseworker"]

    done = subprocess.run(command, env=env, capture_output=True, text=True, check=False)

    assert done.returncode == 1
    assert re.fullmatch(r"samspil: No token from .*\n", done.stderr)
