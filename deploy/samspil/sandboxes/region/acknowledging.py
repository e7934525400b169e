"""Acknowledgements that come by themselves: later, twice, in the wrong order, or of what nobody sent."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import NamedTuple

from samspil.sandboxes.region.behaviour import LATER_SECONDS, How


class Due(NamedTuple):
    """One to be sent: of which message, with which activity."""

    message_id: str
    activity: str


class Afterwards:
    """Sends after ``pause`` seconds, through ``send``."""

    def __init__(self, send: Callable[[Due], Awaitable[object]], pause: float = LATER_SECONDS) -> None:
        self._send = send
        self.pause = pause
        self._waiting: list[Due] = []
        self._tasks: set[asyncio.Task[None]] = set()

    def add(self, how: How, due: Due) -> None:
        """Let it be sent; out of order, with whatever comes before it is."""
        self._waiting.append(due)
        if how is How.OUT_OF_ORDER and len(self._waiting) > 1:
            return
        task = asyncio.get_running_loop().create_task(self._later(how))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _later(self, how: How) -> None:
        await asyncio.sleep(self.pause)
        waiting, self._waiting = self._waiting, []
        for due in reversed(waiting) if how is How.OUT_OF_ORDER else waiting:
            await self._send(due)

    async def done(self) -> None:
        """Wait until all of them are sent."""
        while self._tasks:
            await asyncio.gather(*self._tasks)
