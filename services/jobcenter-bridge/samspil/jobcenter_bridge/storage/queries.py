"""What is read without deciding anything."""

from typing import TypeVar
from uuid import UUID

from samspil.jobcenter_bridge.domain.notification import Kind
from samspil.jobcenter_bridge.storage.tables import DISCLOSURES
from samspil.ledger.database import Pool
from samspil.ledger.rows import Rows, RowTable, Thing
from samspil.ledger.states import States
from samspil.vocabulary.citizen_id import CitizenId
from samspil.vocabulary.sealed import Sealed

R = TypeVar("R", bound=Thing)


async def read_cpr(pool: Pool, citizen: CitizenId) -> Sealed | None:
    """By which number the jobcenter knows the citizen; None where that was never told."""
    async with pool.acquire() as connection:
        disclosure = await States(DISCLOSURES).look(connection, citizen)
    return disclosure.identity.cpr if disclosure and disclosure.identity else None


OWNER = {
    Kind.ACTIVITY: "SELECT citizen_id FROM milestone WHERE id = $1",
    Kind.TASK: "SELECT citizen_id FROM answer WHERE id = $1",
    Kind.REQUEST: "SELECT citizen_id FROM request WHERE id = $1",
    Kind.CALL: "SELECT citizen_id FROM meeting WHERE id = $1",
    Kind.STATUS: "SELECT citizen_id FROM standing WHERE id = $1",
}


async def read_owner(pool: Pool, kind: Kind, entity: UUID) -> CitizenId | None:
    """Of whom something of this entity was said; None where nothing was."""
    owner: CitizenId | None = await pool.fetchval(OWNER[kind], entity)
    return owner


async def read_kept(pool: Pool, table: RowTable[R], citizen: CitizenId, entity: UUID) -> R | None:
    """What an entity of this citizen's said when it was looked at last."""
    async with pool.acquire() as connection:
        return (await Rows(table).look(connection, citizen) or {}).get(entity)
