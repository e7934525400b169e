"""What is read without deciding anything."""

from samspil.ledger.database import Pool
from samspil.region_bridge.domain.disclosure import Identity
from samspil.region_bridge.storage.disclosures import Disclosures
from samspil.vocabulary.citizen_id import CitizenId


async def identity_of(pool: Pool, citizen: CitizenId) -> Identity | None:
    """By which the region knows the citizen, as it was disclosed last."""
    async with pool.acquire() as connection:
        disclosure = (await Disclosures().read(connection, [citizen])).get(citizen)
    return disclosure.identity if disclosure else None
