"""Milestones in PostgreSQL."""

from collections.abc import Collection, Mapping
from uuid import UUID

from samspil.jobcenter_bridge.domain.milestones import Milestone, Milestones
from samspil.ledger.database import Connection
from samspil.ledger.shelf import Shelf
from samspil.vocabulary.citizen_id import CitizenId

READ = "SELECT activity, citizen_id, version, started FROM milestone WHERE citizen_id = ANY($1::uuid[])"

WRITE = """
INSERT INTO milestone (activity, citizen_id, version, started)
SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::bigint[], $4::boolean[])
ON CONFLICT (activity) DO UPDATE SET version = excluded.version, started = excluded.started
"""


class MilestoneShelf(Shelf[Milestones]):
    """All milestones of a citizen."""

    async def read(
        self, connection: Connection, citizens: Collection[CitizenId]
    ) -> Mapping[CitizenId, Milestones]:
        """The milestones of these citizens."""
        found: dict[CitizenId, dict[UUID, Milestone]] = {}
        for activity, citizen, version, started in await connection.fetch(READ, list(citizens)):
            found.setdefault(citizen, {})[activity] = Milestone(version, started)
        return found

    async def write(self, connection: Connection, states: Mapping[CitizenId, Milestones]) -> None:
        """Keep these; a citizen has a handful."""
        rows = [
            (activity, citizen, one.version, one.started)
            for citizen, milestones in states.items()
            for activity, one in milestones.items()
        ]
        await connection.execute(WRITE, *(list(column) for column in zip(*rows, strict=True)))
