"""The newest disclosure of each citizen in PostgreSQL."""

from collections.abc import Collection, Mapping

import asyncpg

from samspil.jobcenter_bridge.domain.disclosure import Disclosure, Hold
from samspil.ledger.database import Connection, Pool
from samspil.ledger.shelf import Shelf
from samspil.vocabulary.citizen_id import CitizenId
from samspil.vocabulary.sealed import Sealed

READ = """
SELECT citizen_id, seq, until, shares, milestones, hold_until, hold_ask, cpr, received_until
FROM disclosure WHERE citizen_id = ANY($1::uuid[])
"""

WRITE = """
INSERT INTO disclosure
  (citizen_id, seq, until, shares, milestones, hold_until, hold_ask, cpr, received_until)
SELECT * FROM unnest($1::uuid[], $2::bigint[], $3::date[], $4::boolean[], $5::boolean[], $6::date[],
  $7::text[], $8::text[], $9::date[])
ON CONFLICT (citizen_id) DO UPDATE SET seq = excluded.seq, until = excluded.until, shares = excluded.shares,
  milestones = excluded.milestones, hold_until = excluded.hold_until, hold_ask = excluded.hold_ask,
  cpr = excluded.cpr, received_until = excluded.received_until
"""


class Disclosures(Shelf[Disclosure]):
    """One a citizen."""

    async def read(
        self, connection: Connection, citizens: Collection[CitizenId]
    ) -> Mapping[CitizenId, Disclosure]:
        """The newest disclosures of these citizens."""
        rows = await connection.fetch(READ, list(citizens))
        return {row["citizen_id"]: _disclosure(row) for row in rows}

    async def write(self, connection: Connection, states: Mapping[CitizenId, Disclosure]) -> None:
        """Keep these."""
        kept = states.values()
        await connection.execute(
            WRITE,
            list(states),
            [one.seq for one in kept],
            [one.until for one in kept],
            [one.shares for one in kept],
            [one.milestones for one in kept],
            [one.hold and one.hold.until for one in kept],
            [one.hold and one.hold.ask for one in kept],
            [one.cpr for one in kept],
            [one.received_until for one in kept],
        )


async def read_cpr(pool: Pool, citizen: CitizenId) -> Sealed | None:
    """By which number the jobcenter knows the citizen; None where that was never told."""
    token = await pool.fetchval("SELECT cpr FROM disclosure WHERE citizen_id = $1", citizen)
    return token and Sealed(token)


def _disclosure(row: asyncpg.Record) -> Disclosure:
    until = row["hold_until"]
    return Disclosure(
        seq=row["seq"],
        until=row["until"],
        shares=row["shares"],
        milestones=row["milestones"],
        hold=until and Hold(until, Sealed(row["hold_ask"])),
        cpr=row["cpr"] and Sealed(row["cpr"]),
        received_until=row["received_until"],
    )
