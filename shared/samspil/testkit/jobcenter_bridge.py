"""The jobcenter-bridge beside its sandbox: real processes at both doors, its loops at hand, no Kafka."""

import json
import os
import sys
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import httpx2
from pydantic import SecretStr

from samspil.contracts.disclosure import ContactHold, DisclosedReferral, JobcenterInformed, ReferralStage
from samspil.contracts.topics import DISCLOSURE_JOBCENTER
from samspil.exchange.courier import Courier
from samspil.jobcenter_bridge.api.clock import due
from samspil.jobcenter_bridge.api.fetcher import Fetcher
from samspil.jobcenter_bridge.api.subscriptions import heard
from samspil.jobcenter_bridge.handlers.end_delivery import end_delivery
from samspil.jobcenter_bridge.partner.case_system import CaseSystem
from samspil.jobcenter_bridge.partner.client import client_at
from samspil.jobcenter_bridge.partner.jobcenter import Jobcenter
from samspil.jobcenter_bridge.partner.reading import ACTIVITY_KINDS, Reading
from samspil.jobcenter_bridge.partner.tokens import Credentials
from samspil.jobcenter_bridge.storage.queries import read_cpr
from samspil.jobcenter_bridge.storage.transaction import JobcenterTransaction, jobcenter_store
from samspil.ledger.due import Clock
from samspil.stack import ports
from samspil.stack.process import Child
from samspil.testkit.bridge_under_test import BridgeUnderTest
from samspil.testkit.builders import RULES
from samspil.testkit.people import Person
from samspil.testkit.ready import ready
from samspil.testkit.servers import Servers
from samspil.testkit.service_under_test import service_under_test
from samspil.vocabulary.citizen_id import CitizenId

API_KEY = "a key for tests"
CLIENT_ID, CLIENT_SECRET = "samspil", SecretStr("a secret for tests")
TIMEOUT = 1.0
"""Seconds that the bridge waits for the sandbox."""

WORDS = "Jeg vil gerne ud at arbejde."

HEAR = heard(None)[DISCLOSURE_JOBCENTER][JobcenterInformed]


@dataclass(kw_only=True)
class JobcenterBridge(BridgeUnderTest[JobcenterTransaction]):
    """The bridge, its loops and its neighbours' addresses."""

    folder: Path
    settings: Mapping[str, str]
    """What the bridge's processes are told, but for Kafka."""
    fetcher: Fetcher
    jobcenter: Jobcenter
    http: httpx2.AsyncClient
    bridge: str
    sandbox: str
    issuer: str
    processes: Sequence[Child]

    async def informed(self, person: Person, **told: Any) -> CitizenId:
        """Hear a new disclosure about this person, ``told`` as below; the clock looks at what it marked."""
        citizen = await self.keyring.get_or_create(person.cpr)
        await self.hear(citizen, await self.told(citizen, person, **told), HEAR)
        await Clock(self.store, due(RULES)).tick()
        return citizen

    async def told(
        self,
        citizen: CitizenId,
        person: Person,
        *,
        shares: bool = True,
        milestones: bool = True,
        hold: date | None = None,
        ask: str = "Aisha Digtet",
        referrals: Sequence[DisclosedReferral] = (),
        received: bool = True,
        calls: bool = True,
        status: bool = True,
    ) -> JobcenterInformed:
        """A disclosure with the citizen's own tokens."""
        asked = await self.keyring.seal(citizen, "name", ask)
        return JobcenterInformed(
            shares=shares,
            until=None,
            milestones_received=milestones,
            identity=await self.identity(citizen, person) if shares else None,
            contact_hold=ContactHold(hold_id=uuid4(), until=hold, ask=asked) if hold else None,
            referrals=tuple(referrals),
            referrals_received=received,
            calls_received=calls,
            status_received=status,
            occurred_at=datetime.now(UTC),
        )

    async def referral(self, person: Person, words: str = WORDS) -> DisclosedReferral:
        """A referral to the jobcenter that is open."""
        citizen = await self.keyring.get_or_create(person.cpr)
        return DisclosedReferral(
            referral_id=uuid4(),
            stage=ReferralStage.ASKED,
            to_unit="JOB-1",
            urgent=False,
            words=await self.keyring.seal(citizen, "words", words),
            information=None,
            answer_by=datetime.now(UTC).date() + timedelta(days=14),
            until=None,
        )

    async def happens(self, what: str, person: Person, *, notify: bool = True, **more: Any) -> dict[str, Any]:
        """Something happens at the jobcenter; the notification that it sent, or would have sent."""
        wish = {"what": what, "cpr": person.cpr.number, "notify": notify, **more}
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

    async def behave(self, how: str, times: int | None = None, sends: str = "once") -> None:
        """Let the sandbox be a bad partner, and send its notifications in this way."""
        wish = {"how": how, "times": times, "sends": sends}
        (await self.http.post(f"{self.sandbox}/behave", json=wish)).raise_for_status()

    async def received(self) -> list[dict[str, Any]]:
        """The tasks in the sandbox."""
        return list((await self.http.get(f"{self.sandbox}/received")).json()["tasks"])

    async def bearer(self, role: str, sector: str | None = None) -> dict[str, str]:
        """The header with a token."""
        answer = await self.http.post(f"{self.issuer}/token", json={"role": role, "sector": sector})
        return {"authorization": f"Bearer {answer.json()['access_token']}"}

    async def time_passes(self) -> None:
        """Notifications that wait are due too."""
        await super().time_passes()
        await self.pool.execute("UPDATE notification SET again = clock_timestamp() WHERE state = 'waiting'")

    async def states(self) -> list[str]:
        """The notifications' states, the oldest first."""
        rows = await self.pool.fetch("SELECT state FROM notification ORDER BY received_at, version")
        return [row["state"] for row in rows]

    async def everything(self) -> str:
        """And every line that the processes have logged."""
        return "\n".join([await super().everything(), *(one.log.read_text() for one in self.processes)])


@asynccontextmanager
async def jobcenter_bridge(
    servers: Servers, folder: Path, kept: str | None = None
) -> AsyncIterator[JobcenterBridge]:
    """A bridge with everything around it; ``kept`` is what the sandbox's file holds before it starts."""
    if kept is not None:
        (folder / "jobcenter.jsonl").write_text(kept)
    doors = {name: ports.free_port() for name in ("issuer", "sandbox", "bridge")}
    issuer, sandbox, bridge = (f"http://127.0.0.1:{port}" for port in doors.values())
    who = Credentials(f"{sandbox}/oauth2/token", CLIENT_ID, CLIENT_SECRET)
    modules = ("samspil.sandboxes.issuer", "samspil.sandboxes.jobcenter", "samspil.jobcenter_bridge.app.web")
    async with (
        service_under_test(servers, "jobcenter-bridge") as made,
        httpx2.AsyncClient(timeout=10, trust_env=False) as http,
        client_at(sandbox, API_KEY, TIMEOUT, who) as client,
        AsyncExitStack() as ends,
    ):
        settings = {
            **made.environment,
            "OIDC_ISSUER": issuer,
            "BRIDGE_ADDRESS": bridge,
            "JOBCENTER_ADDRESS": sandbox,
            "JOBCENTER_API_KEY": API_KEY,
            "JOBCENTER_TOKEN_ADDRESS": who.address,
            "JOBCENTER_CLIENT_ID": who.client_id,
            "JOBCENTER_CLIENT_SECRET": who.secret.get_secret_value(),
            "JOBCENTER_STATE_FILE": str(folder / "jobcenter.jsonl"),
            "ISSUER_KEY_FILE": str(folder / "issuer.json"),
        }
        processes = []
        for (name, port), module in zip(doors.items(), modules, strict=True):
            env = {**os.environ, **settings, "PORT": str(port)}
            processes.append(Child(name, [sys.executable, "-m", module], log=folder / f"{name}.log", env=env))
            processes[-1].start()
            ends.callback(processes[-1].kill)
        for address, process in zip((issuer, sandbox, bridge), processes, strict=True):
            await ready(http, f"{address}/readyz", process)
        store = jobcenter_store(made.pool)
        cases = CaseSystem(client, Reading(ACTIVITY_KINDS, target_groups=RULES.target_groups))
        jobcenter = Jobcenter(cases, made.keyring, partial(read_cpr, made.pool))
        yield JobcenterBridge(
            **vars(made),
            folder=folder,
            settings=settings,
            store=store,
            fetcher=Fetcher(store, made.keyring, cases, RULES),
            jobcenter=jobcenter,
            courier=Courier(store, jobcenter, end_delivery),
            http=http,
            bridge=bridge,
            sandbox=sandbox,
            issuer=issuer,
            processes=processes,
        )


def unreadable_activity(identifier: UUID, person: Person) -> str:
    """A sandbox's file with one activity whose hours no week has."""
    entity = {"aktivitetIdentifier": str(identifier), "startdato": "2026-12-01", "timerPrUge": 99}
    kept = {"cpr": person.cpr.number, "version": 1, "entity": entity}
    return json.dumps(["activity", str(identifier), kept]) + "\n"
