"""Follow-ups in PostgreSQL."""

from collections.abc import Collection, Mapping

from samspil.ledger.database import Connection
from samspil.ledger.shelf import Shelf
from samspil.plan.domain.follow_up import FollowUp, FollowUps
from samspil.vocabulary.citizen_id import CitizenId

READ = """
SELECT follow_up_id, citizen_id, stay_id, support_worker, due_on, opened_at, completed_at, completed_by,
  withdrawn_at
FROM follow_up WHERE citizen_id = ANY($1::uuid[])
"""

WRITE = """
INSERT INTO follow_up (follow_up_id, citizen_id, stay_id, support_worker, due_on, opened_at,
  completed_at, completed_by, withdrawn_at)
SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[], $5::date[], $6::timestamptz[],
  $7::timestamptz[], $8::text[], $9::timestamptz[])
ON CONFLICT (follow_up_id) DO UPDATE
SET due_on = excluded.due_on, opened_at = excluded.opened_at, completed_at = excluded.completed_at,
  completed_by = excluded.completed_by, withdrawn_at = excluded.withdrawn_at
WHERE follow_up.* IS DISTINCT FROM excluded.*
"""


class FollowUpShelf(Shelf[FollowUps]):
    """All follow-ups of a citizen; a row is written again only when it moved on."""

    async def read(
        self, connection: Connection, citizens: Collection[CitizenId]
    ) -> Mapping[CitizenId, FollowUps]:
        """The follow-ups of these citizens."""
        found: dict[CitizenId, FollowUps] = {citizen: {} for citizen in citizens}
        for row in await connection.fetch(READ, list(citizens)):
            found[row["citizen_id"]][row["follow_up_id"]] = FollowUp(
                id=row["follow_up_id"],
                stay_id=row["stay_id"],
                support_worker=row["support_worker"],
                due_on=row["due_on"],
                opened_at=row["opened_at"],
                completed_at=row["completed_at"],
                completed_by=row["completed_by"],
                withdrawn_at=row["withdrawn_at"],
            )
        return found

    async def write(self, connection: Connection, states: Mapping[CitizenId, FollowUps]) -> None:
        """Keep these follow-ups."""
        rows = [(citizen, one) for citizen, follow_ups in states.items() for one in follow_ups.values()]
        await connection.execute(
            WRITE,
            [one.id for _, one in rows],
            [citizen for citizen, _ in rows],
            [one.stay_id for _, one in rows],
            [one.support_worker for _, one in rows],
            [one.due_on for _, one in rows],
            [one.opened_at for _, one in rows],
            [one.completed_at for _, one in rows],
            [one.completed_by for _, one in rows],
            [one.withdrawn_at for _, one in rows],
        )
