"""What is overdue in some units, for who leads them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from samspil.ledger.database import Pool
from samspil.overview.domain.task import UNDATED, Task
from samspil.overview.storage.last_look import TASK
from samspil.vocabulary.citizen_id import CitizenId

AT_MOST = 200

# What is no one unit's is seen by the leaders of those that have a case of the citizen's at hand.
OF_UNITS = """
(unit = ANY($1::text[]) OR unit IS NULL AND EXISTS (
  SELECT FROM tie WHERE tie.citizen_id = task.citizen_id AND relation = 'unit' AND whose = ANY($1::text[])
    AND coalesce(until, $2) >= $2))
"""

LATE = f"""
SELECT citizen_id, kept, count(*) OVER () AS count FROM task
WHERE {OF_UNITS} AND wanted_on < $2 AND kept ->> 'due' IS NOT NULL AND work <> 'await_answer'
ORDER BY wanted_on, since, citizen_id, place LIMIT $3
"""  # noqa: S608  # a part of the statement, written above

LACKING = f"""
SELECT citizen_id, kept, count(*) OVER () AS count FROM task
WHERE {OF_UNITS} AND work = ANY($4::text[])
ORDER BY work, since, citizen_id, place LIMIT $3
"""  # noqa: S608


@dataclass(frozen=True, slots=True)
class Late:
    """Steps that are overdue, or that have no day."""

    longest: list[tuple[CitizenId, Task]]
    """``AT_MOST`` of them, the longest overdue first, or the oldest of each kind."""
    count: int
    """Of all."""


async def read_late(pool: Pool, units: Collection[str], today: date) -> Late:
    """What is overdue in these units, or of the citizens of theirs whom no one unit owes it."""
    return await _found(pool, LATE, list(units), today, AT_MOST)


async def read_lacking(pool: Pool, units: Collection[str], today: date) -> Late:
    """What is wrong with plans and has no day."""
    return await _found(pool, LACKING, list(units), today, AT_MOST, sorted(UNDATED))


async def _found(pool: Pool, query: str, *values: object) -> Late:
    rows = await pool.fetch(query, *values)
    longest = [(row["citizen_id"], TASK.validate_json(row["kept"])) for row in rows]
    return Late(longest, rows[0]["count"] if rows else 0)
