"""One more number for a citizen: a replacement number resolved, or a CPR number that was changed."""

import asyncpg

from samspil.sealing.errors import reaching_the_keyring
from samspil.sealing.index_key import IndexKey
from samspil.vocabulary.citizen_id import CitizenId
from samspil.vocabulary.cpr import Cpr

_LINK = """
    INSERT INTO person (number_hmac, citizen_id) VALUES ($1, $2)
    ON CONFLICT (number_hmac) DO UPDATE SET citizen_id = excluded.citizen_id, merged_from = NULL
    WHERE person.citizen_id IN (excluded.citizen_id, $3)
    RETURNING true
"""


class NoKeys(Exception):
    """The citizen has no keys: nothing is sealed for them."""


async def link(
    pool: "asyncpg.Pool[asyncpg.Record]",
    index_key: IndexKey,
    cpr: Cpr,
    citizen: CitizenId,
    instead_of: CitizenId | None,
) -> bool:
    """Point the number at the citizen; false where it leads to another one than ``instead_of``.

    Raises ``NoKeys``, ``KeyringAway``.
    """
    with reaching_the_keyring():
        try:
            linked: bool | None = await pool.fetchval(_LINK, index_key.of(cpr), citizen, instead_of)
        except asyncpg.ForeignKeyViolationError:
            raise NoKeys from None
    return linked is not None
