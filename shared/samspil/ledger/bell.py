"""The bell rings when something was said or is due, so that nobody has to wait for the next look."""

import asyncio
import contextlib
from collections.abc import Callable

from samspil.ledger.database import Pool, passes

SAID, DUE = "samspil", "samspil_due"
"""The relay's channel and the clocks': what is said at night shall not wake every worker's clock."""

QUIET = 0.003
"""Seconds between two rings: NOTIFY takes one lock for the whole database at commit."""


class Bell:
    """Rings the relay and the clocks of this database, in whichever process they run.

    A lost ring costs one poll interval.
    """

    def __init__(self, pool: Pool) -> None:
        self._pool = pool
        self._ringing: asyncio.Task[None] | None = None
        self._wanted: set[str] = set()
        self.clock: Callable[[], None] | None = None
        """The clock of this very process, if it has one: polls mark everybody, and reach it without SQL."""

    def ring(self, *, said: bool, due: bool) -> None:
        """Ring soon, and once for many calls; never waits, never fails."""
        if due and self.clock is not None:
            self.clock()
            due = False
        self._wanted |= {channel for channel, wanted in ((SAID, said), (DUE, due)) if wanted}
        if self._wanted and (self._ringing is None or self._ringing.done()):
            self._ringing = asyncio.create_task(self._ring())

    async def _ring(self) -> None:
        while self._wanted:
            wanted, self._wanted = self._wanted, set()
            try:
                await self._pool.execute("; ".join(f"NOTIFY {channel}" for channel in sorted(wanted)))
            except Exception as fault:
                if not passes(fault):
                    raise
                return  # they look by themselves, too
            await asyncio.sleep(QUIET)


async def rung(bell: asyncio.Event, longest: float) -> None:
    """Rest until the bell rings, or for so many seconds."""
    # Not wait_for: until Python 3.12 it forgets to end when the bell rings in that very moment.
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(longest):
            await bell.wait()
