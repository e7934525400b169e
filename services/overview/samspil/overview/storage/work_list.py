"""The work list as it is read: whose tasks, citizen by citizen, the most urgent first."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from samspil.ledger.database import Pool
from samspil.overview.domain.open_work import Task
from samspil.overview.storage.last_look import TASK
from samspil.vocabulary.citizen_id import CitizenId


class Tab(StrEnum):
    """The three lists that everybody has."""

    MINE = "mine"
    """What asks the reader by name."""
    UNIT = "enhedens"
    """What is to be done in the reader's units, whoever does it."""
    OTHERS = "andre"
    """What the reader and the reader's units asked of somebody else, who has time left."""


@dataclass(frozen=True, slots=True)
class Reader:
    """Whose list it is."""

    subject: str
    units: frozenset[str]
    has_the_rest: bool = False
    """Whether what is no one unit's is theirs, where a unit of theirs has a case of the citizen's at hand."""


@dataclass(frozen=True, slots=True)
class WorkList:
    """The citizens of a list with what waits there, the most urgent first."""

    tasks: Mapping[CitizenId, list[Task]]
    counts: Mapping[str, int]
    """How many citizens stand on each list in all."""


# One pass over what concerns the reader; of the tasks themselves only those that are shown are read.
LIST = """
WITH concerns AS MATERIALIZED (
  SELECT citizen_id, place, wanted_on, since, work <> 'await_answer' AS ours, $1 = ANY(asked) AS named
  FROM task WHERE $1 = ANY(asked) OR unit = ANY($2) OR unit IS NULL AND EXISTS (
    SELECT FROM tie WHERE tie.citizen_id = task.citizen_id AND coalesce(until, $3) >= $3
      AND CASE relation WHEN 'coordinator' THEN whose = $1 WHEN 'unit' THEN $6 AND whose = ANY($2) END)
), counts AS (
  SELECT count(DISTINCT citizen_id) FILTER (WHERE ours AND named) AS mine,
    count(DISTINCT citizen_id) FILTER (WHERE ours) AS enhedens,
    count(DISTINCT citizen_id) FILTER (WHERE NOT ours) AS andre
  FROM concerns
), listed AS (
  SELECT * FROM concerns
  WHERE CASE $4 WHEN 'mine' THEN ours AND named WHEN 'enhedens' THEN ours ELSE NOT ours END
), first AS (
  SELECT citizen_id, min(wanted_on) AS wanted_on, min(since) AS since FROM listed
  GROUP BY citizen_id ORDER BY 2, 3, 1 LIMIT $5
)
SELECT counts.*, first.citizen_id, task.kept FROM counts
LEFT JOIN (first JOIN listed USING (citizen_id) JOIN task USING (citizen_id, place)) ON true
ORDER BY first.wanted_on, first.since, first.citizen_id, place
"""


async def read_work_list(pool: Pool, reader: Reader, tab: Tab, at_most: int, today: date) -> WorkList:
    """This list, of at most so many citizens; what is no one unit's is the coordinator's, too."""
    units = sorted(reader.units)
    rows = await pool.fetch(LIST, reader.subject, units, today, tab, at_most, reader.has_the_rest)
    tasks: dict[CitizenId, list[Task]] = {}
    for row in rows:
        if row["citizen_id"] is not None:
            tasks.setdefault(row["citizen_id"], []).append(TASK.validate_json(row["kept"]))
    return WorkList(tasks, {one.value: rows[0][one] for one in Tab})
