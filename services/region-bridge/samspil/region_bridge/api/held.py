"""Counts what waits for a human, and lets go of what was held under no citizen for thirty days."""

from functools import partial

from samspil.ledger.database import Pool
from samspil.region_bridge.api.again_and_again import again_and_again
from samspil.region_bridge.handlers.follow_notices import FOLLOW_NOTICES
from samspil.region_bridge.storage import held, unplaced
from samspil.region_bridge.storage.attachments import forget_attachments
from samspil.sealing.keyring import Keyring
from samspil.telemetry import metrics

LOOK_EVERY = 60.0
"""Seconds."""


async def keep_held(pool: Pool, keyring: Keyring) -> None:
    """Returns never."""
    await again_and_again(partial(look, pool, keyring), LOOK_EVERY, "held.waits")


async def look(pool: Pool, keyring: Keyring) -> None:
    """Once. Key and row go by their own dates, so whatever ends in between is done the next time."""
    await held.adopt(pool, FOLLOW_NOTICES)
    waiting, oldest = await held.count(pool)
    metrics.messages_held.set(waiting)
    metrics.messages_held_oldest_seconds.set(oldest)
    await held.forget(pool)
    await unplaced.forget(pool)
    await forget_attachments(pool)
    await keyring.destroy_held()
