"""One service without its processes, on databases of its own, and what every test asks of it."""

import base64
import secrets
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from samspil.contracts.envelope import Event
from samspil.ledger.database import Pool, open_pool
from samspil.sealing.index_key import IndexKey
from samspil.sealing.keyring import Keyring, keyring_at
from samspil.sealing.master_key import EnvironmentMasterKey
from samspil.stack import databases
from samspil.testkit.publishers import read
from samspil.testkit.servers import Servers


@dataclass(kw_only=True)
class ServiceUnderTest:
    """Its database, and a keyring."""

    url: str
    keyring_url: str
    """As the keyring's owner, who may do there what no service may."""
    pool: Pool
    keyring: Keyring
    keys: Mapping[str, bytes]
    """By the names of their settings."""

    @property
    def environment(self) -> dict[str, str]:
        """What a process of the service is told of them."""
        return {
            "DATABASE_URL": self.url,
            "KEYRING_DATABASE_URL": self.keyring_url,
            **{name: base64.b64encode(key).decode() for name, key in self.keys.items()},
        }

    async def said(self, citizen: UUID) -> list[Event[Any]]:
        """The events about a citizen, in order on each topic."""
        rows = await self.pool.fetch(
            "SELECT topic, record FROM event WHERE citizen_id = $1 ORDER BY topic, seq", citizen
        )
        return [read(row["topic"], row["record"]) for row in rows]

    async def types_said(self, citizen: UUID) -> list[str]:
        """The types of these events."""
        return [event.type for event in await self.said(citizen)]

    async def count(self, table: str) -> int:
        """Rows in one of the service's tables."""
        return int(await self.pool.fetchval(f"SELECT count(*) FROM {table}"))  # noqa: S608  # a test's own word

    async def everything(self) -> str:
        """All that stands in the service's own database, a line a row, with bytes as text."""
        tables = await self.pool.fetch("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        rows = [
            row
            for (table,) in tables
            for row in await self.pool.fetch(f'SELECT * FROM "{table}"')  # noqa: S608  # our own tables
        ]
        return "\n".join(str([_as_text(value) for value in row.values()]) for row in rows)


@asynccontextmanager
async def service_under_test(servers: Servers, service: str) -> AsyncIterator[ServiceUnderTest]:
    """A service on new databases."""
    url = await servers.postgres.database(*databases.migrations_of(service))
    keyring_url = await servers.postgres.database(*databases.migrations_of(databases.KEYRING))
    keys = {name: secrets.token_bytes(32) for name in ("MASTER_KEY", "INDEX_KEY", "REQUEST_KEY")}
    master, index = EnvironmentMasterKey(keys["MASTER_KEY"]), IndexKey(keys["INDEX_KEY"])
    async with await open_pool(url) as pool, keyring_at(keyring_url, master, index) as keyring:
        yield ServiceUnderTest(url=url, keyring_url=keyring_url, pool=pool, keyring=keyring, keys=keys)
    await servers.postgres.drop(url, keyring_url)


def _as_text(value: object) -> str:
    return value.decode(errors="replace") if isinstance(value, bytes) else str(value)
