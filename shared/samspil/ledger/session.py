"""One session that holds what a process may be only once: its ordinal, and the relay of its database."""

import asyncio
from collections.abc import Callable

import asyncpg

from samspil.telemetry.log import get_logger

_ORDINAL, _RELAY = 1, 2  # classes of advisory locks

log = get_logger()


class SessionLost(Exception):
    """The session is gone and with it all that it held: another process may hold it by now."""


class Session:
    """A connection of its own, never through a pooler; when it is lost its process has to end, hard."""

    def __init__(self, connection: "asyncpg.Connection[asyncpg.Record]") -> None:
        self._connection = connection
        self._one_at_a_time = asyncio.Lock()
        """A connection takes one question at a time, and several tasks ask."""

    @classmethod
    async def open(cls, url: str) -> "Session":
        """Connect; nothing is held yet."""
        return cls(await asyncpg.connect(url, server_settings={"tcp_keepalives_idle": "5"}))

    async def claim_ordinal(self, of: int) -> int:
        """The lowest number below ``of`` that no other worker of this service holds; claimed at start."""
        while True:
            for ordinal in range(of):
                if await self._claim(_ORDINAL, ordinal):
                    return ordinal
            await asyncio.sleep(1)

    async def claim_relay(self) -> None:
        """Returns when this process alone may relay."""
        while not await self._claim(_RELAY, 0):
            await asyncio.sleep(0.5)

    async def listen(self, channel: str, heard: Callable[[], None]) -> None:
        """Call ``heard`` whenever somebody notifies this channel."""
        async with self._one_at_a_time:
            await self._connection.add_listener(channel, lambda *_: heard())

    async def watch(self) -> None:
        """Returns never. Raises ``SessionLost`` within two seconds of losing the session."""
        while True:
            await asyncio.sleep(1)
            try:
                async with asyncio.timeout(1), self._one_at_a_time:
                    await self._connection.execute("SELECT 1")
            except (asyncpg.PostgresError, asyncpg.InterfaceError, OSError, TimeoutError) as fault:
                log.critical("session.lost", fault=type(fault).__name__)
                raise SessionLost from None

    async def close(self) -> None:
        """Give back what it held."""
        await self._connection.close(timeout=2)

    async def _claim(self, kind: int, number: int) -> bool:
        async with self._one_at_a_time:
            claimed: bool = await self._connection.fetchval(
                "SELECT pg_try_advisory_lock($1, $2)", kind, number
            )
        return claimed
