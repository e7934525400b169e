"""A citizen id without a number: somebody is helped before anybody knows who they are."""

import secrets
from uuid import uuid4

import asyncpg

from samspil.sealing.cipher import DATA_KEY_BYTES
from samspil.sealing.errors import reaching_the_keyring
from samspil.sealing.master_key import MasterKey
from samspil.vocabulary.citizen_id import CitizenId, new_citizen_id

_MAKE = """
    WITH made AS (INSERT INTO citizen (citizen_id) VALUES ($1) RETURNING citizen_id)
    INSERT INTO citizen_key (key_id, citizen_id, wrapped, master_key_id)
    SELECT $2, citizen_id, $3, $4 FROM made
"""


async def new_citizen(pool: "asyncpg.Pool[asyncpg.Record]", master_key: MasterKey) -> CitizenId:
    """Made with a data key, committed. Raises ``KeyringAway``."""
    wrapped = await master_key.wrap(secrets.token_bytes(DATA_KEY_BYTES))
    citizen = new_citizen_id()
    with reaching_the_keyring():
        await pool.execute(_MAKE, citizen, uuid4(), wrapped, master_key.id)
    return citizen
