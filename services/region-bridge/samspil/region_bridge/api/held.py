"""Counts what waits for a human, and lets go of what was held under no citizen for thirty days."""

import asyncio

from samspil.ledger.database import Pool, passes
from samspil.region_bridge.handlers.follow_notices import FOLLOW_NOTICES
from samspil.region_bridge.storage import held, unplaced
from samspil.region_bridge.storage.attachments import forget_attachments
from samspil.sealing.errors import KeyringAway
from samspil.sealing.keyring import Keyring
from samspil.telemetry import metrics
from samspil.telemetry.log import get_logger

LOOK_EVERY = 60.0
"""Seconds."""

log = get_logger()


async def keep_held(pool: Pool, keyring: Keyring) -> None:
    """Returns never."""
    while True:
        try:
            await look(pool, keyring)
        except Exception as fault:
            if not (isinstance(fault, KeyringAway) or passes(fault)):
                raise
            log.info("held.waits", fault=type(fault).__name__)
        await asyncio.sleep(LOOK_EVERY)


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
