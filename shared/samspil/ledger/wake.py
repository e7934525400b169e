"""Waking: what was said, is due or is to be sent is looked at now, and not at the next slow look."""

import asyncio
import contextlib
from collections.abc import Callable, Collection
from decimal import Decimal

from samspil.ledger.database import Pool, passes

SAID, DUE, TO_SEND = "samspil", "samspil_due", "samspil_to_send"
"""The channels of the relay, the clocks and the courier: what is said at night wakes no clock."""

QUIET = 0.003
"""Seconds between two notices: NOTIFY takes one lock for the whole database at commit."""

# A notice is nothing to keep, yet committing it would wait for the disk.
NOTICE = """
SELECT pg_notify(channel, ''), set_config('synchronous_commit', 'off', true)
FROM unnest($1::text[]) AS channel
"""

SLOW_LOOK = 1.0
"""Seconds after which everybody looks by themselves: that is what a lost notice costs."""


class Waker:
    """Wakes who waits on the channels of this database, in whichever process they run."""

    def __init__(self, pool: Pool) -> None:
        self._pool = pool
        self._waking: asyncio.Task[None] | None = None
        self._wanted: set[str] = set()
        self.here: dict[str, Callable[[], None]] = {}
        """Who waits in this very process and is enough, by channel: reached without SQL."""

    def wake(self, channels: Collection[str]) -> None:
        """Wake soon, and once for many calls; never waits, never fails."""
        for channel in channels:
            if channel in self.here:
                self.here[channel]()
            else:
                self._wanted.add(channel)
        if self._wanted and (self._waking is None or self._waking.done()):
            self._waking = asyncio.create_task(self._notify())

    async def _notify(self) -> None:
        while self._wanted:
            wanted, self._wanted = self._wanted, set()
            try:
                await self._pool.execute(NOTICE, list(wanted))
            except Exception as fault:
                if not passes(fault):
                    raise
                return  # they look by themselves, too
            await asyncio.sleep(QUIET)


async def woken(awake: asyncio.Event, longest: float) -> None:
    """Rest until somebody wakes us, or for so many seconds."""
    # Not wait_for: until Python 3.12 it forgets to end when the event is set in that very moment.
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(longest):
            await awake.wait()


def until(seconds: float | Decimal | None) -> float:
    """How long to rest when the next thing is known to come then; what is past waits for somebody else."""
    return min(float(seconds), SLOW_LOOK) if seconds is not None and seconds > 0 else SLOW_LOOK
