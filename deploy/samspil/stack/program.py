"""One of our own processes: ``python -m …`` that answers ``/readyz`` when it is ready."""

import sys
import time
from collections.abc import Mapping
from pathlib import Path

import httpx2

from samspil.stack import ports
from samspil.stack.problem import Ended, StackProblem
from samspil.stack.process import Child
from samspil.stack.tools import Tell, silent

READY_WITHIN = 40.0


class Program:
    """``port`` is where it answers, ``setting`` the variable that moves it."""

    def __init__(
        self, name: str, module: str, env: Mapping[str, str], *, port: int, setting: str, log: Path
    ) -> None:
        self.name = name
        self.address = f"http://{ports.HOST}:{port}"
        self._port = port
        self._setting = setting
        self._child = Child(name, [sys.executable, "-m", module], log=log, env=env)

    @property
    def alive(self) -> bool:
        """Whether its process runs."""
        return self._child.alive

    def start(self, tell: Tell = silent) -> None:
        """Start it and wait until it says that it is ready.

        Raises ``StackProblem`` when the port is busy, it ends, or it is not ready in time.
        """
        ports.require_free(self._port, self.name, self._setting)
        self._child.start()
        until = time.monotonic() + READY_WITHIN
        while not self._is_ready():
            if not self._child.alive:
                raise Ended(f"{self.name} ended while it started: {self.last_words()}")
            if time.monotonic() > until:
                self._child.stop()
                raise StackProblem(f"{self.name} was not ready in {READY_WITHIN:.0f} s: {self.last_words()}")
            time.sleep(0.1)

    def stop(self) -> None:
        """Ask it to end, and see that it does."""
        self._child.stop()

    def last_words(self) -> str:
        """The last line of its log, and where that is."""
        return f"{self._child.last_words()} (log: {self._child.log})"

    def _is_ready(self) -> bool:
        try:
            return (
                httpx2.get(f"{self.address}/readyz", timeout=2, trust_env=False).status_code
                == httpx2.codes.OK
            )
        except httpx2.HTTPError:
            return False
