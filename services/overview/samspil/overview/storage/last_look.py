"""What came of the last look at a citizen: what each partner was told, what waits, and who is tied."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from pydantic import TypeAdapter, ValidationError

from samspil.contracts.disclosure import JobcenterInformed, RegionInformed
from samspil.ledger.database import Connection
from samspil.ledger.shelf import Shelf
from samspil.overview.domain.inform import Informed
from samspil.overview.domain.open_work import Task
from samspil.overview.domain.receiver import Receiver
from samspil.rulebook.case_at_hand import Relation, Tie, Ties
from samspil.vocabulary.citizen_id import CitizenId

ADAPTERS: dict[Receiver, TypeAdapter[JobcenterInformed] | TypeAdapter[RegionInformed]] = {
    Receiver.JOBCENTER: TypeAdapter(JobcenterInformed),
    Receiver.REGION: TypeAdapter(RegionInformed),
}
TASK = TypeAdapter(Task)

READ = """
SELECT citizen_id, receiver, informed,
  EXISTS (SELECT FROM parked WHERE parked.citizen_id = looked.citizen_id AND topic = 'citizen.v1'
          AND state <> 'done') AS in_doubt,
  EXISTS (SELECT FROM parked WHERE parked.citizen_id = looked.citizen_id AND topic = 'plan.v1'
          AND state <> 'done') AS plan_waits,
  ARRAY(SELECT task.kept::text FROM task WHERE task.citizen_id = looked.citizen_id ORDER BY place) AS tasks,
  ARRAY(SELECT ROW(relation, whose, until) FROM tie WHERE tie.citizen_id = looked.citizen_id) AS ties
FROM (SELECT citizen_id, receiver FROM unnest($1::uuid[]) citizen_id, unnest($2::text[]) receiver) looked
LEFT JOIN disclosed kept USING (citizen_id, receiver)
"""

TELL = """
INSERT INTO disclosed (citizen_id, receiver, informed)
SELECT * FROM unnest($1::uuid[], $2::text[], $3::json[])
ON CONFLICT (citizen_id, receiver) DO UPDATE SET informed = excluded.informed
"""

WAIT = """
WITH waits AS (
  INSERT INTO task (citizen_id, place, work, wanted_on, since, asked, unit, kept)
  SELECT citizen_id, place, work, wanted_on, since, string_to_array(asked, E'\\n'), unit, kept
  FROM unnest($2::uuid[], $3::int[], $4::text[], $5::date[], $6::timestamptz[], $7::text[], $8::text[],
    $9::json[]) new(citizen_id, place, work, wanted_on, since, asked, unit, kept)
  ON CONFLICT (citizen_id, place) DO UPDATE SET work = excluded.work, wanted_on = excluded.wanted_on,
    since = excluded.since, asked = excluded.asked, unit = excluded.unit,
    kept = excluded.kept
)
DELETE FROM task WHERE citizen_id = ANY($1::uuid[])
AND (citizen_id, place) NOT IN (SELECT * FROM unnest($2::uuid[], $3::int[]))
"""

TIE = """
WITH ties AS (
  INSERT INTO tie (citizen_id, relation, whose, until)
  SELECT * FROM unnest($2::uuid[], $3::text[], $4::text[], $5::date[])
  ON CONFLICT (citizen_id, relation, whose) DO UPDATE SET until = excluded.until
)
DELETE FROM tie WHERE citizen_id = ANY($1::uuid[])
AND (citizen_id, relation, whose) NOT IN (SELECT * FROM unnest($2::uuid[], $3::text[], $4::text[]))
"""


@dataclass
class LastLook:
    """What was said last to each receiver, what waits, and whether something of the citizen is in doubt."""

    informed: dict[Receiver, Informed] = field(default_factory=dict)
    in_doubt: bool = False
    """Something is parked on the topic of consents: less may be told, never more."""
    plan_waits: bool = False
    """Something is parked that was said of the plan: it may be that an agreement ended."""
    forgotten: set[Receiver] = field(default_factory=set)
    """Who was told something that can no longer be read: whatever it was, it is told anew."""
    tasks: tuple[Task, ...] | None = None
    """What waits since this look; None until somebody looked."""
    ties: Ties | None = None
    """Who has a case at hand since this look; None until somebody looked."""


class LastLooks(Shelf[LastLook]):
    """A row for each citizen and receiver, each task, each tie; what did not change is not written."""

    def __init__(self) -> None:
        super().__init__()
        self._told: dict[CitizenId, dict[Receiver, Informed]] = {}
        self._waits: dict[CitizenId, list[str]] = {}
        self._tied: dict[CitizenId, set[Tie]] = {}

    async def read(
        self, connection: Connection, citizens: Collection[CitizenId]
    ) -> Mapping[CitizenId, LastLook]:
        """What was said about these citizens."""
        found: dict[CitizenId, LastLook] = {}
        for row in await connection.fetch(READ, list(citizens), list(Receiver)):
            last = found.setdefault(
                row["citizen_id"], LastLook(in_doubt=row["in_doubt"], plan_waits=row["plan_waits"])
            )
            self._waits[row["citizen_id"]] = row["tasks"]
            self._tied[row["citizen_id"]] = {
                Tie(Relation(how), whose, until) for how, whose, until in row["ties"]
            }
            receiver = Receiver(row["receiver"])
            if row["informed"] is not None:
                try:
                    last.informed[receiver] = ADAPTERS[receiver].validate_json(row["informed"])
                except ValidationError:
                    last.forgotten.add(receiver)
        self._told.update({citizen: dict(last.informed) for citizen, last in found.items()})
        return found

    async def write(self, connection: Connection, states: Mapping[CitizenId, LastLook]) -> None:
        """Keep what was said, and what waits."""
        told = [
            (citizen, receiver, informed)
            for citizen, last in states.items()
            for receiver, informed in last.informed.items()
            if self._told.get(citizen, {}).get(receiver) != informed
        ]
        if told:
            await _tell(connection, told)
        self._told.update({citizen: dict(last.informed) for citizen, last in states.items()})
        waits = {
            citizen: (last.tasks, kept)
            for citizen, last in states.items()
            if last.tasks is not None
            and (kept := [TASK.dump_json(one).decode() for one in last.tasks]) != self._waits.get(citizen)
        }
        if waits:
            await _wait(connection, waits)
        self._waits.update({citizen: kept for citizen, (_, kept) in waits.items()})
        tied = {
            citizen: last.ties
            for citizen, last in states.items()
            if last.ties is not None and set(last.ties) != self._tied.get(citizen, set())
        }
        if tied:
            await _tie(connection, tied)
        self._tied.update({citizen: set(ties) for citizen, ties in tied.items()})


async def _tie(connection: Connection, tied: Mapping[CitizenId, Ties]) -> None:
    rows = [(citizen, one) for citizen, ties in tied.items() for one in ties if "\0" not in one.to]
    await connection.execute(
        TIE,
        list(tied),
        [citizen for citizen, _ in rows],
        [one.relation for _, one in rows],
        [one.to for _, one in rows],
        [one.until for _, one in rows],
    )


async def _tell(connection: Connection, rows: Sequence[tuple[CitizenId, Receiver, Informed]]) -> None:
    await connection.execute(
        TELL,
        [citizen for citizen, _, _ in rows],
        [receiver for _, receiver, _ in rows],
        [ADAPTERS[receiver].dump_json(informed).decode() for _, receiver, informed in rows],  # type: ignore[arg-type]  # each has its own
    )


async def _wait(
    connection: Connection, waits: Mapping[CitizenId, tuple[tuple[Task, ...], list[str]]]
) -> None:
    rows = [
        (citizen, place, task, kept)
        for citizen, (tasks, encoded) in waits.items()
        for place, (task, kept) in enumerate(zip(tasks, encoded, strict=True))
    ]
    await connection.execute(
        WAIT,
        list(waits),
        [citizen for citizen, _, _, _ in rows],
        [place for _, place, _, _ in rows],
        [task.work for _, _, task, _ in rows],
        [task.urgency[0] for _, _, task, _ in rows],
        [task.since for _, _, task, _ in rows],
        ["\n".join(one for one in sorted(task.asked) if "\0" not in one) for _, _, task, _ in rows],
        [None if "\0" in (task.unit or "") else task.unit for _, _, task, _ in rows],
        [kept for _, _, _, kept in rows],
    )
