"""The balance as figures for whoever keeps watch: of each party, how many referrals count as what."""

import asyncio
from collections import Counter

from samspil.ledger.database import Pool, passes
from samspil.referral.storage.queries import read_balance
from samspil.telemetry import metrics
from samspil.vocabulary.sector import Sector

LOOK_EVERY = 15.0
COUNTED = ("open", "overdue", "answered", "cancelled", "closed")


async def keep_balance(pool: Pool) -> None:
    """Returns never."""
    while True:
        try:
            await tell_balance(pool)
        except Exception as fault:
            if not passes(fault):
                raise
        await asyncio.sleep(LOOK_EVERY)


async def tell_balance(pool: Pool) -> None:
    """Set the figures to what they are now."""
    sums: Counter[tuple[Sector, str]] = Counter()
    for line in await read_balance(pool):
        for state in COUNTED:
            sums[line.to_sector, state] += getattr(line, state)
    for (party, state), count in sums.items():
        metrics.referrals.set(count, {"party": party.value, "state": state})
