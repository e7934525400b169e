"""Processes of ours that begin with their code loaded: forked from one process that loaded it once.

To load it is most of what a start costs, and a whole system is a dozen starts. From there on such a process
does what ``python -m MODULE`` does. Whatever is started again is started as ``make up`` would start it.
"""

import ctypes
import gc
import json
import os
import runpy
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from importlib import import_module
from pathlib import Path

from samspil.stack.process import Child
from samspil.stack.processes import PROCESSES

LIBC = ctypes.CDLL(None)
DEATH_SIGNAL = 1
"""Linux' ``PR_SET_PDEATHSIG``: a child ends when the one that forked it does."""
ANSWERS_WITHIN = 40.0


class Nursery:
    """The process that has the code; ``folder`` holds its log and where it is asked."""

    def __init__(self, folder: Path) -> None:
        self._door = folder / "nursery"
        command = [sys.executable, "-m", "samspil.testkit.nursery", str(self._door)]
        self._process = Child("nursery", command, log=folder / "nursery.log")
        self._one_at_a_time = threading.Lock()

    def start(self) -> None:
        """Start it; whoever asks before it has loaded everything waits."""
        self._process.start()
        self._line = socket.socket(socket.AF_UNIX)
        until = time.monotonic() + ANSWERS_WITHIN
        while self._line.connect_ex(str(self._door)):
            if not self._process.alive or time.monotonic() > until:
                raise AssertionError(f"no nursery: {self._process.last_words()}")
            time.sleep(0.01)  # it says nothing before it can be asked
        self._talk = self._line.makefile("rw")

    def child(self, name: str, module: str, *, log: Path, env: Mapping[str, str]) -> Child:
        """What ``python -m MODULE`` runs, not yet started."""
        return _Nursed(self, name, module, log=log, env=env)

    def fork(self, module: str, log: Path, env: Mapping[str, str]) -> "Forked":
        """Begin a process."""
        told = {"module": module, "log": str(log), "env": dict(env)}
        pid = self.ask(told)
        assert pid is not None  # noqa: S101  # its answer to this
        return Forked(self, module, pid)

    def ask(self, what: object) -> int | None:
        """A process id of what is begun, or how the process with this id ended, if it has."""
        with self._one_at_a_time:
            self._talk.write(f"{json.dumps(what)}\n")
            self._talk.flush()
            answer: int | None = json.loads(self._talk.readline())
        return answer

    def close(self) -> None:
        """End it, and with it what it forked."""
        self._process.kill()
        self._talk.close()
        self._line.close()


class Forked(subprocess.Popen[bytes]):
    """A child of the nursery's; only the nursery is told how it ended."""

    def __init__(self, nursery: Nursery, module: str, pid: int) -> None:
        self._nursery = nursery
        self.args = module
        self.pid = pid
        self.returncode: int | None = None

    def poll(self) -> int | None:
        """How it ended, if it has."""
        if self.returncode is None:
            self.returncode = self._nursery.ask(self.pid)
        return self.returncode

    def wait(self, timeout: float | None = None) -> int:
        """Wait until it has ended."""
        until = None if timeout is None else time.monotonic() + timeout
        while (status := self.poll()) is None:
            if until is not None and time.monotonic() > until:
                raise subprocess.TimeoutExpired(self.args, timeout or 0)
            time.sleep(0.002)  # only its parent is told when it ends, and each look asks the parent
        return status


class _Nursed(Child):
    """Forked the first time, and a program of its own whenever it is started again."""

    def __init__(
        self, nursery: Nursery, name: str, module: str, *, log: Path, env: Mapping[str, str]
    ) -> None:
        super().__init__(name, [sys.executable, "-m", module], log=log, env=env)
        self._nursery: Nursery | None = nursery
        self._begins = module, log, env

    def _fork(self) -> subprocess.Popen[bytes]:
        nursery, self._nursery = self._nursery, None
        return nursery.fork(*self._begins) if nursery else super()._fork()


def main(door: str) -> None:
    """Load everything, then fork whoever is asked for, until nobody can ask any more."""
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(door)
        listening.listen()
        for process in PROCESSES.values():
            module = import_module(process.module)
            if hasattr(module, "__path__"):
                import_module(f"{process.module}.__main__")
        gc.freeze()  # what is loaded stays shared
        line, _ = listening.accept()
    me = os.getpid()
    with line, line.makefile("rw") as talk:
        for asked in map(json.loads, talk):
            if isinstance(asked, int):
                ended, status = os.waitpid(asked, os.WNOHANG)
                answer = os.waitstatus_to_exitcode(status) if ended else None
            else:
                answer = os.fork()
                if answer == 0:
                    break
            talk.write(f"{json.dumps(answer)}\n")
            talk.flush()
        else:
            return
    _end_with(me)
    _become(**asked)


def _end_with(parent: int) -> None:
    """Whoever had died before it was asked for sends no signal."""
    if hasattr(LIBC, "prctl"):
        LIBC.prctl(DEATH_SIGNAL, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(1)


def _become(module: str, log: str, env: dict[str, str]) -> None:
    """Run the module as the interpreter would have, had it been started for it alone."""
    os.setsid()
    for number, name, how in ((0, os.devnull, os.O_RDONLY), (1, log, os.O_WRONLY | os.O_APPEND | os.O_CREAT)):
        opened = os.open(name, how)
        os.dup2(opened, number)
        os.close(opened)
    os.dup2(1, 2)
    os.environ.clear()
    os.environ.update(env)
    for loaded in (module, f"{module}.__main__"):
        sys.modules.pop(loaded, None)
    sys.argv = [module]
    runpy.run_module(module, run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    main(sys.argv[1])
