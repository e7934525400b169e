"""Every command block of the documents runs as it stands, and says what is printed below it.

All run against one street. A document's ``sh`` blocks run in order in one shell, so that variables carry
over; it stops at the first command that fails. Default ports and the state folder are replaced by this run's
own. An ``output`` block is compared with what came out: ``…`` stands for anything in its line, a line of it
alone for any lines; ids, times, dates and durations may differ.

Not everything runs. These blocks are recognised by what stands in them, and are checked otherwise:

- ``make up`` is what this test starts (as ``samspil up``); the output below it is compared with that.
- Other ``make`` targets would run this very test, take minutes or write to the repository: make is asked with
  ``-n`` whether it could. ``make help`` runs.
- The packages of ``apt-get install`` are compared with a list of names that Debian has.
- ``rm`` is meant for a street that was stopped: it runs last, after the stop.
"""

import os
import re
import secrets
import shutil
import signal
import subprocess
import sysconfig
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import httpx2
import pytest

from repository import ROOT, files, shown
from samspil.stack import ports
from samspil.stack.settings import Settings

DOCUMENTS = (
    "README.md",
    "CONTRIBUTING.md",
    "services/referral/README.md",
    "services/overview/README.md",
    "services/plan/README.md",
    "services/jobcenter-bridge/README.md",
    "services/region-bridge/README.md",
    "deploy/README.md",
)
DEBIAN_HAS = {"git", "make", "python3-venv", "curl"}

BLOCK = re.compile(
    r"^```sh\n(?P<commands>.*?)^```$(?:\n\n```output\n(?P<output>.*?)^```$)?", re.MULTILINE | re.DOTALL
)
VARYING = (
    (re.compile(r"\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b"), "<id>"),
    (re.compile(r"\b[0-9a-f]{32}\b"), "<trace>"),
    (re.compile(r"\b\d{4}-\d\d-\d\dT[\d:.]+(?:Z|\+00:00)"), "<time>"),
    (re.compile(r"\b\d{4}-\d\d-\d\d\b"), "<date>"),
    (re.compile(r"\b\d+ (?=ms\b|µs)"), "<n> "),
)

MAKES_OWN = {"MAKEFLAGS", "MAKELEVEL", "MFLAGS"}

BIN = sysconfig.get_path("scripts")
DEFAULT_PORTS = {name: info.default for name, info in Settings.model_fields.items() if name.endswith("_port")}

pytestmark = [pytest.mark.connected, pytest.mark.timeout(300)]


class Block(NamedTuple):
    """Commands, and what stands below them."""

    commands: str
    output: str | None

    @property
    def first(self) -> str:
        return self.commands.split(maxsplit=1)[0]

    @property
    def is_make(self) -> bool:
        return all(re.fullmatch(r"make (?!help)[a-z]+", line) for line in self.commands.splitlines())

    @property
    def is_installation(self) -> bool:
        return self.commands.startswith("sudo apt-get install ")

    @property
    def runs(self) -> bool:
        return not (self.is_make or self.is_installation or self.first == "rm")


def blocks(document: str) -> list[Block]:
    found = [
        Block(*match.group("commands", "output")) for match in BLOCK.finditer((ROOT / document).read_text())
    ]
    assert found, document
    return found


ALL = [block for document in DOCUMENTS for block in blocks(document)]


class Street:
    """One ``samspil up`` on free ports, in a folder of its own."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="samspil-documents-"))
        self.folder.chmod(0o755)  # PostgreSQL may run as another account
        self.state = self.folder / "state"
        chosen: dict[int, str] = {}
        while len(chosen) < len(DEFAULT_PORTS):
            chosen.setdefault(ports.free_port(), list(DEFAULT_PORTS)[len(chosen)])
        self._moved = {DEFAULT_PORTS[name]: port for port, name in chosen.items()}
        # A make within ``make test`` would otherwise say which folders it enters and leaves.
        outside = {name: value for name, value in os.environ.items() if name not in MAKES_OWN}
        self.env = {
            **outside,
            **{name.upper(): str(port) for port, name in chosen.items()},
            "SAMSPIL_STATE": str(self.state),
            "PATH": f"{BIN}:{os.environ['PATH']}",
            "COLUMNS": "120",
        }
        self._printed = self.folder / "printed"
        with self._printed.open("w") as out:
            self._process = subprocess.Popen(
                ["samspil", "up"], cwd=ROOT, env=self.env, stdout=out, stderr=subprocess.STDOUT
            )

    @property
    def printed(self) -> str:
        return self._printed.read_text()

    def wait_until_up(self) -> None:
        until = time.monotonic() + 180
        while "Samspil is up" not in self.printed:
            assert self._process.poll() is None, self.printed
            assert time.monotonic() < until, self.printed
            time.sleep(0.1)

    def stop(self) -> int:
        """Ctrl-C, if it still runs; its exit status."""
        if self._process.poll() is None:
            self._process.send_signal(signal.SIGINT)
        return self._process.wait(60)

    def kill(self) -> None:
        """End what still runs, children included; they end with it."""
        self._process.kill()
        self._process.wait()

    def here(self, text: str) -> str:
        """The text with the ports and the folder of this street."""
        text = re.sub(
            r"(127\.0\.0\.1|localhost):(\d+)",
            lambda at: f"{at[1]}:{self._moved.get(int(at[2]), int(at[2]))}",
            text,
        )
        return re.sub(r"(?<![\w./])\.state\b", str(self.state), text)

    def run(self, commands: list[str]) -> list[str]:
        """What each of these says, one after the other in one shell; fails with the first that fails."""
        mark = secrets.token_hex(16)
        script = "".join(f"{self.here(one)}\nprintf '\\n%s\\n' {mark}-\n" for one in commands)
        done = subprocess.run(
            ["bash", "-euo", "pipefail", "-c", script],
            cwd=ROOT,
            env=self.env,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=180,
            check=False,
        )
        *said, rest = done.stdout.split(f"\n{mark}-\n")
        assert done.returncode == 0, f"{commands[len(said)]}{rest}"
        return said


@pytest.fixture(scope="module")
def street() -> Iterator[Street]:
    street = Street()
    try:
        street.wait_until_up()
        yield street
    finally:
        street.kill()
        shutil.rmtree(street.folder, ignore_errors=True)


def alike(text: str) -> str:
    for pattern, name in VARYING:
        text = pattern.sub(name, text)
    return "\n".join(line.rstrip() for line in text.strip("\n").splitlines())


def assert_says(said: str, output: str) -> None:
    """Compare line by line, so that a failure shows where; ``…`` within a line stays within it."""
    expected = re.escape(alike(output))
    pattern = re.sub(r"^…\\\n|\\\n…$|^…$", "(?:.*\n)*?", expected, flags=re.MULTILINE).replace("…", ".*")
    assert re.fullmatch(pattern, alike(said)), f"expected:\n{alike(output)}\n\nsaid:\n{alike(said)}"


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_command_of_a_document_runs_and_says_what_stands_below_it(
    street: Street, document: str
) -> None:
    running = [block for block in blocks(document) if block.runs]

    said = street.run([block.commands for block in running])

    for block, what in zip(running, said, strict=True):
        if block.output is not None:
            assert_says(what, street.here(block.output))


def test_no_document_with_commands_is_left_out() -> None:
    with_commands = {
        shown(file) for file in files() if file.suffix == ".md" and "\n```sh\n" in file.read_text()
    }

    assert with_commands == set(DOCUMENTS)


def test_make_up_prints_what_the_readme_shows(street: Street) -> None:
    outputs = [block.output for block in ALL if block.commands == "make up\n" and block.output]

    assert outputs
    for output in outputs:
        assert_says(street.printed, street.here(output))


REGIONS_DOOR = ("region-bridge", "SERVER", "post /fhir/$process-message")
LOOKED = ("overview", None, "due coordinate")
# The overview hears of the stay, and of the plan's question about it; what comes first makes it look.
HEARD = (
    [("overview", "CONSUMER", "process hospital.v1")],
    [("plan", "CONSUMER", "process hospital.v1"), ("overview", "CONSUMER", "process plan.v1")],
)
TO_THE_JOBCENTER = [
    LOOKED,
    ("overview", None, "answer proposal"),
    LOOKED,
    ("jobcenter-bridge", "CONSUMER", "process disclosure.jobcenter.v1"),
    ("jobcenter-bridge", None, "tell contact_hold"),
    ("jobcenter-bridge", "CLIENT", "post /tasks"),
]


def spans(street: Street, trace: str) -> dict[str, Any]:
    """Span id → span, as Zipkin's API has them by now."""
    address = street.here(f"http://127.0.0.1:9411/api/v2/trace/{trace}")
    answer = httpx2.get(address, trust_env=False)
    return {span["id"]: span for span in answer.json()} if answer.is_success else {}


def way_to(name: str, found: dict[str, Any]) -> list[tuple[str, str | None, str]]:
    """Service, kind and name of each span from the root, or from the first whose parent is missing."""
    way = []
    at = next((span for span in found.values() if span["name"] == name), None)
    while at:
        way.append((at["localEndpoint"]["serviceName"], at.get("kind"), at["name"]))
        at = found.get(at.get("parentId"))
    return way[::-1]


def test_the_admissions_trace_leads_span_by_span_from_the_regions_door_to_the_jobcenters(
    street: Street,
) -> None:
    printed = re.search(r"^5  .*\n.*/zipkin/traces/([0-9a-f]{32})$", street.printed, re.MULTILINE)
    assert printed, street.printed
    ways = [[REGIONS_DOOR, *heard, *TO_THE_JOBCENTER] for heard in HEARD]
    sent = {"publish hospital.v1", "publish disclosure.jobcenter.v1"}

    until = time.monotonic() + 20
    while True:  # each service hands its spans over in its own time
        found = spans(street, printed[1])
        roots = [span for span in found.values() if span.get("parentId") not in found]
        complete = (
            way_to("post /tasks", found) in ways
            and sent <= {span["name"] for span in found.values()}
            and [span["name"] for span in roots] == [REGIONS_DOOR[2]]
        )
        if complete or time.monotonic() > until:
            break
        time.sleep(0.2)

    assert way_to("post /tasks", found) in ways
    assert sent <= {span["name"] for span in found.values()}
    assert [span["name"] for span in roots] == [REGIONS_DOOR[2]]
    assert "parentId" not in roots[0]  # no partner begins our traces


def test_every_make_target_that_the_documents_name_is_one() -> None:
    targets = [line for block in ALL if block.is_make for line in block.commands.splitlines()]

    assert {"make up", "make test"} <= set(targets)
    for line in targets:
        target = line.removeprefix("make ")
        subprocess.run(["make", "-n", target], cwd=ROOT, check=True, capture_output=True, timeout=20)


def test_only_packages_that_debian_has_are_asked_for() -> None:
    lines = [line for block in ALL if block.is_installation for line in block.commands.splitlines()]

    assert lines
    for line in lines:
        assert line.startswith("sudo apt-get install "), line
        assert set(line.split()[3:]) <= DEBIAN_HAS


def test_ctrl_c_ends_it_cleanly_and_wiping_leaves_nothing(street: Street) -> None:
    assert street.stop() == 0

    street.run([block.commands for block in ALL if block.first == "rm"])

    assert not street.state.exists()
    assert_says(street.printed.splitlines()[-1], "…: stopped")


def test_a_document_that_says_something_else_is_noticed() -> None:
    assert_says(
        '{"a":"7d9d0c3c-2df5-4f0f-9a2c-6c6a5b1d8f53"}\nx\ny\nz',
        '{"a":"01a205ee-909f-72fc-92e8-103513ab8ebd"}\n…\nz',
    )
    with pytest.raises(AssertionError):
        assert_says("Rebuilt 4 states", "Rebuilt 5 states")
    with pytest.raises(AssertionError):
        assert_says("one\ntwo", "one")
    with pytest.raises(AssertionError):
        assert_says("one\ntwo\nthree", "one … three")
