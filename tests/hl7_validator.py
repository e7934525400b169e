"""HL7's own validator over messages, in a Java process of its own: what it finds wrong with each."""

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

import pytest

from published import STANDARDS, needs_standards

_HERE = Path(__file__).parent / "conformance" / "validator"
_BUILD = Path(__file__).parents[1] / "build" / "conformance"

needs_java = pytest.mark.skipif(
    shutil.which("mvn") is None or shutil.which("javac") is None,
    reason="needs HL7's validator: install a JDK of version 17 or newer and Maven",
)


def needs_validator(test: type) -> type:
    """Of a class of tests: the published definitions and what runs the validator are there."""
    return needs_java(needs_standards(test))


class Validator:
    """One that runs; it reads the definitions once."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self._process = process
        self.definitions = int(self._line())
        """How many were read."""

    def faults(self, message: bytes) -> list[str]:
        """What is wrong with the message, JSON or XML; nothing with a valid one."""
        assert self._process.stdin is not None
        self._process.stdin.write(b" ".join(message.splitlines()) + b"\n")
        self._process.stdin.flush()
        return [f"{one['at']}: {one['says']}" for one in json.loads(self._line())]

    def _line(self) -> bytes:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        assert line, "the validator has ended; what it said stands above"
        return line


@contextmanager
def validator() -> Iterator[Validator]:
    """Start it, and end it."""
    command = ["java", "-Xmx1g", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp", _jars()]
    with subprocess.Popen(
        [*command, str(_HERE / "Validator.java"), str(STANDARDS)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as process:
        try:
            yield Validator(process)
        finally:
            process.kill()


def _jars() -> str:
    """The class path, as Maven has it; it is asked once for each version of the pom."""
    pom = _HERE / "pom.xml"
    kept = _BUILD / f"{sha256(pom.read_bytes()).hexdigest()[:16]}.classpath"
    if not kept.exists() or not all(Path(jar).exists() for jar in kept.read_text().split(os.pathsep)):
        kept.parent.mkdir(parents=True, exist_ok=True)
        goal = "dependency:build-classpath"
        subprocess.run(["mvn", "-q", "-B", "-f", str(pom), goal, f"-Dmdep.outputFile={kept}"], check=True)
    return kept.read_text().strip()
