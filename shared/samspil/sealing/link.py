"""One more number for a citizen: a replacement number resolved, or a CPR number that was changed."""

import asyncpg

from samspil.sealing.errors import reaching_the_keyring
from samspil.sealing.index_key import IndexKey
from samspil.vocabulary.citizen_id import CitizenId
from samspil.vocabulary.cpr import Cpr

_LINK = """
    INSERT INTO person (number_hmac, citizen_id) VALUES ($1, $2)
    ON CONFLICT (number_hmac) DO UPDATE SET citizen_id = excluded.citizen_id, merged_from = NULL
"""


async def link(
    pool: "asyncpg.Pool[asyncpg.Record]", index_key: IndexKey, cpr: Cpr, citizen: CitizenId
) -> bool:
    """Point the number at the citizen, wherever it pointed before; false when the citizen has no keys.

    Raises ``KeyringAway``.
    """
    with reaching_the_keyring():
        try:
            await pool.execute(_LINK, index_key.of(cpr), citizen)
        except asyncpg.ForeignKeyViolationError:
            return False
    return True
