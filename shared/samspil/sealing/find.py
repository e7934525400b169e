"""From a number to its citizen id where there is one; a stranger leaves no trace."""

from uuid import UUID

import asyncpg

from samspil.sealing.errors import reaching_the_keyring
from samspil.sealing.index_key import IndexKey
from samspil.vocabulary.citizen_id import CitizenId
from samspil.vocabulary.cpr import Cpr

_FIND = "SELECT citizen_id FROM person WHERE number_hmac = $1"


async def find(pool: "asyncpg.Pool[asyncpg.Record]", index_key: IndexKey, cpr: Cpr) -> CitizenId | None:
    """The citizen that the number points at; None for a number never seen. Raises ``KeyringAway``."""
    with reaching_the_keyring():
        found: UUID | None = await pool.fetchval(_FIND, index_key.of(cpr))
    return None if found is None else CitizenId(UUID(int=found.int))  # the plain class, not the driver's
