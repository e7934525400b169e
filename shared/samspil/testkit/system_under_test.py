"""The whole system: every service as real processes on the run's servers, with databases of its own."""

import asyncio
import base64
import os
import secrets
import sys
import time
from collections import defaultdict
from collections.abc import AsyncIterator, Collection, Mapping, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

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
from samspil.stack.environment import read_by
from samspil.stack.process import Child
from samspil.stack.processes import OF_SERVICES
from samspil.testkit.checker import check, check_all
from samspil.testkit.doors import Doors
from samspil.testkit.eventually import eventually as eventually
from samspil.testkit.ready import ready
from samspil.testkit.servers import Servers

PASSWORDS = {service: f"{service}-test" for service in SERVICES}

PROCESSES = {process.name: process for process in OF_SERVICES}

PARTNERS = ("jobcenter", "region")
"""Each has a sandbox: ``jobcenter-sandbox``, ``region-sandbox``."""

SENT_BY_NOBODY = "UPDATE delivery SET at = clock_timestamp() WHERE state = 'sending'"
FETCHED_BY_NOBODY = "UPDATE notification SET again = clock_timestamp() WHERE state = 'waiting'"


class SystemUnderTest(Doors):
    """The processes by name (``referral-web``, ``region-bridge-worker`` …) and the doors to them."""

    def __init__(
        self,
        servers: Servers,
        folder: Path,
        settings: Mapping[str, str] | None = None,
        runners: Mapping[str, Sequence[str]] | None = None,
    ) -> None:
        self.servers = servers
        self.folder = folder
        self.children: dict[str, Child] = {}
        self.ports: defaultdict[str, int] = defaultdict(ports.free_port)
        self.urls: dict[str, str] = {}
        """Databases by name, as their owner."""
        self._as_service = self._as_log_reader = ""
        self.keys = {
            name: base64.b64encode(secrets.token_bytes(32)).decode()
            for name in ("master", "index", "request", "jobcenter", "jobcenter.client")
        }
        self.settings = settings or {}
        """What every process is told besides."""
        self.runners = runners or {}
        """Process → a module of the testkit, with arguments, that runs it, wherever nothing else is said."""
        self.began: dict[TopicPartition, int] = {}
        """Where the log ended when the system was made: what stands behind is its own."""
        self.http = httpx2.AsyncClient(timeout=30, trust_env=False)
        self._asking = asyncio.Semaphore(4)  # hundreds of walkers would take all connections of the server

    def kafka(self, service: str, password: str | None = None) -> Kafka:
        """A service's login."""
        return Kafka(self.servers.kafka.bootstrap, service, password or PASSWORDS[service])

    @property
    def admin(self) -> Kafka:
        """The administrator's login."""
        kafka = self.servers.kafka
        return Kafka(kafka.bootstrap, kafka.admin_user, kafka.admin_password)

    def address(self, process: str) -> str:
        """Where a process answers, or will."""
        return f"http://127.0.0.1:{self.ports[process]}"

    async def make(self) -> None:
        """Databases, topics and users; hearing starts behind what earlier tests left in the log."""
        for name in databases.OWNERS:
            self.urls[name] = await self.servers.postgres.database(*databases.migrations_of(name))
        self._as_service = await self.servers.postgres.role(
            self.urls[databases.KEYRING], databases.KEYRING_USERS
        )
        self._as_log_reader = await self.servers.postgres.role(
            self.urls[databases.KEYRING], databases.LOG_READERS
        )
        await self.servers.kafka.create(TOPICS, PASSWORDS)
        self.began = await self.ends([topic.name for topic in TOPICS])
        await asyncio.gather(*(self.start_from_now(service) for service in SERVICES))

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

        One of the same name is ended first: then this is a start like that of ``make up``, code and all.
        """
        log = self.folder / f"{name}.log"
        told = {
            **os.environ,
            "HOST": "127.0.0.1",
            **dict.fromkeys(("PORT", "HEALTH_PORT"), str(self.ports[name])),
            **(env or {}),
        }
        if name in self.children or runner:
            if before := self.children.get(name):
                before.kill()
            child = Child(name, [sys.executable, "-m", *runner, module], log=log, env=told)
        else:
            child = self.servers.child(name, module, log=log, env=told)
        self.children[name] = child
        child.start()
        return child

    def start(
        self, service: str, process: str, number: int = 1, *, runner: Sequence[str] = (), **env: str
    ) -> Child:
        """Start a service's ``web`` or one of its ``worker`` processes, or start it anew."""
        name = self.name(service, process, number)
        known = PROCESSES[f"{service}-{process}"]
        told = read_by(known, self.environment(service))
        return self.add(name, known.module, {**told, **env}, runner or self.runners.get(known.name, ()))

    def name(self, service: str, process: str, number: int = 1) -> str:
        """What the process is called here."""
        return f"{service}-{process}" if number == 1 else f"{service}-{process}-{number}"

    def environment(self, service: str) -> dict[str, str]:
        """The settings of a service's processes; each is told those that it has."""
        return {
            "DATABASE_URL": self.urls[service],
            "KEYRING_DATABASE_URL": self._as_service,
            "ACCESS_LOG_DATABASE_URL": self._as_log_reader,
            "MASTER_KEY": self.keys["master"],
            "INDEX_KEY": self.keys["index"],
            "REQUEST_KEY": self.keys["request"],
            "KAFKA_BOOTSTRAP_SERVERS": self.servers.kafka.bootstrap,
            "KAFKA_USERNAME": service,
            "KAFKA_PASSWORD": PASSWORDS[service],
            "KAFKA_SESSION_SECONDS": "6",
            "OIDC_ISSUER": self.address("issuer"),
            "OTEL_METRIC_EXPORT_INTERVAL": "1000",
            "JOBCENTER_ADDRESS": self.address("jobcenter-sandbox"),
            "JOBCENTER_API_KEY": self.keys["jobcenter"],
            "JOBCENTER_TOKEN_ADDRESS": self.address("jobcenter-sandbox") + "/oauth2/token",
            "JOBCENTER_CLIENT_ID": "samspil",
            "JOBCENTER_CLIENT_SECRET": self.keys["jobcenter.client"],
            "JOBCENTER_TIMEOUT_SECONDS": "2",
            "REGION_ADDRESS": self.address("region-sandbox"),
            "REFERRAL_ADDRESS": self.address("referral-web"),
            "JOBCENTER_BRIDGE_ADDRESS": self.address("jobcenter-bridge-web"),
            "REGION_BRIDGE_ADDRESS": self.address("region-bridge-web"),
            "PLAN_ADDRESS": self.address("plan-web"),
            **self.settings,
        }

    async def start_all(self, *processes: str) -> None:
        """These processes (without any: every one of every service), and the issuer that their doors need."""
        for process in processes or PROCESSES:
            service, _, kind = process.rpartition("-")
            self.start(service, kind)
        if any(name.endswith("web") for name in self.children):
            self.add(
                "issuer", "samspil.sandboxes.issuer", {"ISSUER_KEY_FILE": str(self.folder / "issuer.json")}
            )
        await asyncio.gather(*(self.ready(name) for name in self.children))

    async def start_partners(self) -> None:
        """Both partners' sandboxes."""
        for partner in PARTNERS:
            name = f"{partner}-sandbox"
            env = {
                "OIDC_ISSUER": self.address("issuer"),
                "BRIDGE_ADDRESS": self.address(f"{partner}-bridge-web"),
                "JOBCENTER_API_KEY": self.keys["jobcenter"],
                "JOBCENTER_CLIENT_SECRET": self.keys["jobcenter.client"],
                f"{partner.upper()}_STATE_FILE": str(self.folder / f"{name}.json"),
            }
            self.add(name, f"samspil.sandboxes.{partner}", env)
        await asyncio.gather(*(self.ready(f"{partner}-sandbox") for partner in PARTNERS))

    async def ready(self, name: str) -> None:
        """Wait until the process is ready; its last words are in the error."""
        path = "/readyz" if name.endswith(("-web", "-worker")) else "/livez"
        await ready(self.http, self.address(name) + path, self.children[name])

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

    async def leases_end(self, bridge: str) -> None:
        """Let the time pass in which nobody else touches what a dead worker of the bridge had claimed."""
        async with databases.connected(self.urls[bridge]) as connection:
            await connection.execute(SENT_BY_NOBODY)
            if bridge == "jobcenter-bridge":
                await connection.execute(FETCHED_BY_NOBODY)

    def stop(self) -> None:
        """End every process."""
        for child in self.children.values():
            child.kill()

    @asynccontextmanager
    async def keyring(self) -> AsyncIterator[Keyring]:
        """The system's keyring, as a service has it."""
        master, index = (base64.b64decode(self.keys[name]) for name in ("master", "index"))
        async with keyring_at(self._as_service, EnvironmentMasterKey(master), IndexKey(index)) as keyring:
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

    async def all_wrongs(self, within: float = 20.0) -> list[str]:
        """What is still wrong or unfinished in any service, on any topic, after so many seconds to settle."""
        until = time.monotonic() + within
        while (wrongs := await check_all(self.urls)) and time.monotonic() < until:
            await asyncio.sleep(0.2)
        return wrongs

    async def fetch(self, service: str, query: str, *values: object) -> list[asyncpg.Record]:
        """Ask a service's database."""
        async with self._asking, databases.connected(self.urls[service]) as connection:
            return list(await connection.fetch(query, *values))


@asynccontextmanager
async def system_under_test(
    servers: Servers,
    folder: Path,
    *processes: str,
    settings: Mapping[str, str] | None = None,
    runners: Mapping[str, Sequence[str]] | None = None,
) -> AsyncIterator[SystemUnderTest]:
    """A system with these processes running; without any: with all."""
    built = SystemUnderTest(servers, folder, settings, runners)
    await built.make()
    try:
        await built.start_all(*processes)
        yield built
    finally:
        built.stop()
        await built.http.aclose()
