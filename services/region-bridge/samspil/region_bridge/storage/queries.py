"""What is read without deciding anything."""

from samspil.contracts.disclosure import Identity
from samspil.ledger.database import Pool
from samspil.ledger.states import States
from samspil.region_bridge.storage.tables import DISCLOSURES
from samspil.vocabulary.citizen_id import CitizenId


async def identity_of(pool: Pool, citizen: CitizenId) -> Identity | None:
    """By which the region knows the citizen, as it was disclosed last."""
    async with pool.acquire() as connection:
        disclosure = await States(DISCLOSURES).look(connection, citizen)
    return disclosure.identity if disclosure else None
