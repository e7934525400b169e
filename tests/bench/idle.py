"""Idle: what the ten service processes cost while nothing happens."""

import asyncio

from bench import processes
from bench.progress import tell
from bench.report import Figure
from bench.servers import Bench

SETTLES = 15.0
SECONDS = 60.0


async def idle(bench: Bench) -> list[Figure]:
    """Their share of one core over a minute without traffic, and their memory after it."""
    system = bench.system
    await system.start_all()
    await asyncio.sleep(SETTLES)
    tell(f"idle: measuring for {SECONDS:.0f} s")
    before = bench.seconds()
    await asyncio.sleep(SECONDS)
    after = bench.seconds()
    ours = {name for name in before if name.endswith(("-web", "-worker"))}
    percent = {name: (after[name] - before[name]) / SECONDS * 100 for name in before}
    shares = {one: sum(percent[name] for name in ours if name.endswith(one)) for one in ("web", "worker")}
    memory = processes.resident(system.children[name].pid for name in ours)
    beside = f"webs {shares['web']:.1f}, workers {shares['worker']:.1f}, postgres {percent['postgres']:.1f}"
    return [
        Figure(
            "idle: CPU of ten processes, of one core", sum(shares.values()), "%", at_most=4, remark=beside
        ),
        Figure("idle: memory of ten processes", memory / 1e9, "GB", at_most=0.7),
    ]
