"""``make bench``: each path beside its own bare limit, on this machine, now.

Without names every part is measured, in minutes; ``make bench PART="end_to_end idle"`` measures these only.
"""

import asyncio
import gc
import sys
from collections.abc import Sequence

from bench import report
from bench.access_log import access_log
from bench.batch import batch
from bench.emit import emit
from bench.end_to_end import end_to_end
from bench.idle import idle
from bench.inbound import inbound
from bench.journey import journey
from bench.progress import tell
from bench.projector import projector
from bench.relay import relay
from bench.servers import started
from bench.tenths import tenths
from samspil.telemetry.setup import configure

PARTS = {
    part.__name__: part
    for part in (emit, relay, projector, tenths, inbound, batch, end_to_end, journey, idle, access_log)
}  # each in a world of its own: what the part before left running would only take turns with it


async def main(names: Sequence[str]) -> None:
    """Measure; what falls short is reported, not judged."""
    found: dict[str, list[report.Figure]] = {}
    for name in names or PARTS:
        tell(f"{name}: starting Kafka and PostgreSQL (fsync on)")
        async with started() as bench:
            found[name] = await PARTS[name](bench)
        tell(f"{name}\n\n{report.table(found[name])}\n")
        report.write(found)
    tell(f"kept in {report.KEPT_AT}\n\n{report.table([one for part in found.values() for one in part])}")


if __name__ == "__main__":
    if unknown := set(sys.argv[1:]) - PARTS.keys():
        sys.exit(f"No such part: {', '.join(sorted(unknown))}. There are: {', '.join(PARTS)}.")
    configure("bench", log_level="WARNING")
    gc.collect()
    gc.freeze()  # as a service's process does before its work begins
    asyncio.run(main(sys.argv[1:]))
