"""After an act at another service: wait for what it said, so that the page shows what its person just did."""

import asyncio
from time import monotonic

from samspil.contracts.topics import Topic
from samspil.ledger.database import Pool
from samspil.overview.storage.queries import read_heard
from samspil.vocabulary.citizen_id import CitizenId

LONGEST_SECONDS = 3.0
"""What comes later is shown by the page's own stream."""
LOOK_SECONDS = 0.02


async def wait_until_heard(pool: Pool, citizen: CitizenId, topic: Topic, version: int) -> None:
    """Returns when the view has what that version says, or after a while without it."""
    until = monotonic() + LONGEST_SECONDS
    while await read_heard(pool, citizen, topic) < version and monotonic() < until:
        await asyncio.sleep(LOOK_SECONDS)
