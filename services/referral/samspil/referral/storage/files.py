"""Citizens' files in PostgreSQL."""

from collections.abc import Collection, Mapping

from samspil.ledger.database import Connection
from samspil.ledger.shelf import Shelf
from samspil.referral.domain.citizen_file import CitizenFile
from samspil.referral.domain.transition import Transition
from samspil.vocabulary.citizen_id import CitizenId
from samspil.vocabulary.legal_basis import LegalBasis
from samspil.vocabulary.sealed import Sealed

READ = """
SELECT citizen_id, version, name, cpr, acting_municipality, registered_by, basis, registered_at, transition
FROM citizen_file WHERE citizen_id = ANY($1::uuid[])
"""

WRITE = """
INSERT INTO citizen_file
  (citizen_id, version, name, cpr, acting_municipality, registered_by, basis, registered_at, transition)
SELECT * FROM unnest($1::uuid[], $2::bigint[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[],
  $8::timestamptz[], $9::text[])
ON CONFLICT (citizen_id) DO UPDATE SET version = excluded.version, name = excluded.name, cpr = excluded.cpr,
  acting_municipality = excluded.acting_municipality
"""


class Files(Shelf[CitizenFile]):
    """One file a citizen."""

    async def read(
        self, connection: Connection, citizens: Collection[CitizenId]
    ) -> Mapping[CitizenId, CitizenFile]:
        """The files of these citizens."""
        return {
            row["citizen_id"]: CitizenFile(
                version=row["version"],
                name=Sealed(row["name"]),
                cpr=Sealed(row["cpr"]),
                acting_municipality=row["acting_municipality"],
                registered_by=row["registered_by"],
                basis=LegalBasis(row["basis"]),
                registered_at=row["registered_at"],
                transition=Transition(row["transition"]) if row["transition"] else None,
            )
            for row in await connection.fetch(READ, list(citizens))
        }

    async def write(self, connection: Connection, states: Mapping[CitizenId, CitizenFile]) -> None:
        """Keep these files."""
        files = states.values()
        await connection.execute(
            WRITE,
            list(states),
            [file.version for file in files],
            [file.name for file in files],
            [file.cpr for file in files],
            [file.acting_municipality for file in files],
            [file.registered_by for file in files],
            [file.basis for file in files],
            [file.registered_at for file in files],
            [file.transition for file in files],
        )
