"""``make bench``: each path beside its own bare limit, on this machine, now."""

import asyncio
import gc

from bench.emit import emit
from bench.end_to_end import end_to_end
from bench.journey import journey
from bench.progress import tell
from bench.projector import projector
from bench.relay import relay
from bench.report import KEPT_AT, Report
from bench.servers import started
from samspil.telemetry.setup import configure
from samspil.telemetry.trace import span

LOAD = 0.2


async def main() -> None:
    """Measure everything; what falls short is reported, not judged."""
    tell("starting Kafka and PostgreSQL (fsync on)")
    async with started() as bench:
        with span("bench"):  # a door's transactions store a trace context, so these do
            emitted = await emit(bench)
        relayed = await relay(bench)
        projected = await projector(bench)
        capacity = min(emitted.rate, relayed.rate, projected.rate)
        seen = await end_to_end(bench, LOAD * capacity)
        report = Report(emitted, relayed, projected, seen, await journey(bench))
    report.write()
    tell(f"kept in {KEPT_AT}\n\n{report.table()}")


if __name__ == "__main__":
    configure("bench", log_level="WARNING")
    gc.collect()
    gc.freeze()  # as a service's process does before its work begins
    asyncio.run(main())
