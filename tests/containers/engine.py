"""A container engine: the one that runs, or one of our own for as long as the test takes."""

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from containers.shell import Failed, run, say

STARTS_WITHIN = 60.0
STOPS_WITHIN = 60.0

CLOSED = (
    # Nothing of the machine's own network is changed, so containers have no way out.
    *("--iptables=false", "--ip6tables=false", "--ip-masq=false"),
    *("--bip", "10.203.0.1/24", "--default-address-pool", "base=10.204.0.0/16,size=24"),
)


class NoEngine(Exception):
    """There is none, and none can be started; its text says why."""


class Docker:
    """The client of one engine."""

    def __init__(self, host: str | None = None) -> None:
        self._env = {**os.environ, "DOCKER_BUILDKIT": "0", **({"DOCKER_HOST": host} if host else {})}

    def __call__(self, *words: str | Path, within: float = 1200) -> str:
        """What ``docker …`` prints."""
        return run("docker", *words, env=self._env, within=within).strip()

    def answers(self) -> bool:
        """Whether the engine runs."""
        return self._succeeds("version")

    def has(self, image: str) -> bool:
        """Whether the image is at hand."""
        return self._succeeds("image", "inspect", image)

    def _succeeds(self, *words: str) -> bool:
        try:
            self(*words)
        except Failed:
            return False
        return True

    def compose(self, *words: str | Path) -> str:
        """What Compose prints, v2 where it is, else the older one."""
        v2 = subprocess.run(
            ["docker", "compose", "version"], env=self._env, capture_output=True, check=False
        ).returncode
        command = ["docker-compose"] if v2 else ["docker", "compose"]
        return run(*command, *words, env=self._env).strip()


@contextmanager
def engine(folder: Path) -> Iterator[Docker]:
    """An engine to test with. Raises ``NoEngine``."""
    if shutil.which("docker") is None:
        raise NoEngine("there is no docker client here")
    there = Docker()
    if there.answers():
        say("engine: the one that runs here")
        yield there
    else:
        with _own(folder) as own:
            yield own


@contextmanager
def _own(folder: Path) -> Iterator[Docker]:
    if shutil.which("dockerd") is None:
        raise NoEngine("no engine runs here and dockerd is not installed")
    if os.geteuid() != 0:
        raise NoEngine("no engine runs here, and only root may start one")
    bridge_before = _bridge()
    driver = _driver(folder)
    host, pid_file = f"unix://{folder / 'docker.sock'}", folder / "dockerd.pid"
    places = ("--data-root", str(folder / "data"), "--exec-root", str(folder / "exec"))
    with (folder / "dockerd.log").open("w") as log:
        started = subprocess.Popen(
            ["dockerd", "--storage-driver", driver, *places, "-H", host, "-p", str(pid_file), *CLOSED],
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        docker = Docker(host)
        _wait_until_up(docker, started, folder)
        say(f"engine: our own, {docker('version', '--format', '{{.Server.Version}}')}, {driver}")
        yield docker
    finally:
        if started.poll() is None:
            os.kill(int(pid_file.read_text()) if pid_file.exists() else started.pid, signal.SIGTERM)
        started.wait(STOPS_WITHIN)
        for left in (folder / "exec" / "netns").glob("*"):  # a mount that would keep the folder
            subprocess.run(["umount", left], capture_output=True, check=False)
        if not bridge_before:
            subprocess.run(["ip", "link", "delete", "docker0"], capture_output=True, check=False)


def _wait_until_up(docker: Docker, started: subprocess.Popen[bytes], folder: Path) -> None:
    until = time.monotonic() + STARTS_WITHIN
    while not docker.answers():
        if started.poll() is not None or time.monotonic() > until:
            last = (folder / "dockerd.log").read_text().splitlines()[-3:]
            raise NoEngine("dockerd does not run here: " + " ".join(last))
        time.sleep(0.5)


def _bridge() -> bool:
    return Path("/sys/class/net/docker0").exists()


def _driver(folder: Path) -> str:
    """``overlay2`` shares layers; where the kernel cannot, ``vfs`` copies them."""
    lower, upper, work, merged = (folder / name for name in ("lower", "upper", "work", "merged"))
    for place in (lower, upper, work, merged):
        place.mkdir()
    options = f"lowerdir={lower},upperdir={upper},workdir={work}"
    tried = subprocess.run(
        ["mount", "-t", "overlay", "overlay", "-o", options, str(merged)], capture_output=True, check=False
    )
    if tried.returncode:
        return "vfs"
    subprocess.run(["umount", str(merged)], check=True)
    return "overlay2"
