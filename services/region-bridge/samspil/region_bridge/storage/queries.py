"""What is read without deciding anything."""

from uuid import UUID

from samspil.contracts.disclosure import Identity
from samspil.exchange.deliveries import DELIVERIES
from samspil.exchange.delivery import in_order
from samspil.ledger.database import Pool
from samspil.ledger.rows import Rows
from samspil.ledger.states import States
from samspil.region_bridge.domain.correspondence import Correspondence
from samspil.region_bridge.domain.thread import thread_of
from samspil.region_bridge.domain.wanted import thread_of_content
from samspil.region_bridge.storage.tables import DISCLOSURES
from samspil.region_bridge.storage.threads import THREADS, payloads_of
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


async def correspondence_of(pool: Pool, citizen: CitizenId, thread_id: UUID) -> Correspondence:
    """What was written in the thread about the citizen, theirs and ours."""
    async with pool.acquire() as connection:
        threads = await Rows(THREADS).look(connection, citizen)
        deliveries = await Rows(DELIVERIES).look(connection, citizen)
    thread = thread_of(threads or {}, citizen, thread_id)
    ours = (
        one.body
        for one in in_order((deliveries or {}).values())
        if one.body is not None and one.may_be_known and thread_of_content(one.content) == thread_id
    )
    return Correspondence(thread, await payloads_of(pool, citizen, thread.id), tuple(ours))


async def citizen_of_delivery(pool: Pool, delivery_id: UUID) -> CitizenId | None:
    """About whom a message of ours is; None where there is none of that id."""
    found: CitizenId | None = await pool.fetchval(
        "SELECT citizen_id FROM delivery WHERE id = $1", delivery_id
    )
    return found
