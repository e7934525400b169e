"""Relatives who sign in: found by their number, each under a hash that nothing else has in common with it.

The hash is made of number and relative together, so that the rows of somebody who is a relative of two
citizens have nothing in common; who signs in is looked for among all of them.
"""

import hmac
from typing import NamedTuple
from uuid import UUID

import asyncpg

from samspil.sealing.errors import reaching_the_keyring
from samspil.sealing.index_key import IndexKey
from samspil.vocabulary.citizen_id import CitizenId
from samspil.vocabulary.cpr import Cpr

# A relative is one citizen's for good: of another's nothing is written.
_LET = """
    INSERT INTO relative_sign_in (relative_id, citizen_id, number_hmac) VALUES ($1, $2, $3)
    ON CONFLICT (relative_id) DO UPDATE SET number_hmac = excluded.number_hmac, created_at = now()
    WHERE relative_sign_in.citizen_id = excluded.citizen_id
"""
_END = "DELETE FROM relative_sign_in WHERE relative_id = $1 AND citizen_id = $2"
_ALL = "SELECT relative_id, citizen_id, number_hmac FROM relative_sign_in"
_OF = "SELECT relative_id FROM relative_sign_in WHERE citizen_id = $1"


class RelativeOf(NamedTuple):
    """An entry of a citizen's file."""

    citizen: CitizenId
    relative: UUID


async def let_sign_in(
    pool: "asyncpg.Pool[asyncpg.Record]", index_key: IndexKey, relative: RelativeOf, cpr: Cpr
) -> bool:
    """From now on this number, and no other, signs in as them; false where the citizen has no keys.

    Raises ``KeyringAway``.
    """
    with reaching_the_keyring():
        try:
            found = index_key.of_relative(cpr, relative.relative)
            await pool.execute(_LET, relative.relative, relative.citizen, found)
        except asyncpg.ForeignKeyViolationError:
            return False
    return True


async def end_sign_in(pool: "asyncpg.Pool[asyncpg.Record]", relative: RelativeOf) -> None:
    """From now on nobody signs in as them. Raises ``KeyringAway``."""
    with reaching_the_keyring():
        await pool.execute(_END, relative.relative, relative.citizen)


async def find_relatives(
    pool: "asyncpg.Pool[asyncpg.Record]", index_key: IndexKey, cpr: Cpr
) -> tuple[RelativeOf, ...]:
    """As whom the number signs in, be they let or not by now. Raises ``KeyringAway``."""
    with reaching_the_keyring():
        rows = await pool.fetch(_ALL)
    return tuple(
        RelativeOf(CitizenId(UUID(int=row["citizen_id"].int)), UUID(int=row["relative_id"].int))
        for row in rows
        if hmac.compare_digest(row["number_hmac"], index_key.of_relative(cpr, row["relative_id"]))
    )


async def who_signs_in(pool: "asyncpg.Pool[asyncpg.Record]", citizen: CitizenId) -> frozenset[UUID]:
    """Which of the citizen's relatives have a number to sign in with. Raises ``KeyringAway``."""
    with reaching_the_keyring():
        rows = await pool.fetch(_OF, citizen)
    return frozenset(UUID(int=row["relative_id"].int) for row in rows)
