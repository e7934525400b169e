"""The watch on hearing: a consumer can look healthy for ever while nothing moves."""

import asyncio
import math
import time
from collections import defaultdict
from typing import Any

from samspil.ledger.hear import Hearing
from samspil.ledger.watermarks import Partition
from samspil.messaging.subscription import Subscriber
from samspil.telemetry import metrics

LOOK_EVERY = 2.0
STUCK_AFTER = 60.0


class HearingStuck(Exception):
    """A partition has something to hear, nothing holds it back, and it has not moved for a minute."""


async def watch_progress(subscriber: Subscriber, hearing: Hearing[Any]) -> None:
    """Returns never. Raises ``HearingStuck``."""
    moved: dict[Partition, tuple[int, float]] = {}
    while True:
        await asyncio.sleep(LOOK_EVERY)
        now = time.monotonic()
        lag: dict[str, int] = defaultdict(int)
        assigned = subscriber.consumer.assignment()
        unknown = not assigned
        for one in assigned:
            topic, part = one
            end = subscriber.consumer.highwater(one)
            following = hearing.watermarks.next.get((topic, part))
            if end is None or following is None:
                unknown = True
                continue
            behind = max(0, end - following)
            lag[topic] += behind
            heard, since = moved.get((topic, part), (None, now))
            if not behind or hearing.holds_back or following != heard:
                moved[topic, part] = following, now
            elif now - since > STUCK_AFTER:
                raise HearingStuck
        hearing.lag = math.inf if unknown else sum(lag.values())
        for topic, records in lag.items():
            metrics.watermark_lag.set(records, {"topic": topic})
