"""The citizens of whom somebody has a case at hand."""

from collections.abc import Collection
from datetime import date

from samspil.ledger.database import Pool
from samspil.vocabulary.citizen_id import CitizenId

OWN = """
SELECT DISTINCT citizen_id FROM tie
WHERE CASE relation WHEN 'unit' THEN whose = ANY($2::text[]) ELSE whose = $1 END
  AND whose = ANY($1 || $2::text[]) AND coalesce(until, $3) >= $3
ORDER BY citizen_id LIMIT $4
"""

# Those whom somebody helps, stands in for or coordinates: by name, and not by a unit.
BY_NAME = """
SELECT DISTINCT citizen_id FROM tie
WHERE relation IN ('coordinator', 'worker', 'deputy') AND whose = $1 AND coalesce(until, $2) >= $2
ORDER BY citizen_id LIMIT $3
"""


async def read_citizens_by_name(pool: Pool, staff: str, today: date, at_most: int) -> list[CitizenId]:
    """At most so many, in an order of their own."""
    rows = await pool.fetch(BY_NAME, staff, today, at_most)
    return [row["citizen_id"] for row in rows]


async def read_own_citizens(
    pool: Pool, staff: str, units: Collection[str], today: date, at_most: int
) -> list[CitizenId]:
    """At most so many, in an order of their own."""
    rows = await pool.fetch(OWN, staff, list(units), today, at_most)
    return [row["citizen_id"] for row in rows]
