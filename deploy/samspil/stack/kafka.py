"""The embedded Kafka: one KRaft node on 127.0.0.1, SCRAM users and ACLs on."""

import base64
import os
import string
import subprocess
import time
import uuid
from pathlib import Path

from samspil.stack import downloads, ports, tools
from samspil.stack.downloads import HERE, Program
from samspil.stack.problem import Ended, StackProblem
from samspil.stack.process import Child
from samspil.stack.tools import Tell, silent

KAFKA = Program("kafka", "4.3.1")
ADMIN = "admin"
"""The user that makes topics, users and ACLs; services have their own."""

READY_WITHIN = 40.0


class Kafka:
    """One broker whose data and settings live in ``folder``, and its log beside it.

    ``admin_password`` and ``broker_password`` hold for the life of the folder.
    """

    name = "kafka"

    def __init__(
        self, folder: Path, port: int, controller_port: int, *, admin_password: str, broker_password: str
    ) -> None:
        self.port = port
        self.bootstrap = f"{ports.HOST}:{port}"
        self.admin_password = admin_password
        self._folder = folder
        self._data = folder / "data"
        self._settings = folder / "server.properties"
        self._controller_port = controller_port
        self._broker_password = broker_password
        self._java = ""
        self._jars = Path()
        self._child: Child | None = None

    def start(self, tell: Tell = silent) -> None:
        """Download it when needed, format its folder the first time, start it, wait until it answers.

        Raises ``StackProblem`` when a tool is missing, a port is busy or the broker ends.
        """
        self._java = tools.java(tell)
        self._jars = downloads.fetch(KAFKA, tell)
        ports.require_free(self.port, "Kafka", "KAFKA_PORT")
        ports.require_free(self._controller_port, "Kafka's controller", "KAFKA_CONTROLLER_PORT")
        self._folder.mkdir(parents=True, exist_ok=True)
        self._write_settings()
        if not (self._data / "meta.properties").exists():
            self._format()
        self._child = Child("kafka", self._command("kafka.Kafka", str(self._settings)), log=self.log)
        self._child.start()
        self._wait_until_ready(self._child)

    @property
    def log(self) -> Path:
        """Where the broker writes."""
        return self._folder.with_suffix(".log")

    @property
    def address(self) -> str:
        """Where clients find it."""
        return self.bootstrap

    @property
    def alive(self) -> bool:
        """Whether the broker runs."""
        return self._child is not None and self._child.alive

    @property
    def pid(self) -> int | None:
        """The broker's process id while it runs."""
        return self._child.pid if self._child else None

    def stop(self) -> None:
        """End it cleanly."""
        if self._child:
            self._child.stop(timeout=30)

    def last_words(self) -> str:
        """The last line of its log, and where that is."""
        return f"{self._child.last_words() if self._child else ''} (log: {self.log})"

    def kill(self) -> None:
        """End it as a power cut would."""
        if self._child:
            self._child.kill()

    def _write_settings(self) -> None:
        self._settings.touch(mode=0o600)  # it holds passwords
        self._settings.write_text(
            server_properties(
                self.port, self._controller_port, data=self._data, broker_password=self._broker_password
            )
        )

    def _format(self) -> None:
        # Passwords go by file, not on the process list; the tool prints keys, so nobody hears it.
        arguments = self._folder / "format.args"
        arguments.touch(mode=0o600)
        arguments.write_text(
            format_arguments(
                self._settings, admin_password=self.admin_password, broker_password=self._broker_password
            )
        )
        try:
            done = subprocess.run(
                self._command("kafka.tools.StorageTool", f"@{arguments}"), capture_output=True, check=False
            )
        finally:
            arguments.unlink()
        if done.returncode:
            raise StackProblem(f"Kafka could not format its folder {self._data} (is the disk full?).")

    def _command(self, main_class: str, *arguments: str) -> list[str]:
        return [
            self._java,
            *(
                "-Xms64m",
                "-Xmx384m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:+ExitOnOutOfMemoryError",
            ),
            "-Djava.awt.headless=true",
            f"-Dlog4j2.configurationFile={HERE / 'kafka.log4j2.properties'}",
            *("-cp", f"{self._jars}{os.sep}*", main_class, *arguments),
        ]

    def _wait_until_ready(self, child: Child) -> None:
        until = time.monotonic() + READY_WITHIN
        while not ports.answers(self.port):
            if not child.alive:
                raise Ended(f"Kafka ended while it started: {self.last_words()}")
            if time.monotonic() > until:
                raise StackProblem(f"Kafka did not answer within {READY_WITHIN:.0f} s (log: {self.log}).")
            time.sleep(0.05)


def server_properties(port: int, controller_port: int, *, data: Path, broker_password: str) -> str:
    """What the broker reads when it starts."""
    template = string.Template((HERE / "kafka.server.properties").read_text())
    return template.substitute(
        port=port, controller_port=controller_port, data=data, broker_password=broker_password
    )


def format_arguments(settings: Path, *, admin_password: str, broker_password: str) -> str:
    """What the tool that formats a new folder reads, a word a line: the cluster's id and its first users."""
    words = ["format", "--cluster-id", _new_cluster_id(), "--config", str(settings), "--standalone"]
    for user, password in (("broker", broker_password), (ADMIN, admin_password)):
        words += ["--add-scram", f"SCRAM-SHA-256=[name={user},password={password}]"]
    return "".join(f"{word}\n" for word in [*words, "--ignore-formatted"])


def _new_cluster_id() -> str:
    """22 characters, as Kafka makes them: never beginning with the dash that its tool takes for an option."""
    while True:
        made = base64.urlsafe_b64encode(uuid.uuid4().bytes).rstrip(b"=").decode()
        if not made.startswith("-"):
            return made
