"""The embedded Zipkin: traces of this machine, kept in memory, shown at /zipkin/."""

import time
from pathlib import Path

from samspil.stack import downloads, ports, tools
from samspil.stack.downloads import Program
from samspil.stack.problem import Ended, StackProblem
from samspil.stack.process import Child
from samspil.stack.tools import Tell, silent

ZIPKIN = Program("zipkin", "3.6.1")

READY_WITHIN = 40.0


class Zipkin:
    """One Zipkin on 127.0.0.1 that writes its log to ``log``."""

    name = "zipkin"

    def __init__(self, log: Path, port: int) -> None:
        self.port = port
        self.log = log
        self.endpoint = f"http://{ports.HOST}:{port}/api/v2/spans"
        self.address = f"http://{ports.HOST}:{port}/zipkin/"
        self._child: Child | None = None

    def start(self, tell: Tell = silent) -> None:
        """Download it when needed, start it, wait until it answers.

        Raises ``StackProblem`` when a tool is missing, the port is busy or it ends.
        """
        java = tools.java(tell)
        (jar,) = downloads.fetch(ZIPKIN, tell).glob("*.jar")
        ports.require_free(self.port, "Zipkin", "ZIPKIN_PORT")
        # These three keep it on this machine; its own --server.port would listen to everybody.
        listen = (
            f"--armeria.ports[0].ip={ports.HOST}",
            f"--armeria.ports[0].port={self.port}",
            "--armeria.ports[0].protocols[0]=http",
        )
        command = [java, "-Xmx256m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-jar", str(jar), *listen]
        self._child = Child("zipkin", command, log=self.log)
        self._child.start()
        until = time.monotonic() + READY_WITHIN
        while not ports.answers(self.port):
            if not self._child.alive:
                raise Ended(f"Zipkin ended while it started: {self.last_words()}")
            if time.monotonic() > until:
                raise StackProblem(f"Zipkin did not answer within {READY_WITHIN:.0f} s (log: {self.log}).")
            time.sleep(0.05)

    @property
    def alive(self) -> bool:
        """Whether it runs."""
        return self._child is not None and self._child.alive

    def stop(self) -> None:
        """End it."""
        if self._child:
            self._child.stop()

    def last_words(self) -> str:
        """The last line of its log, and where that is."""
        return f"{self._child.last_words() if self._child else ''} (log: {self.log})"
