"""Waiting for what other processes do."""

import asyncio
import time
from collections.abc import Callable
from typing import Any


async def eventually(true: Callable[[], Any], within: float = 20.0, every: float = 0.05) -> Any:
    """Wait until ``true()``, which may be asynchronous, is truthy, and give it."""
    until = time.monotonic() + within
    while True:
        found = true()
        if asyncio.iscoroutine(found):
            found = await found
        if found:
            return found
        if time.monotonic() > until:
            raise AssertionError(f"not within {within} s")
        await asyncio.sleep(every)
