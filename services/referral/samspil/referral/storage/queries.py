"""What doors read without deciding anything."""

from typing import NamedTuple

from samspil.ledger.database import Pool
from samspil.referral.domain.citizen_file import CitizenFile
from samspil.referral.domain.consent import Consent
from samspil.referral.domain.referral import Referral
from samspil.referral.storage.consents import ConsentShelf
from samspil.referral.storage.files import Files
from samspil.referral.storage.referrals import ReferralShelf
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
        file = (await Files().read(connection, [citizen])).get(citizen)
        referrals = (await ReferralShelf().read(connection, [citizen]))[citizen].values()
        consents = (await ConsentShelf().read(connection, [citizen]))[citizen].values()
    if file is None:
        return None
    return Read(
        file,
        sorted(referrals, key=lambda one: (one.submitted_at, one.id), reverse=True),
        sorted(consents, key=lambda one: (one.given_at, one.id), reverse=True),
    )
