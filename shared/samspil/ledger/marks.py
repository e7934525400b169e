"""Marks: what the clock is asked to look at, and when."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple

from samspil.ledger.database import Connection
from samspil.vocabulary.citizen_id import CitizenId


def marking(first: int) -> str:
    """The statement, alone or within another; its four parameters, ``columns``, begin at this number."""
    what, citizen, at, trace = (f"${number}" for number in range(first, first + 4))
    return f"""
    INSERT INTO due (what, citizen_id, at, trace)
    SELECT * FROM unnest({what}::text[], {citizen}::uuid[], {at}::timestamptz[], {trace}::text[])
      AS mark (what, citizen_id, at, trace)
    ORDER BY citizen_id, what
    ON CONFLICT (what, citizen_id) DO UPDATE
    SET at = LEAST(due.at, excluded.at), trace = coalesce(excluded.trace, due.trace)
    WHERE excluded.at < due.at OR coalesce(excluded.trace, due.trace) IS DISTINCT FROM due.trace
    """  # noqa: S608  # numbers of parameters


MARK = marking(1)


class Mark(NamedTuple):
    """When to look, and the trace in which that was asked for."""

    at: datetime
    trace: str | None


Marks = Mapping[tuple[str, CitizenId], Mark]
"""By what is looked at, and of whom."""


async def mark_due(connection: Connection, marks: Marks) -> None:
    """Have these looked at not later than their dates; a later date never swallows an earlier one."""
    await connection.execute(MARK, *columns(marks))


def columns(marks: Marks) -> tuple[list[Any], ...]:
    """The marks as the statement takes them."""
    return (
        [what for what, _ in marks],
        [citizen for _, citizen in marks],
        [mark.at for mark in marks.values()],
        [mark.trace for mark in marks.values()],
    )
