"""The bell rings when something was said or marked, so that nobody has to wait for the next look."""

import asyncio

from samspil.ledger.database import Pool, passes

CHANNEL = "samspil"

QUIET = 0.003
"""Seconds between two rings: NOTIFY takes one lock for the whole database at commit."""


class Bell:
    """Rings the relay of this database, in whichever process it runs; a lost ring costs one poll interval."""

    def __init__(self, pool: Pool) -> None:
        self._pool = pool
        self._ringing: asyncio.Task[None] | None = None
        self._again = False

    def ring(self) -> None:
        """Ring soon, and once for many calls; never waits, never fails."""
        if self._ringing is None or self._ringing.done():
            self._ringing = asyncio.create_task(self._ring())
        else:
            self._again = True

    async def _ring(self) -> None:
        while True:
            self._again = False
            try:
                await self._pool.execute(f"NOTIFY {CHANNEL}")
            except Exception as fault:
                if not passes(fault):
                    raise
                return  # the relay looks by itself, too
            await asyncio.sleep(QUIET)
            if not self._again:
                return
