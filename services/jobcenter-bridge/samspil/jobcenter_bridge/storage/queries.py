"""What is read without deciding anything."""

from uuid import UUID

from samspil.jobcenter_bridge.storage.tables import DISCLOSURES
from samspil.ledger.database import Pool
from samspil.ledger.states import States
from samspil.vocabulary.citizen_id import CitizenId
from samspil.vocabulary.sealed import Sealed


async def read_cpr(pool: Pool, citizen: CitizenId) -> Sealed | None:
    """By which number the jobcenter knows the citizen; None where that was never told."""
    async with pool.acquire() as connection:
        disclosure = await States(DISCLOSURES).look(connection, citizen)
    return disclosure.identity.cpr if disclosure and disclosure.identity else None


async def read_owner(pool: Pool, activity: UUID) -> CitizenId | None:
    """Of whom this activity was told; None where nothing was."""
    owner: CitizenId | None = await pool.fetchval("SELECT citizen_id FROM milestone WHERE id = $1", activity)
    return owner
