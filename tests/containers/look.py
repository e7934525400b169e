"""What must be so from outside, once everything runs in containers."""

import json
import os
import signal
import time
from collections.abc import Callable
from typing import Any

import asyncpg
import httpx2

from containers.composed import Composed
from containers.shell import Failed, say
from samspil.cli.token import fetch
from samspil.stack.databases import connected
from samspil.stack.processes import PROCESSES
from samspil.stack.settings import Settings
from samspil.vocabulary.sector import Sector
from samspil.web.auth import Role

CHOSEN = Settings.model_construct()
"""Where everything is: as without containers."""


def require(what: str, *, true: bool) -> None:
    """Tell what is so. Raises ``Failed`` when it is not."""
    if not true:
        raise Failed(f"NOT SO: {what}")
    say(f"ok: {what}")


def ports_answer(composed: Composed) -> None:
    """Every address of ``make up``, on the same loopback and nowhere else."""
    published = composed.inspect("loopback")["NetworkSettings"]["Ports"]
    hosts = {one["HostIp"] for ends in published.values() for one in ends}
    require(f"{len(published)} ports are published, at 127.0.0.1 alone", true=hosts == {"127.0.0.1"})
    for process in PROCESSES.values():
        port = getattr(CHOSEN, process.port)
        answer = httpx2.get(f"http://127.0.0.1:{port}/readyz", trust_env=False, timeout=10)
        require(f"{process.name} is ready at 127.0.0.1:{port}", true=answer.status_code == httpx2.codes.OK)
    page = httpx2.get(f"{CHOSEN.pages}/log-ind", trust_env=False, timeout=10)
    require(f"somebody can sign in at {CHOSEN.pages}", true="Mette Prøvesen" in page.text)


def view(composed: Composed) -> dict[str, Any]:
    """What a caseworker sees of the citizen of the journey."""
    citizen = composed.log("journey").partition("/borgere/")[2].split()[0]
    bearer = {"authorization": f"Bearer {fetch(CHOSEN.issuer, Role.CASEWORKER, Sector.SOCIAL)}"}
    door = f"http://127.0.0.1:{CHOSEN.overview_port}/v1/citizens/{citizen}/view"
    shown: dict[str, Any] = httpx2.get(door, headers=bearer, trust_env=False, timeout=10).json()
    return shown


def operators_can_ask(composed: Composed) -> None:
    """The commands run in a container as they do without."""
    said = composed.run("prepare", "samspil", "parked", "list")
    require("samspil parked list says that nothing is parked", true="Nothing is parked." in said)


def journey_is_seen(composed: Composed) -> None:
    """In the view and in the traces."""
    shown = view(composed)
    require("the view shows the stay and the referral", true=bool(shown["stays"] and shown["referrals"]))
    trace = composed.log("journey").rpartition("/zipkin/traces/")[2].split()[0]
    spans = httpx2.get(f"http://127.0.0.1:{CHOSEN.zipkin_port}/api/v2/trace/{trace}", trust_env=False)
    require("its traces are in Zipkin", true=spans.status_code == httpx2.codes.OK)


def confined(composed: Composed) -> None:
    """Nobody is root or can become more than it is, and nobody can write outside of volumes and /tmp."""
    for name in composed.running():
        told = composed.inspect(name)
        status = composed.execute(name, "cat", "/proc/1/status")
        uid, capabilities = (_field(status, field) for field in ("Uid", "CapBnd"))
        require(f"{name} runs as user {uid}", true=int(uid) > 0)
        require(f"{name} can gain no capability", true=int(capabilities, 16) == 0)
        host = told["HostConfig"]
        require(f"{name} has a limit of memory", true=host["Memory"] > 0)
        require(f"{name} may gain no privilege", true="no-new-privileges:true" in (host["SecurityOpt"] or []))
        root = composed.execute(name, "cat", "/proc/mounts").splitlines()[0].split()
        require(f"{name}'s own files are read-only", true=root[1] == "/" and "ro" in root[3].split(","))
        if any(one["Destination"] == "/secrets" for one in told["Mounts"]):
            require(
                f"{name} cannot write to its secrets", true=not _can_write(composed, name, "/secrets/new")
            )


def secrets_are_kept(composed: Composed) -> None:
    """Each has its own files, and none stands where an operator's tools would show it."""
    for name in PROCESSES:
        handed = set(composed.execute(name, "sh", "-c", "ls /secrets").split())
        wanted = {one.lower() for one in PROCESSES[name].secrets} - {"region_token"}
        require(f"{name} is handed {', '.join(sorted(handed)) or 'nothing'}", true=handed == wanted)
    kept = composed.kept_secrets()
    require("there are secrets to look for", true=len(kept) >= 12)
    for name in composed.all():
        told = json.dumps(composed.inspect(name)) + composed.log(name)
        require(
            f"no secret stands in {name}'s settings or log",
            true=not any(one in told for one in kept.values()),
        )


async def nobody_is_believed_without_a_password(_: Composed) -> None:
    """Though all share one loopback."""
    for user in ("samspil", "plan"):
        server = f"postgres://{user}:wrong@127.0.0.1:{CHOSEN.postgres_port}/postgres?sslmode=disable"
        try:
            async with connected(server):
                refused = False
        except asyncpg.InvalidPasswordError:
            refused = True
        require(f"PostgreSQL lets {user} in with the password alone", true=refused)


def a_killed_worker_comes_back(composed: Composed) -> None:
    """``kill -9`` from outside, as a fault would."""
    before = composed.inspect("plan-worker")["State"]["Pid"]
    os.kill(before, signal.SIGKILL)
    until(
        "the killed worker of plan runs again and is healthy",
        lambda: (
            (state := composed.inspect("plan-worker")["State"])["Pid"] not in (0, before)
            and state["Health"]["Status"] == "healthy"
        ),
    )


def a_second_start_plays_nothing(composed: Composed) -> None:
    """And keeps what the first one made."""
    kept, shown = composed.kept_secrets(), view(composed)
    composed.stop()
    composed.up()
    composed.wait_for_journey()
    log = composed.log("journey")
    require("a second start plays nothing", true=log.count("1  En sagsbehandler") == 1)
    require("a second start says where everything is", true=log.count("Samspil is up") == 2)
    require("a second start keeps the secrets", true=composed.kept_secrets() == kept)
    require("a second start shows the same view", true=view(composed) == shown)


def until(what: str, true: Callable[[], bool], within: float = 180) -> None:
    """Wait for it. Raises ``Failed``."""
    end = time.monotonic() + within
    while not true():
        if time.monotonic() > end:
            raise Failed(f"NOT SO within {within:.0f} s: {what}")
        time.sleep(1)
    say(f"ok: {what}")


def _field(status: str, name: str) -> str:
    return next(line.split()[1] for line in status.splitlines() if line.startswith(f"{name}:"))


def _can_write(composed: Composed, name: str, path: str) -> bool:
    try:
        composed.execute(name, "sh", "-c", f": > {path}")
    except Failed:
        return False
    return True
