"""A relay that is told to end while somebody wakes it ends."""

import asyncio
from typing import Any, cast

import pytest

from samspil.ledger.database import Pool
from samspil.ledger.relay import Relay


class Empty:
    """A database in which nothing waits to be sent."""

    async def fetch(self, *_: object) -> list[Any]:
        return []


@pytest.mark.parametrize("turns", range(6))
async def test_it_ends_at_whatever_moment_it_is_woken(turns: int) -> None:
    relay = Relay(cast(Pool, Empty()), cast(Any, None))
    running = asyncio.create_task(relay.run())
    await asyncio.sleep(0.01)

    relay.awake.set()
    for _ in range(turns):
        await asyncio.sleep(0)
    running.cancel()

    done, _ = await asyncio.wait({running}, timeout=1)
    running.cancel()
    assert done
