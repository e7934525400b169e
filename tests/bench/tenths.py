"""Tenths: whether an event late in a long backlog costs overview more than an early one.

One topic, and each citizen's two referrals stand beside each other in the log, so that every tenth has the
same mix of first and second events; otherwise the mix, and not the length, would be measured.
"""

import asyncio
from collections import defaultdict
from itertools import islice

import asyncpg

from bench import matter
from bench.progress import tell
from bench.report import Figure
from bench.servers import Bench
from samspil.contracts.topics import REFERRAL
from samspil.ledger.relay import Outgoing
from samspil.messaging.log import KafkaLog

CITIZENS = 400_000
EVENTS = 2 * CITIZENS
AT_ONCE = 10_000

HOW_FAR = "SELECT coalesce(sum(next_offset), 0)::int FROM watermark"


async def tenths(bench: Bench) -> list[Figure]:
    """The last tenth's seconds, and seconds of a processor, beside the first one's."""
    await fill_log(bench)
    url = bench.system.urls["overview"] = await bench.database("overview")
    connection = await asyncpg.connect(url)
    bench.system.start("overview", "worker")
    loop, marks = asyncio.get_running_loop(), list[tuple[int, float, float]]()
    heard = -1
    while heard < EVENTS:
        heard = await connection.fetchval(HOW_FAR)
        if heard >= len(marks) * EVENTS // 10 and heard:
            used = bench.seconds()
            marks.append((heard, loop.time(), used["overview-worker"] + used["postgres"]))
            tell(f"tenths: {heard:,}")
        await asyncio.sleep(0.02)
    await connection.close()
    first, last = costs(*marks[:2]), costs(*marks[-2:])
    wall = f"{1 / first[0]:,.0f}/s, then {1 / last[0]:,.0f}/s"
    used_ms = f"{first[1] * 1e3:.3f} ms, then {last[1] * 1e3:.3f} ms"
    return [
        Figure("projector: last tenth / first, time", last[0] / first[0], at_most=1.15, remark=wall),
        Figure("projector: last tenth / first, CPU", last[1] / first[1], remark=used_ms),
    ]


def costs(start: tuple[int, float, float], end: tuple[int, float, float]) -> tuple[float, float]:
    """Seconds an event between two marks, by the clock and of a processor."""
    events = end[0] - start[0]
    return (end[1] - start[1]) / events, (end[2] - start[2]) / events


async def fill_log(bench: Bench) -> None:
    """Two referrals of each citizen, one behind the other."""
    log = KafkaLog(bench.system.kafka("referral"))
    await log.start()
    facts = ((citizen, seq, matter.submitted()) for citizen in matter.citizens(CITIZENS) for seq in (1, 2))
    said = enumerate(matter.said(facts))
    while lot := list(islice(said, AT_ONCE)):
        parts: dict[int, list[Outgoing]] = defaultdict(list)
        for pos, one in lot:
            part = log.partition_of(REFERRAL.name, one.citizen)
            parts[part].append(Outgoing(pos, one.topic, one.citizen, one.id, one.record, None))
        for part, of in parts.items():
            await log.append(REFERRAL.name, part, of)
    await log.stop()
    tell(f"tenths: {EVENTS:,} events are in the log")
