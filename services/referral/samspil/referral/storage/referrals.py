"""Referrals in PostgreSQL."""

from collections.abc import Collection, Mapping

import asyncpg

from samspil.contracts.referral import Priority
from samspil.ledger.database import Connection
from samspil.ledger.shelf import Shelf
from samspil.referral.domain.referral import Referral, Referrals, State
from samspil.vocabulary.citizen_id import CitizenId
from samspil.vocabulary.legal_basis import LegalBasis
from samspil.vocabulary.sealed import Sealed
from samspil.vocabulary.sector import Sector

READ = """
SELECT referral_id, citizen_id, state, from_sector, to_sector, to_unit, priority, words, basis, author,
  answer_by, submitted_at, received_by, accepted_by, starts_on
FROM referral WHERE citizen_id = ANY($1::uuid[])
"""

WRITE = """
INSERT INTO referral (referral_id, citizen_id, state, from_sector, to_sector, to_unit, priority, words, basis,
  author, answer_by, submitted_at, received_by, accepted_by, starts_on)
SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[],
  $8::text[], $9::text[], $10::text[], $11::date[], $12::timestamptz[], $13::text[], $14::text[], $15::date[])
ON CONFLICT (referral_id) DO UPDATE SET state = excluded.state, received_by = excluded.received_by,
  accepted_by = excluded.accepted_by, starts_on = excluded.starts_on
"""


class ReferralShelf(Shelf[Referrals]):
    """All referrals of a citizen; only changed ones are written."""

    def __init__(self) -> None:
        super().__init__()
        self._kept: dict[CitizenId, Referrals] = {}

    async def read(
        self, connection: Connection, citizens: Collection[CitizenId]
    ) -> Mapping[CitizenId, Referrals]:
        """The referrals of these citizens."""
        found: dict[CitizenId, Referrals] = {citizen: {} for citizen in citizens}
        for row in await connection.fetch(READ, list(citizens)):
            referral = referral_of(row)
            found[row["citizen_id"]][referral.id] = referral
        self._kept.update(found)
        return found

    async def write(self, connection: Connection, states: Mapping[CitizenId, Referrals]) -> None:
        """Keep what differs from what is kept."""
        rows = [
            (citizen, referral)
            for citizen, referrals in states.items()
            for referral in referrals.values()
            if self._kept[citizen].get(referral.id) != referral
        ]
        self._kept.update(states)
        await connection.execute(
            WRITE,
            [referral.id for _, referral in rows],
            [citizen for citizen, _ in rows],
            [referral.state for _, referral in rows],
            [referral.from_sector for _, referral in rows],
            [referral.to_sector for _, referral in rows],
            [referral.to_unit for _, referral in rows],
            [referral.priority for _, referral in rows],
            [referral.words for _, referral in rows],
            [referral.basis for _, referral in rows],
            [referral.author for _, referral in rows],
            [referral.answer_by for _, referral in rows],
            [referral.submitted_at for _, referral in rows],
            [referral.received_by for _, referral in rows],
            [referral.accepted_by for _, referral in rows],
            [referral.starts_on for _, referral in rows],
        )


def referral_of(row: asyncpg.Record) -> Referral:
    """A row as a referral."""
    return Referral(
        id=row["referral_id"],
        state=State(row["state"]),
        from_sector=Sector(row["from_sector"]),
        to_sector=Sector(row["to_sector"]),
        to_unit=row["to_unit"],
        priority=Priority(row["priority"]),
        words=Sealed(row["words"]),
        basis=LegalBasis(row["basis"]),
        author=row["author"],
        answer_by=row["answer_by"],
        submitted_at=row["submitted_at"],
        received_by=row["received_by"],
        accepted_by=row["accepted_by"],
        starts_on=row["starts_on"],
    )
