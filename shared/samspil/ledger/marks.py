"""Marks: what the clock is asked to look at, and when."""

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

from samspil.ledger.database import Connection
from samspil.vocabulary.citizen_id import CitizenId

MARK = """
INSERT INTO due (what, citizen_id, at, trace)
SELECT * FROM unnest($1::text[], $2::uuid[], $3::timestamptz[], $4::text[])
  AS mark (what, citizen_id, at, trace)
ORDER BY citizen_id, what
ON CONFLICT (what, citizen_id) DO UPDATE
SET at = LEAST(due.at, excluded.at), trace = coalesce(excluded.trace, due.trace)
WHERE excluded.at < due.at OR coalesce(excluded.trace, due.trace) IS DISTINCT FROM due.trace
"""


class Mark(NamedTuple):
    """When to look, and the trace in which that was asked for."""

    at: datetime
    trace: str | None


async def mark_due(connection: Connection, marks: Mapping[tuple[str, CitizenId], Mark]) -> None:
    """Have these looked at not later than their dates; a later date never swallows an earlier one."""
    await connection.execute(
        MARK,
        [what for what, _ in marks],
        [citizen for _, citizen in marks],
        [mark.at for mark in marks.values()],
        [mark.trace for mark in marks.values()],
    )
