"""One room with real servers: the toy service on the ledger, and a log in memory."""

from collections.abc import AsyncIterator

import pytest

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
