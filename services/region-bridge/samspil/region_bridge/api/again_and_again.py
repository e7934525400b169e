"""What the worker does again and again beside hearing: while something is away it waits for the next time."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import NoReturn

from samspil.ledger.database import passes
from samspil.sealing.errors import KeyringAway
from samspil.telemetry.log import get_logger

log = get_logger()


async def again_and_again(look: Callable[[], Awaitable[None]], every: float, waits: str) -> NoReturn:
    """``every`` is in seconds; ``waits`` is what the log says of a time that failed. Raises what stays."""
    while True:
        try:
            await look()
        except Exception as fault:
            if not (isinstance(fault, KeyringAway) or passes(fault)):
                raise
            log.info(waits, fault=type(fault).__name__)
        await asyncio.sleep(every)
