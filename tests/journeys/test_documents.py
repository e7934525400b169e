"""Every command block of the documents runs as it stands, and says what is printed below it.

All run against one system, which is killed and started again in the end. A document's ``sh`` blocks run in
order in one shell, so that variables carry over; it stops at the first command that fails. Default ports and
the state folder are replaced by this run's own.

Not everything runs. These blocks are recognised by what stands in them, and are checked otherwise:

- ``make up`` is what this test starts (as ``samspil up``); the output below it is compared with that.
- Other ``make`` targets would run this very test, take minutes or write to the repository: make is asked with
  ``-n`` whether it could (``tests/house/test_document_commands.py``). ``make help`` runs.
- The packages of ``apt-get install`` are compared there with a list of names that Debian has.
- ``rm`` is meant for a system that was stopped: it runs last, after the stop.
"""

import re
import secrets
import signal
import stat
import subprocess
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import httpx2
import pytest

from documents import ALL, DOCUMENTS, assert_says, blocks
from repository import ROOT
from samspil.sandboxes.journey.script import STEPS
from samspil.stack import ports
from up import Up

pytestmark = [pytest.mark.connected, pytest.mark.timeout(300)]


def run(up: Up, commands: list[str]) -> list[str]:
    """What each of these says, one after the other in one shell; fails with the first that fails."""
    mark = secrets.token_hex(16)
    script = "".join(f"{up.here(one)}\nprintf '\\n%s\\n' {mark}-\n" for one in commands)
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", script],
        cwd=ROOT,
        env=up.env,
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
def up() -> Iterator[Up]:
    up = Up()
    try:
        up.start()
        up.wait_for("Samspil is up")
        yield up
    finally:
        up.remove()


def open_to_others(folder: Path) -> list[str]:
    """What lies in the folder and is not its owner's alone; the folder itself nobody else can list."""
    assert folder.stat().st_mode & 0o066 == 0
    seen = []
    for path in folder.rglob("*"):
        with suppress(FileNotFoundError):  # servers throw files away while we look
            seen.append((str(path.relative_to(folder)), path.lstat().st_mode))
    assert len(seen) > 1000
    return [name for name, mode in seen if mode & 0o077 and not stat.S_ISLNK(mode)]


def view(up: Up, citizen: str) -> Any:
    """The overview's view of the citizen, asked for with a token from the command."""
    bearer = up.says("token", "--role", "caseworker", "--sector", "social").stdout.strip()
    address = up.here(f"http://127.0.0.1:8080/v1/citizens/{citizen}/view")
    answer = httpx2.get(address, headers={"authorization": f"Bearer {bearer}"}, trust_env=False)
    assert answer.status_code == 200
    return answer.json()


def assert_is_the_journey(view: Any) -> None:
    """Each part of the view as the ten steps left it."""
    assert [one["standing"] for one in view["referrals"]] == ["accepted", "accepted"]
    assert [bool(one["withdrawn_at"]) for one in view["consents"]] == [True] * 5
    assert [goal["area"] for goal in view["plan"]["goals"]] == ["employment"]
    assert len(view["stays"]) == len(view["milestones"]) == 1
    assert view["milestones"][0]["started_on"]
    assert len(view["coordination"]["holds"]) == 1
    assert all(one["outcome"] == "acknowledged" for partner in view["told"].values() for one in partner)
    told = {partner: [one["told"] for one in view["told"][partner]] for partner in ("jobcenter", "region")}
    assert [one for one in told["jobcenter"] if one != "contact_hold_ended"] == [
        *("referral", "contact_hold", "sharing_ended")
    ]  # the consents end one by one: while others stand, the jobcenter may be told that the pause is over
    assert len(told["region"]) == 2


def citizen_of(up: Up) -> str:
    """Of whom the journey that was played at the start was."""
    found = re.search(r"/borgere/(\S+)", up.printed)
    assert found, up.printed
    return found[1]


def test_the_start_plays_the_journey_step_by_step_and_leaves_nothing_open_to_others(up: Up) -> None:
    steps = re.findall(r"^(\d+) +\S", up.printed, re.MULTILINE)

    assert steps == [str(n + 1) for n in range(len(STEPS))]
    assert_is_the_journey(view(up, citizen_of(up)))
    assert open_to_others(up.state) == []


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_command_of_a_document_runs_and_says_what_stands_below_it(up: Up, document: str) -> None:
    running = [block for block in blocks(document) if block.runs]

    said = run(up, [block.commands for block in running])

    for block, what in zip(running, said, strict=True):
        if block.output is not None:
            assert_says(what, up.here(block.output))


def test_make_up_prints_what_the_readme_shows(up: Up) -> None:
    outputs = [block.output for block in ALL if block.commands == "make up\n" and block.output]

    assert outputs
    for output in outputs:
        assert_says(up.printed, up.here(output))


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


def spans(up: Up, trace: str) -> dict[str, Any]:
    """Span id → span, as Zipkin's API has them by now."""
    address = up.here(f"http://127.0.0.1:9411/api/v2/trace/{trace}")
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
    up: Up,
) -> None:
    printed = re.search(r"^6  .*\n.*/zipkin/traces/([0-9a-f]{32})$", up.printed, re.MULTILINE)
    assert printed, up.printed
    ways = [[REGIONS_DOOR, *heard, *TO_THE_JOBCENTER] for heard in HEARD]
    sent = {"publish hospital.v1", "publish disclosure.jobcenter.v1"}

    until = time.monotonic() + 20
    while True:  # each service hands its spans over in its own time
        found = spans(up, printed[1])
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


def test_what_was_shown_is_still_shown_after_the_whole_tree_was_killed(up: Up) -> None:
    citizen = citizen_of(up)
    shown = view(up, citizen)

    up.kill()
    up.start()

    assert "/borgere/" not in up.wait_for("Samspil is up")  # the journey is played once
    assert view(up, citizen) == shown
    assert open_to_others(up.state) == []


def test_ctrl_c_ends_it_cleanly_and_wiping_leaves_nothing(up: Up) -> None:
    assert up.stop(signal.SIGINT) == 0
    assert all(ports.is_free(port) for port in up.ports.values())

    run(up, [block.commands for block in ALL if block.first == "rm"])

    assert not up.state.exists()
    assert_says(up.printed.splitlines()[-1], "…: stopped")
