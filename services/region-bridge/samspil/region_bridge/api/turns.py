"""How many large messages are received at once: each lies in memory until it is kept."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Final

from samspil.region_bridge.api.remedies import TOO_MANY_AT_ONCE
from samspil.web.problems import Problem

AT_ONCE: Final = 2
WAIT_SECONDS = 10.0
"""For a turn; what is still on its way waits at the sender."""


class Turns:
    """Whoever comes when all are taken waits, and is then asked to send again."""

    def __init__(self) -> None:
        self._free = asyncio.Semaphore(AT_ONCE)

    @asynccontextmanager
    async def one(self) -> AsyncIterator[None]:
        """One turn. Raises ``Problem``."""
        try:
            async with asyncio.timeout(WAIT_SECONDS):
                await self._free.acquire()
        except TimeoutError:
            raise Problem(TOO_MANY_AT_ONCE) from None
        try:
            yield
        finally:
            self._free.release()
