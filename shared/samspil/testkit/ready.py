"""A process is up when it says so at its own door."""

import asyncio
import time

import httpx2

from samspil.stack.process import Child

READY_WITHIN = 40.0


async def ready(http: httpx2.AsyncClient, address: str, process: Child) -> None:
    """Wait until the process answers at this address that it is; its last words are in the error."""
    until = time.monotonic() + READY_WITHIN
    while time.monotonic() < until and process.alive:
        try:
            if (await http.get(address)).status_code == 200:
                return
        except httpx2.HTTPError:
            pass
        await asyncio.sleep(0.05)
    raise AssertionError(f"{process.name} is not ready: {process.last_words()}")
