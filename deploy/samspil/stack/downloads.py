"""Java programs fetched with Maven into the user's cache, each jar checked against a sum kept here."""

import fcntl
import hashlib
import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from samspil.stack import tools
from samspil.stack.problem import StackProblem
from samspil.stack.process import Child
from samspil.stack.tools import Tell, silent

HERE = Path(__file__).parent

CHECKED = "checked"
"""A file beside the jars: they were checked against the sums of this digest, so later starts need not."""


@dataclass(frozen=True, slots=True)
class Program:
    """A Java program: ``<stem>.pom.xml`` says what it is made of, ``<stem>.sha256`` what each jar must be."""

    stem: str
    version: str

    @property
    def name(self) -> str:
        """For people."""
        return f"{self.stem.capitalize()} {self.version}"

    @property
    def pom(self) -> Path:
        """What Maven resolves."""
        return HERE / f"{self.stem}.pom.xml"

    @property
    def sums_file(self) -> Path:
        """The sums, one jar a line, as ``sha256sum`` writes them."""
        return HERE / f"{self.stem}.sha256"

    def digest(self) -> str:
        """Changes when the sums do."""
        return hashlib.sha256(self.sums_file.read_bytes()).hexdigest()

    def sums(self) -> dict[str, str]:
        """Jar name → sha256, in hexadecimal."""
        lines = self.sums_file.read_text().splitlines()
        return {name: digest for digest, name in (line.split() for line in lines)}


def fetch(program: Program, tell: Tell = silent) -> Path:
    """The folder that holds the program's jars, downloaded the first time.

    Raises ``StackProblem`` when Maven is missing or fails, or a jar is not the one we know.
    """
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "samspil"
    folder = cache / f"{program.stem}-{program.version}"
    with _alone(cache, tell):
        if not _is_checked(folder, program):
            arriving = folder.with_suffix(".arriving")
            shutil.rmtree(arriving, ignore_errors=True)
            _download(program, arriving, tell)
            _check(program, arriving)
            (arriving / CHECKED).write_text(program.digest())
            shutil.rmtree(folder, ignore_errors=True)
            arriving.rename(folder)
    return folder


@contextmanager
def _alone(cache: Path, tell: Tell) -> Iterator[None]:
    """One download at a time: two starters, and Maven's own repository, must not collide."""
    cache.mkdir(parents=True, exist_ok=True)
    with (cache / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            tell("Waiting for another start that is downloading")
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _is_checked(folder: Path, program: Program) -> bool:
    mark = folder / CHECKED
    return (
        mark.exists()
        and mark.read_text() == program.digest()
        and all((folder / jar).exists() for jar in program.sums())
    )


def _download(program: Program, folder: Path, tell: Tell) -> None:
    wanted = tuple(program.sums())
    command = [
        tools.maven(tell),
        "--batch-mode",
        "--file",
        str(program.pom),
        "dependency:copy-dependencies",
        "-DincludeScope=runtime",
        f"-DoutputDirectory={folder}",
        "-Dstyle.color=never",
    ]
    tell(f"{program.name}: downloading")
    log = folder.with_suffix(".log")
    log.unlink(missing_ok=True)
    maven = Child("maven", command, log=log)
    maven.start()
    told = 0
    while maven.alive:
        time.sleep(0.2)
        # "Downloaded from …/x.jar" while it downloads, "Copying x.jar to …" for what Maven had already
        said = log.read_text(errors="replace")
        here = sum(f"/{jar} (" in said or f"Copying {jar} " in said for jar in wanted)
        if here != told:
            told = here
            tell(f"{program.name}: {here} of {len(wanted)} jars")
    if maven.exit_status:
        errors = [line for line in log.read_text(errors="replace").splitlines() if line.startswith("[ERROR]")]
        reason = errors[0].removeprefix("[ERROR]").strip() if errors else "it gave no reason"
        raise StackProblem(f"{program.name} could not be downloaded with Maven: {reason} (log: {log})")
    log.unlink()


def _check(program: Program, folder: Path) -> None:
    for jar, expected in program.sums().items():
        path = folder / jar
        if not path.exists():
            raise StackProblem(f"{program.name} is not whole: {jar} did not arrive; start again.")
        with path.open("rb") as content:
            if hashlib.file_digest(content, "sha256").hexdigest() != expected:
                raise StackProblem(
                    f"{jar} is not the file that {program.sums_file.name} describes; it was not used."
                )
    if strangers := {path.name for path in folder.glob("*.jar")} - set(program.sums()):
        raise StackProblem(
            f"{program.name} came with a jar that {program.sums_file.name} does not know: {min(strangers)}."
        )
