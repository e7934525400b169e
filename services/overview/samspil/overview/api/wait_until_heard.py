"""After an act at another service: wait for what it said, so that the page shows what its person just did."""

import asyncio
from time import monotonic

from samspil.contracts.topics import Topic
from samspil.ledger.database import Pool
from samspil.overview.storage.queries import read_heard
from samspil.vocabulary.citizen_id import CitizenId

LONGEST_SECONDS = 2.0
"""What comes later is shown by the page's own stream, and said to be on its way."""
LOOK_SECONDS = 0.02


async def wait_until_heard(pool: Pool, citizen: CitizenId, topic: Topic, version: int) -> bool:
    """Whether the view has what that version says, at once or after a while."""
    until = monotonic() + LONGEST_SECONDS
    while not (heard := await read_heard(pool, citizen, topic) >= version) and monotonic() < until:
        await asyncio.sleep(LOOK_SECONDS)
    return heard
