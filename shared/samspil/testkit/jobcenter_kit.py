"""The jobcenter-bridge beside its sandbox: real processes at both doors, its loops at hand, no Kafka."""

import asyncio
import base64
import json
import os
import secrets
import sys
import time
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import asyncpg
import httpx2

from samspil.contracts.catalogue import reader
from samspil.contracts.disclosure import ContactHold, Identity, JobcenterInformed
from samspil.contracts.envelope import Event
from samspil.contracts.topics import DISCLOSURE_JOBCENTER
from samspil.exchange.courier import Courier
from samspil.jobcenter_bridge.api.clock import DUE
from samspil.jobcenter_bridge.api.fetcher import Fetcher
from samspil.jobcenter_bridge.api.subscriptions import heard
from samspil.jobcenter_bridge.app.settings import ACTIVITY_KINDS
from samspil.jobcenter_bridge.handlers.end_delivery import end_delivery
from samspil.jobcenter_bridge.partner.activity import Reading
from samspil.jobcenter_bridge.partner.case_system import CaseSystem
from samspil.jobcenter_bridge.partner.client import client_at
from samspil.jobcenter_bridge.partner.jobcenter import Jobcenter
from samspil.jobcenter_bridge.storage.queries import read_cpr
from samspil.jobcenter_bridge.storage.transaction import JobcenterTransaction, jobcenter_store
from samspil.ledger.database import open_pool
from samspil.ledger.due import Clock
from samspil.ledger.say import Cause, put_in_envelope
from samspil.ledger.store import Store
from samspil.sealing.index_key import IndexKey
from samspil.sealing.keyring import Keyring, keyring_at
from samspil.sealing.master_key import EnvironmentMasterKey
from samspil.stack import databases, ports
from samspil.stack.process import Child
from samspil.testkit.people import Person
from samspil.testkit.servers import Servers
from samspil.vocabulary.citizen_id import CitizenId

API_KEY = "a key for tests"
TIMEOUT = 1.0
"""Seconds that the bridge waits for the sandbox."""


def heard_again(informed: JobcenterInformed, citizen: CitizenId, seq: int) -> Event[Any]:
    """The fact as it is read from Kafka."""
    said = put_in_envelope(
        informed,
        citizen,
        seq,
        source="/samspil/overview",
        cause=Cause(case=uuid4()),
        now=datetime.now(UTC),
    )
    return reader(DISCLOSURE_JOBCENTER).validate_json(said.record)


@dataclass
class Room:
    """The bridge: its database, its loops and its neighbours' addresses."""

    folder: Path
    url: str
    environment: Mapping[str, str]
    """What the bridge's processes are told, but for Kafka."""
    store: Store[JobcenterTransaction]
    keyring: Keyring
    fetcher: Fetcher
    jobcenter: Jobcenter
    courier: Courier[JobcenterTransaction]
    http: httpx2.AsyncClient
    bridge: str
    sandbox: str
    issuer: str
    processes: Sequence[Child]
    seq: int = 0

    async def informed(
        self,
        person: Person,
        *,
        shares: bool = True,
        milestones: bool = True,
        hold: date | None = None,
        ask: str = "Aisha Digtet",
    ) -> CitizenId:
        """Hear a new disclosure about this person, and let the clock look at what it marked."""
        citizen = await self.keyring.get_or_create(person.cpr)
        self.seq += 1
        event = heard_again(
            await self.told(citizen, person, shares=shares, milestones=milestones, hold=hold, ask=ask),
            citizen,
            self.seq,
        )
        handler = heard(None)[DISCLOSURE_JOBCENTER][JobcenterInformed]
        async with self.store.transaction([citizen]) as tx:
            handler(event, tx)
        await Clock(self.store, DUE).tick()
        return citizen

    async def told(
        self,
        citizen: CitizenId,
        person: Person,
        *,
        shares: bool,
        milestones: bool,
        hold: date | None,
        ask: str,
    ) -> JobcenterInformed:
        """A disclosure with the citizen's own tokens."""
        seal = partial(self.keyring.seal, citizen)
        identity = Identity(cpr=await seal("cpr", person.cpr.number), name=await seal("name", person.name))
        return JobcenterInformed(
            shares=shares,
            until=None,
            milestones_received=milestones,
            identity=identity if shares else None,
            contact_hold=ContactHold(hold_id=uuid4(), until=hold, ask=await seal("name", ask))
            if hold
            else None,
            occurred_at=datetime.now(UTC),
        )

    async def happens(self, what: str, person: Person, *, notify: bool = True) -> dict[str, Any]:
        """Something happens at the jobcenter; the notification that it sent, or would have sent."""
        wish = {"what": what, "cpr": person.cpr.number, "notify": notify}
        answer = await self.http.post(f"{self.sandbox}/send", json=wish)
        assert answer.status_code == 200, answer.text  # noqa: S101  # a test's own words
        return dict(answer.json())

    async def notify(self, notification: Mapping[str, object]) -> int:
        """Hand a notification in once more, as the case system; the status."""
        answer = await self.http.post(
            f"{self.bridge}/v1/notifications",
            json=dict(notification),
            headers=await self.bearer("integrator", "employment"),
        )
        return answer.status_code

    async def behave(self, how: str, times: int | None = None) -> None:
        """Let the sandbox be a bad partner."""
        await self.http.post(f"{self.sandbox}/behave", json={"how": how, "times": times})

    async def received(self) -> list[dict[str, Any]]:
        """The tasks in the sandbox."""
        return list((await self.http.get(f"{self.sandbox}/received")).json()["tasks"])

    async def bearer(self, role: str, sector: str | None = None) -> dict[str, str]:
        """The header with a token."""
        answer = await self.http.post(f"{self.issuer}/token", json={"role": role, "sector": sector})
        return {"authorization": f"Bearer {answer.json()['access_token']}"}

    async def hurry(self) -> None:
        """Let what waits for its next try be tried now."""
        await self.store.pool.execute(
            "UPDATE notification SET again = clock_timestamp() WHERE state = 'waiting'"
        )
        await self.store.pool.execute(
            "UPDATE delivery SET at = clock_timestamp() WHERE state IN ('open', 'sending')"
        )

    async def states(self) -> list[str]:
        """The notifications' states, the oldest first."""
        rows = await self.store.pool.fetch("SELECT state FROM notification ORDER BY received_at, version")
        return [row["state"] for row in rows]

    async def said(self, citizen: CitizenId) -> list[dict[str, Any]]:
        """What the bridge said about the citizen, in order."""
        rows = await self.store.pool.fetch(
            "SELECT record FROM event WHERE citizen_id = $1 ORDER BY seq", citizen
        )
        return [json.loads(row["record"]) for row in rows]

    async def everything_kept(self) -> str:
        """Every row of every table of the bridge, and every line that its neighbours logged."""
        connection = await asyncpg.connect(self.url)
        try:
            tables = await connection.fetch("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
            rows = [
                str(row[0])
                for (table,) in tables
                for row in await connection.fetch(f'SELECT t::text FROM "{table}" t')  # noqa: S608  # our tables
            ]
        finally:
            await connection.close()
        records = [str(event) for event in await self._records()]
        logs = [process.log.read_text() for process in self.processes]
        return "\n".join([*rows, *records, *logs])

    async def _records(self) -> list[str]:
        rows = await self.store.pool.fetch("SELECT record FROM event")
        return [row["record"].decode() for row in rows]


@asynccontextmanager
async def room(servers: Servers, folder: Path, kept: str | None = None) -> AsyncIterator[Room]:
    """A bridge with everything around it; ``kept`` is what the sandbox's file holds before it starts."""
    if kept is not None:
        (folder / "jobcenter.jsonl").write_text(kept)
    url = await servers.postgres.database(*databases.migrations_of("jobcenter-bridge"))
    keyring_url = await servers.postgres.database(*databases.migrations_of(databases.KEYRING))
    keys = {"MASTER_KEY": secrets.token_bytes(32), "INDEX_KEY": secrets.token_bytes(32)}
    doors = {name: ports.free_port() for name in ("issuer", "sandbox", "bridge")}
    issuer, sandbox, bridge = (f"http://127.0.0.1:{port}" for port in doors.values())
    shared = {
        "DATABASE_URL": url,
        "KEYRING_DATABASE_URL": keyring_url,
        **{name: base64.b64encode(key).decode() for name, key in keys.items()},
        "OIDC_ISSUER": issuer,
        "BRIDGE_ADDRESS": bridge,
        "JOBCENTER_ADDRESS": sandbox,
        "JOBCENTER_API_KEY": API_KEY,
        "JOBCENTER_STATE_FILE": str(folder / "jobcenter.jsonl"),
        "ISSUER_KEY_FILE": str(folder / "issuer.json"),
    }
    modules = ("samspil.sandboxes.issuer", "samspil.sandboxes.jobcenter", "samspil.jobcenter_bridge.app.web")
    processes = [
        Child(
            name,
            [sys.executable, "-m", module],
            log=folder / f"{name}.log",
            env={**os.environ, **shared, "PORT": str(port)},
        )
        for (name, port), module in zip(doors.items(), modules, strict=True)
    ]
    async with AsyncExitStack() as opened:
        for process in processes:
            process.start()
            opened.callback(process.kill)
        http = await opened.enter_async_context(httpx2.AsyncClient(timeout=10, trust_env=False))
        pool = await opened.enter_async_context(await open_pool(url))
        keyring = await opened.enter_async_context(
            keyring_at(keyring_url, EnvironmentMasterKey(keys["MASTER_KEY"]), IndexKey(keys["INDEX_KEY"]))
        )
        client = await opened.enter_async_context(client_at(sandbox, API_KEY, TIMEOUT))
        store = jobcenter_store(pool)
        await asyncio.gather(
            *(_ready(http, port, one) for port, one in zip(doors.values(), processes, strict=True))
        )
        jobcenter = Jobcenter(client, keyring, partial(read_cpr, pool))
        yield Room(
            folder=folder,
            url=url,
            environment=shared,
            store=store,
            keyring=keyring,
            fetcher=Fetcher(store, keyring, CaseSystem(client, Reading(ACTIVITY_KINDS))),
            jobcenter=jobcenter,
            courier=Courier(store, jobcenter, end_delivery),
            http=http,
            bridge=bridge,
            sandbox=sandbox,
            issuer=issuer,
            processes=processes,
        )


async def _ready(http: httpx2.AsyncClient, port: int, process: Child) -> None:
    until = time.monotonic() + 40
    while time.monotonic() < until and process.alive:
        try:
            if (await http.get(f"http://127.0.0.1:{port}/readyz")).status_code == 200:
                return
        except httpx2.HTTPError:
            pass
        await asyncio.sleep(0.1)
    raise AssertionError(f"{process.name} is not ready: {process.last_words()}")


def unreadable_activity(identifier: UUID, person: Person) -> str:
    """A sandbox's file with one activity whose hours no week has."""
    entity = {"aktivitetIdentifier": str(identifier), "startdato": "2026-12-01", "timerPrUge": 99}
    kept = {"cpr": person.cpr.number, "version": 1, "entity": entity}
    return json.dumps(["activity", str(identifier), kept]) + "\n"
