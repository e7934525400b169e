"""What doors read without deciding anything."""

from typing import NamedTuple

from samspil.ledger.database import Pool
from samspil.ledger.rows import Rows
from samspil.ledger.states import States
from samspil.referral.domain.citizen_file import CitizenFile
from samspil.referral.domain.consent import Consent
from samspil.referral.domain.referral import Referral
from samspil.referral.storage.tables import CONSENTS, FILES, REFERRALS
from samspil.vocabulary.citizen_id import CitizenId


class Read(NamedTuple):
    """A citizen's file with its referrals and consents, the newest first."""

    file: CitizenFile
    referrals: list[Referral]
    consents: list[Consent]


async def read_file(pool: Pool, citizen: CitizenId) -> Read | None:
    """The file as it is now; None where there is none."""
    async with (
        pool.acquire() as connection,
        connection.transaction(isolation="repeatable_read", readonly=True),
    ):
        file = await States(FILES).look(connection, citizen)
        referrals = await Rows(REFERRALS).look(connection, citizen) or {}
        consents = await Rows(CONSENTS).look(connection, citizen) or {}
    if file is None:
        return None
    return Read(
        file,
        sorted(referrals.values(), key=lambda one: (one.submitted_at, one.id), reverse=True),
        sorted(consents.values(), key=lambda one: (one.given_at, one.id), reverse=True),
    )
