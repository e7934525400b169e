"""What is overdue in some units, for who leads them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from samspil.ledger.database import Pool
from samspil.overview.domain.open_work import Task
from samspil.overview.storage.last_look import TASK
from samspil.vocabulary.citizen_id import CitizenId

AT_MOST = 200

LATE = """
SELECT citizen_id, kept, count(*) OVER () AS count FROM task
WHERE unit = ANY($1::text[]) AND wanted_on < $2 AND kept ->> 'due' IS NOT NULL AND work <> 'await_answer'
ORDER BY wanted_on, since, citizen_id, place LIMIT $3
"""


@dataclass(frozen=True, slots=True)
class Late:
    """Steps that are overdue."""

    longest: list[tuple[CitizenId, Task]]
    """``AT_MOST`` of them, the longest overdue first."""
    count: int
    """Of all."""


async def read_late(pool: Pool, units: Collection[str], today: date) -> Late:
    """What is overdue in these units."""
    rows = await pool.fetch(LATE, list(units), today, AT_MOST)
    longest = [(row["citizen_id"], TASK.validate_json(row["kept"])) for row in rows]
    return Late(longest, rows[0]["count"] if rows else 0)
