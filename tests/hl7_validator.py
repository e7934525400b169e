"""HL7's own validator over messages, in a Java process of its own: what it finds wrong with each."""

import json
import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

from published import STANDARDS
from samspil.stack import tools

_HERE = Path(__file__).parent / "conformance" / "validator"
_POM, _SOURCE = _HERE / "pom.xml", _HERE / "Validator.java"
_BUILD = Path(__file__).parents[1] / "build" / "conformance"


class Validator:
    """One that runs; it has read the published definitions."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self._process = process
        self.definitions = int(self._line())
        """How many they are."""

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
    """Start it, and end it. Raises ``StackProblem`` where Java or Maven is missing and cannot be had."""
    java = tools.java()
    # Most of its time is its own start: the quick compiler alone is twice as fast as both.
    command = [java, "-Xmx1g", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp", _class_path(java)]
    with subprocess.Popen(
        [*command, "Validator", str(STANDARDS)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        try:
            yield Validator(process)
        finally:
            process.kill()


def _class_path(java: str) -> str:
    """The validator and its jars; made once for each version of the source and the pom."""
    made = _BUILD / sha256(_POM.read_bytes() + _SOURCE.read_bytes()).hexdigest()[:16]
    kept = made / "classpath"
    if not kept.exists() or not all(Path(one).exists() for one in kept.read_text().split(os.pathsep)):
        jars = made / "jars"
        goal = ["dependency:build-classpath", f"-Dmdep.outputFile={jars}"]
        subprocess.run([tools.maven(), "-q", "-B", "-f", str(_POM), *goal], check=True)
        path = jars.read_text().strip()
        compiler = [java, "-cp", path, "org.eclipse.jdt.internal.compiler.batch.Main", "-17"]
        subprocess.run([*compiler, "-cp", path, "-d", str(made), str(_SOURCE)], check=True)
        kept.write_text(f"{made}{os.pathsep}{path}")
    return kept.read_text()
