"""The newest disclosures in PostgreSQL."""

from collections.abc import Collection, Mapping

from samspil.ledger.database import Connection
from samspil.ledger.shelf import Shelf
from samspil.region_bridge.domain.disclosure import Disclosure, Identity
from samspil.vocabulary.citizen_id import CitizenId
from samspil.vocabulary.sealed import Sealed

READ = """
SELECT citizen_id, seq, shares, until, notices_received, cpr, name, contact_person, received_until
FROM disclosure WHERE citizen_id = ANY($1::uuid[])
"""

WRITE = """
INSERT INTO disclosure
  (citizen_id, seq, shares, until, notices_received, cpr, name, contact_person, received_until)
SELECT * FROM unnest($1::uuid[], $2::bigint[], $3::boolean[], $4::date[], $5::boolean[], $6::text[],
  $7::text[], $8::text[], $9::date[])
ON CONFLICT (citizen_id) DO UPDATE SET seq = excluded.seq, shares = excluded.shares, until = excluded.until,
  notices_received = excluded.notices_received, cpr = excluded.cpr, name = excluded.name,
  contact_person = excluded.contact_person, received_until = excluded.received_until
"""


class Disclosures(Shelf[Disclosure]):
    """One a citizen."""

    async def read(
        self, connection: Connection, citizens: Collection[CitizenId]
    ) -> Mapping[CitizenId, Disclosure]:
        """The newest disclosures of these citizens."""
        return {
            row["citizen_id"]: Disclosure(
                seq=row["seq"],
                shares=row["shares"],
                until=row["until"],
                notices_received=row["notices_received"],
                identity=None
                if row["cpr"] is None
                else Identity(cpr=Sealed(row["cpr"]), name=Sealed(row["name"])),
                contact_person=None if row["contact_person"] is None else Sealed(row["contact_person"]),
                received_until=row["received_until"],
            )
            for row in await connection.fetch(READ, list(citizens))
        }

    async def write(self, connection: Connection, states: Mapping[CitizenId, Disclosure]) -> None:
        """Keep these in place of the earlier ones."""
        told = states.values()
        await connection.execute(
            WRITE,
            list(states),
            [one.seq for one in told],
            [one.shares for one in told],
            [one.until for one in told],
            [one.notices_received for one in told],
            [one.identity and one.identity.cpr for one in told],
            [one.identity and one.identity.name for one in told],
            [one.contact_person for one in told],
            [one.received_until for one in told],
        )
