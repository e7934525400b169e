"""A town: every service as real processes on the run's servers, with databases of its own."""

import asyncio
import base64
import os
import secrets
import sys
import time
from collections.abc import AsyncIterator, Callable, Collection, Mapping, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any
from uuid import UUID

import asyncpg
import httpx2
from aiokafka import AIOKafkaConsumer, TopicPartition

from samspil.contracts import topics
from samspil.contracts.topics import PARTITIONS, SERVICES, TOPICS, heard_by
from samspil.messaging.kafka import Kafka
from samspil.sealing.index_key import IndexKey
from samspil.sealing.keyring import Keyring, keyring_at
from samspil.sealing.master_key import EnvironmentMasterKey
from samspil.stack import databases, ports
from samspil.stack.process import Child
from samspil.testkit.checker import check
from samspil.testkit.people import Person
from samspil.testkit.servers import Servers

PASSWORDS = {service: f"{service}-test" for service in SERVICES}

PROCESSES = ("referral-web", "referral-worker", "overview-web", "overview-worker")

READY_WITHIN = 30.0


class Town:
    """The processes by name (``referral-web``, ``overview-worker`` …) and the doors to them."""

    def __init__(self, servers: Servers, folder: Path, settings: Mapping[str, str] | None = None) -> None:
        self.servers = servers
        self.folder = folder
        self.children: dict[str, Child] = {}
        self.ports: dict[str, int] = {}
        self.urls: dict[str, str] = {}
        self.keys = {name: base64.b64encode(secrets.token_bytes(32)).decode() for name in ("master", "index")}
        self.settings = settings or {}
        """What every process is told besides."""
        self.began: dict[TopicPartition, int] = {}
        """Where the log ended when the town was made: what stands behind is its own."""
        self.http = httpx2.AsyncClient(timeout=30, trust_env=False)

    def kafka(self, service: str, password: str | None = None) -> Kafka:
        """A service's login."""
        return Kafka(self.servers.kafka.bootstrap, service, password or PASSWORDS[service])

    @property
    def admin(self) -> Kafka:
        """The administrator's login."""
        kafka = self.servers.kafka
        return Kafka(kafka.bootstrap, kafka.admin_user, kafka.admin_password)

    def address(self, process: str) -> str:
        """Where a process answers."""
        return f"http://127.0.0.1:{self.ports[process]}"

    async def make(self) -> None:
        """Databases, topics and users; hearing starts behind what earlier tests left in the log."""
        for name in databases.OWNERS:
            self.urls[name] = await self.servers.postgres.database(*databases.migrations_of(name))
        await self.servers.kafka.create(TOPICS, PASSWORDS)
        self.began = await self.ends([topic.name for topic in TOPICS])
        await self.start_from_now("overview")

    async def start_from_now(self, service: str) -> None:
        """Set the service's watermarks at the log's end."""
        ends = await self.ends([topic.name for topic in heard_by(service)])
        async with databases.connected(self.urls[service]) as connection:
            await connection.executemany(
                "INSERT INTO watermark (topic, part, next_offset) VALUES ($1, $2, $3)",
                [(one.topic, one.partition, end) for one, end in ends.items()],
            )

    async def ends(self, names: Collection[str]) -> dict[TopicPartition, int]:
        """The log's ends."""
        consumer = AIOKafkaConsumer(**self.admin.aiokafka)
        await consumer.start()
        try:
            return dict(
                await consumer.end_offsets(
                    [TopicPartition(name, part) for name in names for part in range(PARTITIONS)]
                )
            )
        finally:
            await consumer.stop()

    def add(
        self, name: str, module: str, env: Mapping[str, str] | None = None, runner: Sequence[str] = ()
    ) -> Child:
        """Start one more process; ``runner`` is a module of the testkit, with arguments, that runs it.

        One of the same name is ended first.
        """
        if name in self.children:
            self.children[name].kill()
        port = self.ports.setdefault(name, ports.free_port())
        child = Child(
            name,
            [sys.executable, "-m", *runner, module],
            log=self.folder / f"{name}.log",
            env={
                **os.environ,
                "HOST": "127.0.0.1",
                "PORT": str(port),
                "HEALTH_PORT": str(port),
                **(env or {}),
            },
        )
        self.children[name] = child
        child.start()
        return child

    def start(
        self, service: str, process: str, number: int = 1, *, runner: Sequence[str] = (), **env: str
    ) -> Child:
        """Start a service's ``web`` or one of its ``worker`` processes, or start it anew."""
        name = self.name(service, process, number)
        return self.add(
            name, f"samspil.{service}.app.{process}", {**self.environment(service), **env}, runner
        )

    def name(self, service: str, process: str, number: int = 1) -> str:
        """What the process is called here."""
        return f"{service}-{process}" if number == 1 else f"{service}-{process}-{number}"

    def environment(self, service: str) -> dict[str, str]:
        """A service's settings."""
        return {
            "DATABASE_URL": self.urls[service],
            "KEYRING_DATABASE_URL": self.urls[databases.KEYRING],
            "MASTER_KEY": self.keys["master"],
            "INDEX_KEY": self.keys["index"],
            "KAFKA_BOOTSTRAP_SERVERS": self.servers.kafka.bootstrap,
            "KAFKA_USERNAME": service,
            "KAFKA_PASSWORD": PASSWORDS[service],
            "KAFKA_SESSION_SECONDS": "6",
            "OIDC_ISSUER": f"http://127.0.0.1:{self.ports.setdefault('issuer', ports.free_port())}",
            "OTEL_METRIC_EXPORT_INTERVAL": "1000",
            **self.settings,
        }

    async def start_all(self, *processes: str) -> None:
        """These processes (without any: every one of every service), and the issuer that their doors need."""
        for process in processes or PROCESSES:
            service, _, kind = process.partition("-")
            self.start(service, kind)
        if any(name.endswith("web") for name in self.children):
            self.add(
                "issuer", "samspil.sandboxes.issuer", {"ISSUER_KEY_FILE": str(self.folder / "issuer.json")}
            )
        await asyncio.gather(*(self.ready(name) for name in self.children))

    async def ready(self, name: str) -> None:
        """Wait until the process is ready; its last words are in the error."""
        path = "/livez" if name == "issuer" else "/readyz"
        until = time.monotonic() + READY_WITHIN
        while time.monotonic() < until and self.children[name].alive:
            try:
                answer = await self.http.get(self.address(name) + path)
                if answer.status_code == 200:
                    return
            except httpx2.HTTPError:
                pass
            await asyncio.sleep(0.05)
        raise AssertionError(f"{name} is not ready: {self.children[name].last_words()}")

    @asynccontextmanager
    async def supervised(self) -> AsyncIterator[list[str]]:
        """While the block runs, whatever ends is started again, as it was; gives the names of what ended."""
        ended: list[str] = []

        async def supervise() -> None:
            while True:
                for name, child in self.children.items():
                    if not child.alive:
                        ended.append(name)
                        child.start()
                await asyncio.sleep(0.2)

        supervising = asyncio.create_task(supervise())
        try:
            yield ended
        finally:
            supervising.cancel()

    def stop(self) -> None:
        """End every process."""
        for child in self.children.values():
            child.kill()

    async def token(self, role: str = "caseworker", sector: str = "social") -> str:
        """A bearer token of a synthetic person."""
        answer = await self.http.post(
            self.address("issuer") + "/token", json={"role": role, "sector": sector}
        )
        return str(answer.json()["access_token"])

    async def headers(self, role: str = "caseworker", sector: str = "social") -> dict[str, str]:
        """The header with that token."""
        return {"authorization": f"Bearer {await self.token(role, sector)}"}

    async def register(self, person: Person) -> UUID:
        """Register a citizen over HTTP."""
        answer = await self.http.post(
            self.address("referral-web") + "/v1/citizens",
            json={
                "cpr": person.cpr.number,
                "name": person.name,
                "acting_municipality": "101",
                "basis": "sel-85",
            },
            headers=await self.headers(),
        )
        assert answer.status_code in {200, 201}, answer.text  # noqa: S101  # a test's own words
        return UUID(answer.json()["citizen_id"])

    async def refer(self, citizen: UUID, words: str, headers: Mapping[str, str] | None = None) -> UUID:
        """Submit a referral over HTTP."""
        answer = await self.http.post(
            self.address("referral-web") + f"/v1/citizens/{citizen}/referrals",
            json={"to_sector": "social", "to_unit": "VISITATION-1", "words": words, "basis": "sel-85"},
            headers={**(await self.headers()), **(headers or {})},
        )
        assert answer.status_code == 201, answer.text  # noqa: S101
        return UUID(answer.json()["referral_id"])

    async def view(self, citizen: UUID) -> dict[str, Any] | None:
        """The view as a caseworker sees it; None before anything was heard."""
        answer = await self.http.get(
            self.address("overview-web") + f"/v1/citizens/{citizen}/view", headers=await self.headers()
        )
        return answer.json() if answer.status_code == 200 else None

    @asynccontextmanager
    async def keyring(self) -> AsyncIterator[Keyring]:
        """The town's keyring, as a service has it."""
        master, index = (base64.b64decode(self.keys[name]) for name in ("master", "index"))
        async with keyring_at(
            self.urls[databases.KEYRING], EnvironmentMasterKey(master), IndexKey(index)
        ) as keyring:
            yield keyring

    async def wrongs(self, within: float = 40.0) -> list[str]:
        """What is still lost, doubled, out of order or held up after so many seconds to settle."""
        until = time.monotonic() + within
        while wrongs := await check(
            self.urls["referral"], self.urls["overview"], (topics.CITIZEN, topics.REFERRAL)
        ):
            if time.monotonic() > until:
                return wrongs
            await asyncio.sleep(0.1)
        return []

    async def fetch(self, service: str, query: str, *values: object) -> list[asyncpg.Record]:
        """Ask a service's database."""
        async with databases.connected(self.urls[service]) as connection:
            return list(await connection.fetch(query, *values))


@asynccontextmanager
async def town(
    servers: Servers, folder: Path, *processes: str, settings: Mapping[str, str] | None = None
) -> AsyncIterator[Town]:
    """A town with these processes running; without any: with all."""
    built = Town(servers, folder, settings)
    await built.make()
    try:
        await built.start_all(*processes)
        yield built
    finally:
        built.stop()
        await built.http.aclose()


async def eventually(true: Callable[[], Any], within: float = 20.0, every: float = 0.05) -> Any:
    """Wait until ``true()``, which may be asynchronous, is truthy, and give it."""
    until = time.monotonic() + within
    while True:
        found = true()
        if asyncio.iscoroutine(found):
            found = await found
        if found:
            return found
        if time.monotonic() > until:
            raise AssertionError(f"not within {within} s")
        await asyncio.sleep(every)
