"""The supervisor with toy children: a dead one comes back, one that will not stay up ends it all."""

import asyncio
import os
import shutil
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from samspil.stack.problem import StackProblem
from samspil.stack.process import Child
from samspil.stack.supervisor import MEMORY, Condition, Supervisor, pause_before_restart
from samspil.stack.tools import Tell


class Toy:
    """A part that is a shell command."""

    address = "nowhere"

    def __init__(self, name: str, command: str, folder: Path) -> None:
        self.name = name
        self.child = Child(name, ["sh", "-c", command], log=folder / f"{name}.log")
        self.stopped_at: float | None = None

    @property
    def alive(self) -> bool:
        return self.child.alive

    def start(self, tell: Tell) -> None:
        tell("starting a toy")
        self.child.start()

    def stop(self) -> None:
        self.child.stop()
        self.stopped_at = time.monotonic()

    def last_words(self) -> str:
        return self.child.last_words()


class Heard(list[tuple[str, Condition]]):
    """What a supervisor told."""

    def __call__(self, part: str, condition: Condition, _word: str) -> None:
        self.append((part, condition))


@pytest.fixture
def heard() -> Heard:
    return Heard()


async def wait_until(what: Callable[[], bool], within: float = 5) -> None:
    async with asyncio.timeout(within):
        while not what():
            await asyncio.sleep(0.02)


async def test_a_dead_child_is_started_again_at_once(tmp_path: Path, heard: Heard) -> None:
    toy = Toy("toy", "exec sleep 60", tmp_path)
    supervisor = Supervisor(heard)
    await supervisor.start(toy)
    keeping = asyncio.create_task(supervisor.keep())
    first = toy.child.pid
    assert first is not None

    os.kill(first, signal.SIGKILL)

    await wait_until(lambda: toy.child.pid not in (None, first), within=2)
    keeping.cancel()
    await supervisor.stop()
    assert ("toy", Condition.RESTARTING) in heard
    assert not toy.alive


async def test_a_child_that_will_not_stay_up_ends_it_all_with_its_last_words(
    tmp_path: Path, heard: Heard, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("samspil.stack.supervisor.PAUSES", (0.0, 0.01, 0.01, 0.01))
    good = Toy("good", "exec sleep 60", tmp_path)
    bad = Toy("bad", "echo no disk left; exit 3", tmp_path)
    supervisor = Supervisor(heard)
    await supervisor.start(good, bad)

    with pytest.raises(StackProblem, match=r"^bad will not stay up: no disk left"):
        await asyncio.wait_for(supervisor.keep(), 10)

    await supervisor.stop()
    assert heard.count(("bad", Condition.READY)) == 5  # the first start and four more
    assert not good.alive


def test_four_deaths_in_half_a_minute_are_borne_and_the_fifth_is_not() -> None:
    deaths: list[float] = []

    pauses = [pause_before_restart(deaths, now) for now in (0.0, 1.0, 2.0, 3.0, 4.0)]

    assert pauses[0] == 0
    assert None not in pauses[:4]
    assert pauses[:4] == sorted(pauses[:4], key=lambda pause: pause or 0)
    assert pauses[4] is None


def test_a_death_is_forgotten_after_half_a_minute() -> None:
    deaths = [0.0, 1.0, 2.0, 3.0]

    assert pause_before_restart(deaths, MEMORY + 3.5) == 0


async def test_what_was_started_last_is_stopped_first(tmp_path: Path, heard: Heard) -> None:
    below, above = (Toy(name, "exec sleep 60", tmp_path) for name in ("below", "above"))
    supervisor = Supervisor(heard)
    await supervisor.start(below)
    await supervisor.start(above)

    await supervisor.stop()

    assert above.stopped_at is not None
    assert below.stopped_at is not None
    assert above.stopped_at < below.stopped_at


async def test_a_child_that_does_not_listen_is_killed(tmp_path: Path) -> None:
    command = "trap '' TERM; echo up; while :; do sleep 0.1; done"
    deaf = Child("deaf", ["sh", "-c", command], log=tmp_path / "log")
    deaf.start()
    await wait_until(lambda: deaf.last_words() == "up")

    deaf.stop(timeout=0.3)

    assert deaf.exit_status == -signal.SIGKILL


@pytest.fixture(params=["at once", "late"])
def orphanage(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[subprocess.Popen[str]]:
    """Another process that started a child with ours, and tells its process id before it is guarded."""
    late = tmp_path / "setpriv"
    late.write_text(f'#!/bin/sh\nsleep 0.3\nexec {shutil.which("setpriv")} "$@"\n')
    late.chmod(0o700)
    path = f"{tmp_path}:{os.environ['PATH']}" if request.param == "late" else os.environ["PATH"]
    program = f"""
        import time
        from pathlib import Path
        from samspil.stack.process import Child
        child = Child("toy", ["sleep", "60"], log=Path({str(tmp_path)!r}) / "log")
        child.start()
        print(child.pid, flush=True)
        time.sleep(60)
    """
    command = [sys.executable, "-c", textwrap.dedent(program)]
    env = {**os.environ, "PATH": path}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=env) as parent:
        yield parent
        parent.kill()


async def test_kill_9_of_the_supervisor_leaves_no_orphan(orphanage: subprocess.Popen[str]) -> None:
    assert orphanage.stdout is not None
    child = int(orphanage.stdout.readline())
    assert is_running(child)

    orphanage.kill()

    await wait_until(lambda: not is_running(child))


def is_running(pid: int) -> bool:
    """A process that ended and that nobody has asked about yet is not running."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"
