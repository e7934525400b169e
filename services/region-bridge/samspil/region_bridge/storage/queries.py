"""What is read without deciding anything."""

from samspil.contracts.disclosure import Identity
from samspil.ledger.database import Pool
from samspil.ledger.states import States
from samspil.region_bridge.storage.tables import DISCLOSURES
from samspil.vocabulary.citizen_id import CitizenId
from samspil.vocabulary.sealed import Sealed


async def identity_of(pool: Pool, citizen: CitizenId) -> Identity | None:
    """By which the region knows the citizen, as it was disclosed last."""
    async with pool.acquire() as connection:
        disclosure = await States(DISCLOSURES).look(connection, citizen)
    return disclosure.identity if disclosure else None


async def contact_person_of(pool: Pool, citizen: CitizenId) -> Sealed | None:
    """The name of the contact person, as it was disclosed last."""
    async with pool.acquire() as connection:
        disclosure = await States(DISCLOSURES).look(connection, citizen)
    contact = disclosure.told.contact_person if disclosure else None
    return contact.name if contact else None
