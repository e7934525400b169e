"""Sealing what is nobody's: a key of its own for each message, destroyed thirty days after it was made."""

import secrets
from uuid import uuid4

import asyncpg

from samspil.sealing.access import Access, record
from samspil.sealing.cipher import DATA_KEY_BYTES, DataKey, open_token, seal_text
from samspil.sealing.errors import KeyDestroyed, reaching_the_keyring
from samspil.sealing.find import find
from samspil.sealing.index_key import IndexKey
from samspil.sealing.master_key import MasterKey
from samspil.vocabulary.citizen_id import CitizenId
from samspil.vocabulary.cpr import Cpr
from samspil.vocabulary.sealed import Sealed

_KEEP = "INSERT INTO held_key (key_id, wrapped, master_key_id) VALUES ($1, $2, $3)"
_LOAD = "SELECT wrapped, master_key_id FROM held_key_of($1)"
_DESTROY = "SELECT destroy_held_keys()"


async def seal_held(
    pool: "asyncpg.Pool[asyncpg.Record]", master_key: MasterKey, kind: str, text: str
) -> Sealed:
    """The token; its key is committed before. Raises ``KeyringAway``."""
    key = DataKey(uuid4(), secrets.token_bytes(DATA_KEY_BYTES))
    wrapped = await master_key.wrap(key.secret)
    with reaching_the_keyring():
        await pool.execute(_KEEP, key.id, wrapped, master_key.id)
    return seal_text(key, kind, text)


async def open_held(
    pool: "asyncpg.Pool[asyncpg.Record]", master_key: MasterKey, token: Sealed, access: Access
) -> str:
    """The text; the look is logged first, under the key's id, because nobody can say whose it is.

    Raises ``KeyDestroyed``, ``TamperedToken``, ``KeyringAway``.
    """
    await record(pool, CitizenId(token.key_id), [token.kind], access)
    return await _opened(pool, master_key, token)


async def find_held(
    pool: "asyncpg.Pool[asyncpg.Record]", master_key: MasterKey, index_key: IndexKey, token: Sealed
) -> frozenset[CitizenId]:
    """Whom the numbers lead to that were sealed so, one a line: nobody is shown them, and no look is logged.

    Raises ``KeyDestroyed``, ``TamperedToken``, ``KeyringAway``.
    """
    numbers = (await _opened(pool, master_key, token)).split()
    found = [await find(pool, index_key, Cpr.parse(number)) for number in numbers]
    return frozenset(citizen for citizen in found if citizen is not None)


async def _opened(pool: "asyncpg.Pool[asyncpg.Record]", master_key: MasterKey, token: Sealed) -> str:
    with reaching_the_keyring():
        row = await pool.fetchrow(_LOAD, token.key_id)
    if row is None:
        raise KeyDestroyed
    return open_token([DataKey(token.key_id, await master_key.unwrap(*row))], token)


async def destroy_held(pool: "asyncpg.Pool[asyncpg.Record]") -> int:
    """Destroy the keys that have had their time; how many. Raises ``KeyringAway``."""
    with reaching_the_keyring():
        gone: int = await pool.fetchval(_DESTROY)
    return gone
