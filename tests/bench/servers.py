"""Real servers for one run, with fsync on, and the system on them, whose processes are started one by one."""

import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from bench import processes
from samspil.contracts.topics import TOPICS, Topic
from samspil.stack import databases
from samspil.testkit.servers import Servers
from samspil.testkit.system_under_test import PASSWORDS, SystemUnderTest


class Bench:
    """What every benchmark is given."""

    def __init__(self, servers: Servers, system: SystemUnderTest) -> None:
        self._servers = servers
        self.system = system

    async def database(self, service: str) -> str:
        """The address of a new, empty database of a service."""
        return await self._servers.postgres.database(*databases.migrations_of(service))

    async def bare_database(self) -> str:
        """The address of a new database with nothing in it at all."""
        return await self._servers.postgres.database()

    def seconds(self) -> dict[str, float]:
        """Seconds of a processor that each part of the system, and this process, has used so far."""
        used = {name: processes.seconds(child.pid) for name, child in self.system.children.items()}
        return {
            **used,
            "postgres": processes.seconds(self._servers.postgres.pid),
            "kafka": processes.seconds(self._servers.kafka.pid),
            "emitting": time.process_time(),
        }

    async def create(self, *topics: Topic) -> None:
        """Make topics that no service has."""
        await self._servers.kafka.create((*TOPICS, *topics), PASSWORDS)


@asynccontextmanager
async def started() -> AsyncIterator[Bench]:
    """Kafka and PostgreSQL as an installation has them: what was committed survives a power cut."""
    servers = Servers(measuring=True)
    with tempfile.TemporaryDirectory(prefix="samspil-bench-") as folder:
        system = SystemUnderTest(servers, Path(folder))
        try:
            await system.make()
            yield Bench(servers, system)
        finally:
            system.stop()
            await system.http.aclose()
            servers.close()
