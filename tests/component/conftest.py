"""Real servers for each test: the toy service on the ledger, a log in memory, a keyring."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack

import pytest

from keyring_database import MIGRATIONS, KeyringDatabase
from samspil.sealing.keyring import Keyring
from samspil.testkit.ledger_kit import Toy, toy_service
from samspil.testkit.memory_log import MemoryLog
from samspil.testkit.servers import Servers


@pytest.fixture
async def toy(servers: Servers) -> AsyncIterator[Toy]:
    """A small service on a database of its own."""
    async with toy_service(servers) as toy:
        yield toy


@pytest.fixture
def log() -> MemoryLog:
    """An empty log."""
    return MemoryLog()


@pytest.fixture
async def database(servers: Servers) -> AsyncIterator[KeyringDatabase]:
    """A keyring's database of its own."""
    owner_url = await servers.postgres.database(("sealing", MIGRATIONS))
    async with AsyncExitStack() as opened:
        user, eraser, reader = [
            await servers.postgres.role(owner_url, group)
            for group in ("keyring_user", "keyring_eraser", "access_reader")
        ]
        yield KeyringDatabase(owner_url, user, eraser, reader, opened)
    await servers.postgres.drop(owner_url)


@pytest.fixture
async def keyring(database: KeyringDatabase) -> Keyring:
    """One service's keyring in it."""
    return await database.keyring()
