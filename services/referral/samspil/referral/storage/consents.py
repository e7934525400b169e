"""Consents in PostgreSQL."""

from collections.abc import Collection, Mapping

import asyncpg

from samspil.ledger.database import Connection
from samspil.ledger.shelf import Shelf
from samspil.referral.domain.consent import Consent, Consents
from samspil.vocabulary.citizen_id import CitizenId
from samspil.vocabulary.data_class import DataClass
from samspil.vocabulary.legal_basis import LegalBasis
from samspil.vocabulary.sector import Sector

READ = """
SELECT consent_id, citizen_id, law, kinds, from_sector, to_sectors, case_id, until, recorded_by, given_at,
  withdrawn_at
FROM consent WHERE citizen_id = ANY($1::uuid[])
"""

# Codes hold no commas; unnest would take lists of lists apart.
WRITE = """
INSERT INTO consent (consent_id, citizen_id, law, kinds, from_sector, to_sectors, case_id, until, recorded_by,
  given_at, withdrawn_at)
SELECT id, citizen_id, law, string_to_array(kinds, ','), sender, string_to_array(receivers, ','), case_id,
  until, recorded_by, given_at, withdrawn_at
FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::text[], $6::text[], $7::uuid[], $8::date[],
  $9::text[], $10::timestamptz[], $11::timestamptz[])
  AS given (id, citizen_id, law, kinds, sender, receivers, case_id, until, recorded_by, given_at,
    withdrawn_at)
ON CONFLICT (consent_id) DO UPDATE SET withdrawn_at = excluded.withdrawn_at
WHERE consent.withdrawn_at IS DISTINCT FROM excluded.withdrawn_at
"""


class ConsentShelf(Shelf[Consents]):
    """All consents of a citizen; only a withdrawal ever changes one."""

    async def read(
        self, connection: Connection, citizens: Collection[CitizenId]
    ) -> Mapping[CitizenId, Consents]:
        """The consents of these citizens."""
        found: dict[CitizenId, Consents] = {citizen: {} for citizen in citizens}
        for row in await connection.fetch(READ, list(citizens)):
            found[row["citizen_id"]][row["consent_id"]] = consent_of(row)
        return found

    async def write(self, connection: Connection, states: Mapping[CitizenId, Consents]) -> None:
        """Keep these consents."""
        rows = [(citizen, consent) for citizen, consents in states.items() for consent in consents.values()]
        await connection.execute(
            WRITE,
            [consent.id for _, consent in rows],
            [citizen for citizen, _ in rows],
            [consent.law for _, consent in rows],
            [",".join(consent.kinds) for _, consent in rows],
            [consent.from_sector for _, consent in rows],
            [",".join(consent.to_sectors) for _, consent in rows],
            [consent.case for _, consent in rows],
            [consent.until for _, consent in rows],
            [consent.recorded_by for _, consent in rows],
            [consent.given_at for _, consent in rows],
            [consent.withdrawn_at for _, consent in rows],
        )


def consent_of(row: asyncpg.Record) -> Consent:
    """A row as a consent."""
    return Consent(
        id=row["consent_id"],
        law=LegalBasis(row["law"]),
        kinds=tuple(DataClass(kind) for kind in row["kinds"]),
        from_sector=Sector(row["from_sector"]),
        to_sectors=tuple(Sector(sector) for sector in row["to_sectors"]),
        case=row["case_id"],
        until=row["until"],
        recorded_by=row["recorded_by"],
        given_at=row["given_at"],
        withdrawn_at=row["withdrawn_at"],
    )
