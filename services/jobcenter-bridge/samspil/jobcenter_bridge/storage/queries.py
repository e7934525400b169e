"""What is read without deciding anything."""

from uuid import UUID

from samspil.jobcenter_bridge.domain.answers import Answer
from samspil.jobcenter_bridge.domain.notification import Kind
from samspil.jobcenter_bridge.domain.requests import Request
from samspil.jobcenter_bridge.storage.tables import ANSWERS, DISCLOSURES, REQUESTS
from samspil.ledger.database import Pool
from samspil.ledger.rows import Rows
from samspil.ledger.states import States
from samspil.vocabulary.citizen_id import CitizenId
from samspil.vocabulary.sealed import Sealed


async def read_cpr(pool: Pool, citizen: CitizenId) -> Sealed | None:
    """By which number the jobcenter knows the citizen; None where that was never told."""
    async with pool.acquire() as connection:
        disclosure = await States(DISCLOSURES).look(connection, citizen)
    return disclosure.identity.cpr if disclosure and disclosure.identity else None


OWNER = {
    Kind.ACTIVITY: "SELECT citizen_id FROM milestone WHERE id = $1",
    Kind.TASK: "SELECT citizen_id FROM answer WHERE id = $1",
    Kind.REQUEST: "SELECT citizen_id FROM request WHERE id = $1",
}


async def read_owner(pool: Pool, kind: Kind, entity: UUID) -> CitizenId | None:
    """Of whom something of this entity was said; None where nothing was."""
    owner: CitizenId | None = await pool.fetchval(OWNER[kind], entity)
    return owner


async def read_answer(pool: Pool, citizen: CitizenId, task: UUID) -> Answer | None:
    """What the task said when it was looked at last."""
    async with pool.acquire() as connection:
        return (await Rows(ANSWERS).look(connection, citizen) or {}).get(task)


async def read_request(pool: Pool, citizen: CitizenId, request: UUID) -> Request | None:
    """What the request asked when it was looked at last."""
    async with pool.acquire() as connection:
        return (await Rows(REQUESTS).look(connection, citizen) or {}).get(request)
