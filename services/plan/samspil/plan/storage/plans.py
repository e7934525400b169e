"""Plans in PostgreSQL."""

from collections.abc import Collection, Mapping
from uuid import UUID

from pydantic import TypeAdapter

from samspil.ledger.database import Connection
from samspil.ledger.shelf import Shelf
from samspil.plan.domain.plan import Goal, Intervention, Plan
from samspil.vocabulary.citizen_id import CitizenId

GOALS = TypeAdapter(dict[UUID, Goal])
INTERVENTIONS = TypeAdapter(dict[UUID, Intervention])

READ = """
SELECT citizen_id, plan_id, version, referral_id, opened_at, agreed_on, goals, interventions
FROM plan WHERE citizen_id = ANY($1::uuid[])
"""

WRITE = """
INSERT INTO plan (citizen_id, plan_id, version, referral_id, opened_at, agreed_on, goals, interventions)
SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::bigint[], $4::uuid[], $5::timestamptz[], $6::date[],
  $7::jsonb[], $8::jsonb[])
ON CONFLICT (citizen_id) DO UPDATE SET version = excluded.version, agreed_on = excluded.agreed_on,
  goals = excluded.goals, interventions = excluded.interventions
"""


class Plans(Shelf[Plan]):
    """One plan a citizen."""

    async def read(self, connection: Connection, citizens: Collection[CitizenId]) -> Mapping[CitizenId, Plan]:
        """The plans of these citizens."""
        return {
            row["citizen_id"]: Plan(
                id=row["plan_id"],
                version=row["version"],
                referral_id=row["referral_id"],
                opened_at=row["opened_at"],
                agreed_on=row["agreed_on"],
                goals=GOALS.validate_json(row["goals"]),
                interventions=INTERVENTIONS.validate_json(row["interventions"]),
            )
            for row in await connection.fetch(READ, list(citizens))
        }

    async def write(self, connection: Connection, states: Mapping[CitizenId, Plan]) -> None:
        """Keep these plans."""
        plans = states.values()
        await connection.execute(
            WRITE,
            list(states),
            [plan.id for plan in plans],
            [plan.version for plan in plans],
            [plan.referral_id for plan in plans],
            [plan.opened_at for plan in plans],
            [plan.agreed_on for plan in plans],
            [GOALS.dump_json(plan.goals).decode() for plan in plans],
            [INTERVENTIONS.dump_json(plan.interventions).decode() for plan in plans],
        )
