"""Real servers for one run, with fsync on, and a town on them whose processes are started one by one."""

import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from samspil.contracts.topics import TOPICS, Topic
from samspil.stack import databases
from samspil.testkit.servers import Servers
from samspil.testkit.town import PASSWORDS, Town


class Bench:
    """What every benchmark is given."""

    def __init__(self, servers: Servers, town: Town) -> None:
        self._servers = servers
        self.town = town

    async def database(self, service: str) -> str:
        """The address of a new, empty database of a service."""
        return await self._servers.postgres.database(*databases.migrations_of(service))

    async def create(self, *topics: Topic) -> None:
        """Make topics that no service has."""
        await self._servers.kafka.create((*TOPICS, *topics), PASSWORDS)


@asynccontextmanager
async def started() -> AsyncIterator[Bench]:
    """Kafka and PostgreSQL as an installation has them: what was committed survives a power cut."""
    servers = Servers(fsync=True)
    with tempfile.TemporaryDirectory(prefix="samspil-bench-") as folder:
        town = Town(servers, Path(folder))
        try:
            await town.make()
            yield Bench(servers, town)
        finally:
            town.stop()
            await town.http.aclose()
            servers.close()
