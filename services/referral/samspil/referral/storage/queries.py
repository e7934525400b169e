"""What doors read without deciding anything."""

from typing import NamedTuple

from samspil.ledger.database import Pool
from samspil.referral.domain.citizen_file import CitizenFile
from samspil.referral.domain.referral import Referral
from samspil.referral.storage.files import Files
from samspil.referral.storage.referrals import READ as READ_REFERRALS
from samspil.referral.storage.referrals import referral_of
from samspil.vocabulary.citizen_id import CitizenId


class Read(NamedTuple):
    """A citizen's file with its referrals, the newest first."""

    file: CitizenFile
    referrals: list[Referral]


async def read_file(pool: Pool, citizen: CitizenId) -> Read | None:
    """The file as it is now; None where there is none."""
    async with (
        pool.acquire() as connection,
        connection.transaction(isolation="repeatable_read", readonly=True),
    ):
        file = (await Files().read(connection, [citizen])).get(citizen)
        rows = await connection.fetch(READ_REFERRALS, [citizen])
    if file is None:
        return None
    referrals = [referral_of(row) for row in rows]
    return Read(file, sorted(referrals, key=lambda one: (one.submitted_at, one.id), reverse=True))
