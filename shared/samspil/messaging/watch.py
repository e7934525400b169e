"""The watch on hearing: a consumer can look healthy for ever while nothing moves."""

import asyncio
import time
from typing import Any

from samspil.ledger.hear import Hearing
from samspil.messaging.subscription import Ears
from samspil.telemetry import metrics

LOOK_EVERY = 2.0
STUCK_AFTER = 60.0


class HearingStuck(Exception):
    """There is something to hear, nothing holds it back, and nothing has moved for a minute."""


async def watch_progress(ears: Ears, hearing: Hearing[Any]) -> None:
    """Returns never. Raises ``HearingStuck``."""
    moved, before = time.monotonic(), dict(hearing.watermarks.next)
    while True:
        await asyncio.sleep(LOOK_EVERY)
        lag: dict[str, int] = {}
        for partition in ears.consumer.assignment():
            end = ears.consumer.highwater(partition)
            following = hearing.watermarks.next.get((partition.topic, partition.partition))
            if end is not None and following is not None:
                lag[partition.topic] = lag.get(partition.topic, 0) + max(0, end - following)
        for topic, records in lag.items():
            metrics.watermark_lag.set(records, {"topic": topic})
        now = dict(hearing.watermarks.next)
        if now != before or not any(lag.values()) or hearing.holds_back:
            moved, before = time.monotonic(), now
        elif time.monotonic() - moved > STUCK_AFTER:
            raise HearingStuck
