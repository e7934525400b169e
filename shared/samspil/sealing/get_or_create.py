"""From a number to its citizen id, which is made, with a data key, when the number is new."""

import secrets
from uuid import UUID, uuid4

import asyncpg

from samspil.sealing.cipher import DATA_KEY_BYTES
from samspil.sealing.errors import reaching_the_keyring
from samspil.sealing.index_key import IndexKey
from samspil.sealing.master_key import MasterKey
from samspil.vocabulary.citizen_id import CitizenId, new_citizen_id
from samspil.vocabulary.cpr import Cpr

# One statement, so that nothing is ever half made. A known number is only read. Of two that come with the
# same new number at once, the later waits at the unique index and is given the earlier's id: that is what
# the empty update is for, because DO NOTHING would return no row. Only the one who made it adds a key.
_GET_OR_CREATE = """
    WITH known AS (
        SELECT citizen_id FROM person WHERE number_hmac = $1
    ), proposed AS (
        SELECT $2::uuid AS citizen_id WHERE NOT EXISTS (SELECT FROM known)
    ), answer AS (
        INSERT INTO person (number_hmac, citizen_id) SELECT $1, citizen_id FROM proposed
        ON CONFLICT (number_hmac) DO UPDATE SET citizen_id = person.citizen_id
        RETURNING citizen_id
    ), made AS (
        INSERT INTO citizen (citizen_id) SELECT citizen_id FROM answer WHERE citizen_id = $2
        RETURNING citizen_id
    ), keyed AS (
        INSERT INTO citizen_key (key_id, citizen_id, wrapped, master_key_id)
        SELECT $3, citizen_id, $4, $5 FROM made
    )
    SELECT citizen_id FROM known UNION ALL SELECT citizen_id FROM answer
"""


async def get_or_create(
    pool: "asyncpg.Pool[asyncpg.Record]", index_key: IndexKey, master_key: MasterKey, cpr: Cpr
) -> CitizenId:
    """The citizen that the number points at, committed. Raises ``KeyringAway``."""
    wrapped = await master_key.wrap(secrets.token_bytes(DATA_KEY_BYTES))
    with reaching_the_keyring():
        found: UUID = await pool.fetchval(
            _GET_OR_CREATE, index_key.of(cpr), new_citizen_id(), uuid4(), wrapped, master_key.id
        )
    return CitizenId(UUID(int=found.int))  # the driver's own subclass is not what JSON writers expect
