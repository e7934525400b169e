"""Stays in PostgreSQL, as far as the plan cares."""

from collections.abc import Collection, Mapping

from pydantic import TypeAdapter

from samspil.ledger.database import Connection
from samspil.ledger.shelf import Shelf
from samspil.plan.domain.stay import End, Stay, Stays
from samspil.vocabulary.citizen_id import CitizenId

ENDS = TypeAdapter(tuple[End, ...])

READ = """
SELECT stay_id, citizen_id, admitted, retracted, ends FROM stay WHERE citizen_id = ANY($1::uuid[])
"""

WRITE = """
INSERT INTO stay (stay_id, citizen_id, admitted, retracted, ends)
SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::int[], $4::int[], $5::jsonb[])
ON CONFLICT (stay_id) DO UPDATE
SET admitted = excluded.admitted, retracted = excluded.retracted, ends = excluded.ends
WHERE (stay.admitted, stay.retracted, stay.ends)
  IS DISTINCT FROM (excluded.admitted, excluded.retracted, excluded.ends)
"""


class StayShelf(Shelf[Stays]):
    """All stays of a citizen, with or without a plan; a row is written again only when it moved on."""

    async def read(
        self, connection: Connection, citizens: Collection[CitizenId]
    ) -> Mapping[CitizenId, Stays]:
        """The stays of these citizens."""
        found: dict[CitizenId, Stays] = {citizen: {} for citizen in citizens}
        for row in await connection.fetch(READ, list(citizens)):
            found[row["citizen_id"]][row["stay_id"]] = Stay(
                id=row["stay_id"],
                admitted=row["admitted"],
                retracted=row["retracted"],
                ends=ENDS.validate_json(row["ends"]),
            )
        return found

    async def write(self, connection: Connection, states: Mapping[CitizenId, Stays]) -> None:
        """Keep these stays."""
        rows = [(citizen, one) for citizen, stays in states.items() for one in stays.values()]
        await connection.execute(
            WRITE,
            [one.id for _, one in rows],
            [citizen for citizen, _ in rows],
            [one.admitted for _, one in rows],
            [one.retracted for _, one in rows],
            [ENDS.dump_json(one.ends).decode() for _, one in rows],
        )
