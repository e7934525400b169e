"""The one log of who saw what: a row is committed before anything is opened."""

from collections.abc import Iterable
from dataclasses import dataclass

import asyncpg

from samspil.sealing.errors import reaching_the_keyring
from samspil.vocabulary.citizen_id import CitizenId
from samspil.vocabulary.sector import Sector

_RECORD = """
    INSERT INTO access (who, role, sector, citizen_id, why, fields) VALUES ($1, $2, $3, $4, $5, $6)
"""


@dataclass(frozen=True, slots=True)
class Access:
    """Who looks, and what for; the citizen reads it, so it holds no other citizen's data."""

    who: str
    """The subject id of the caller's token."""
    role: str
    sector: Sector
    why: str
    """The purpose, as a fixed word of the door's: never what somebody typed."""


async def record(
    pool: "asyncpg.Pool[asyncpg.Record]", citizen: CitizenId, fields: Iterable[str], access: Access
) -> None:
    """Write and commit one row for all the fields. Raises ``KeyringAway``."""
    with reaching_the_keyring():
        await pool.execute(
            _RECORD, access.who, access.role, access.sector.value, citizen, access.why, sorted(fields)
        )
