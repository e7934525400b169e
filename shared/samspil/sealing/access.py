"""The one log of who saw what: a row is committed before anything is opened or shown."""

from collections.abc import Iterable
from dataclasses import dataclass

import asyncpg

from samspil.sealing.errors import reaching_the_keyring
from samspil.vocabulary.citizen_id import CitizenId
from samspil.vocabulary.sector import Sector

# Commits by itself; when it has answered, the row is there, its own or a like one of the last 15 minutes.
_RECORD = "SELECT note_access($1, $2, $3, $4, $5, $6, $7, $8, $9)"


@dataclass(frozen=True, slots=True)
class Access:
    """Who looks, and what for; one day the citizen reads it, so it holds no other citizen's data."""

    who: str
    """The subject id of the caller's token."""
    role: str
    sector: Sector
    why: str
    """The purpose, as a fixed word of the door's: never what somebody typed."""
    units: frozenset[str] = frozenset()
    """The units that they work for, by their codes."""
    relation: str | None = None
    """How a case of theirs was at hand, as a code; None: none was, or it is not asked there."""
    reason: str | None = None
    """Where none was: the reason that they gave, as a code."""


async def record(
    pool: "asyncpg.Pool[asyncpg.Record]", citizen: CitizenId, fields: Iterable[str], access: Access
) -> None:
    """See to it that one committed row tells of all the fields. Raises ``KeyringAway``.

    The same person, role, purpose, fields, relation and reason within 15 minutes write no further row.
    """
    names = sorted(set(fields))
    with reaching_the_keyring():
        await pool.execute(
            _RECORD,
            access.who,
            access.role,
            access.sector.value,
            citizen,
            access.why,
            names,
            sorted(access.units),
            access.relation,
            access.reason,
        )
