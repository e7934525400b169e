"""The figures that an operator looks at first, read from the database every few seconds."""

import asyncio

from samspil.ledger.database import Pool, passes
from samspil.telemetry import metrics

LOOK_EVERY = 5.0

FIGURES = """
SELECT
  (SELECT coalesce(extract(epoch FROM clock_timestamp() - min(said_at)), 0)::float FROM outbox)
    AS outbox_oldest,
  (SELECT count(DISTINCT citizen_id) FROM parked WHERE state <> 'done') AS parked_citizens,
  (SELECT count(*) FROM due WHERE error_class IS NOT NULL) AS due_failing,
  (SELECT count(*) FROM discarded) AS discarded,
  (SELECT count(*) FROM due WHERE at < clock_timestamp() - interval '5 seconds') AS due_late
"""


async def keep_gauges(pool: Pool) -> None:
    """Returns never."""
    while True:
        try:
            figures = await pool.fetchrow(FIGURES)
        except Exception as fault:
            if not passes(fault):
                raise
            figures = None
        if figures is not None:
            metrics.outbox_oldest_seconds.set(figures["outbox_oldest"])
            metrics.parked_citizens.set(figures["parked_citizens"])
            metrics.due_failing.set(figures["due_failing"])
            metrics.discarded.set(figures["discarded"])
            metrics.due_late.set(figures["due_late"])
        await asyncio.sleep(LOOK_EVERY)
