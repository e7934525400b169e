"""Milestones in PostgreSQL."""

from collections.abc import Collection, Mapping
from uuid import UUID

import asyncpg

from samspil.contracts.employment import MilestoneKind
from samspil.jobcenter_bridge.domain.milestones import Milestone, Milestones, Told
from samspil.ledger.database import Connection, Pool
from samspil.ledger.shelf import Shelf
from samspil.vocabulary.citizen_id import CitizenId

READ = """
SELECT activity, citizen_id, version, stands, kind, starts_on, ends_on, hours_per_week, started_on, ended_on
FROM milestone WHERE citizen_id = ANY($1::uuid[])
"""

# Workers of the version before still read started.
WRITE = """
INSERT INTO milestone (activity, citizen_id, version, stands, kind, starts_on, ends_on, hours_per_week,
  started_on, ended_on, started)
SELECT *, started_on IS NOT NULL
FROM unnest($1::uuid[], $2::uuid[], $3::bigint[], $4::boolean[], $5::text[], $6::date[], $7::date[],
  $8::int[], $9::date[], $10::date[]) AS one (activity, citizen_id, version, stands, kind, starts_on, ends_on,
  hours_per_week, started_on, ended_on)
ON CONFLICT (activity) DO UPDATE SET version = excluded.version, stands = excluded.stands,
  kind = excluded.kind, starts_on = excluded.starts_on, ends_on = excluded.ends_on,
  hours_per_week = excluded.hours_per_week, started_on = excluded.started_on, ended_on = excluded.ended_on,
  started = excluded.started
WHERE milestone.citizen_id = excluded.citizen_id
"""


class AboutSomebodyElse(Exception):
    """The activity was told of one citizen and now names another, or nobody: a human finds out whose."""


class MilestoneShelf(Shelf[Milestones]):
    """All milestones of a citizen."""

    async def read(
        self, connection: Connection, citizens: Collection[CitizenId]
    ) -> Mapping[CitizenId, Milestones]:
        """The milestones of these citizens."""
        found: dict[CitizenId, dict[UUID, Milestone]] = {}
        for row in await connection.fetch(READ, list(citizens)):
            found.setdefault(row["citizen_id"], {})[row["activity"]] = _milestone(row)
        return found

    async def write(self, connection: Connection, states: Mapping[CitizenId, Milestones]) -> None:
        """Keep these; a citizen has a handful. Raises ``AboutSomebodyElse``: an activity is never moved."""
        rows = [
            (activity, citizen, one.version, one.stands, *_columns(one.told))
            for citizen, milestones in states.items()
            for activity, one in milestones.items()
        ]
        done = await connection.execute(WRITE, *(list(column) for column in zip(*rows, strict=True)))
        if done != f"INSERT 0 {len(rows)}":
            raise AboutSomebodyElse


async def read_owner(pool: Pool, activity: UUID) -> CitizenId | None:
    """Of whom this activity was told; None where nothing was."""
    owner: CitizenId | None = await pool.fetchval(
        "SELECT citizen_id FROM milestone WHERE activity = $1", activity
    )
    return owner


def _columns(told: Told | None) -> tuple[object, ...]:
    if told is None:
        return (None,) * 6
    return (
        told.kind,
        told.starts_on,
        told.ends_on,
        told.hours_per_week,
        told.started_on,
        told.ended_on,
    )


def _milestone(row: asyncpg.Record) -> Milestone:
    if row["kind"] is None:
        return Milestone(row["version"], stands=row["stands"], told=None)
    told = Told(
        kind=MilestoneKind(row["kind"]),
        starts_on=row["starts_on"],
        ends_on=row["ends_on"],
        hours_per_week=row["hours_per_week"],
        started_on=row["started_on"],
        ended_on=row["ended_on"],
    )
    return Milestone(row["version"], stands=row["stands"], told=told)
