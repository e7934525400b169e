"""The reasons that people without a case at hand give before they look at a citizen."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import asyncpg

from samspil.rulebook.case_at_hand import AccessReason
from samspil.sealing.errors import reaching_the_keyring
from samspil.vocabulary.citizen_id import CitizenId
from samspil.vocabulary.sealed import Sealed

# Given again under the same id, it is one.
_GIVE = """
    INSERT INTO access_reason (id, until, who, role, units, citizen_id, reason, words)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT DO NOTHING
"""
_GIVEN = "SELECT reason_given($1, $2)"


@dataclass(frozen=True, slots=True)
class GivenReason:
    """A reason to look at a citizen, good until it ends."""

    id: UUID
    who: str
    """The subject id of the caller's token."""
    role: str
    units: frozenset[str]
    reason: AccessReason
    words: Sealed | None
    """Their own words, under the citizen's key."""
    until: datetime


async def give_reason(pool: "asyncpg.Pool[asyncpg.Record]", citizen: CitizenId, given: GivenReason) -> None:
    """Committed when it returns. Raises ``KeyringAway``."""
    with reaching_the_keyring():
        await pool.execute(
            _GIVE,
            given.id,
            given.until,
            given.who,
            given.role,
            sorted(given.units),
            citizen,
            given.reason,
            str(given.words) if given.words else None,
        )


async def reason_given(
    pool: "asyncpg.Pool[asyncpg.Record]", citizen: CitizenId, who: str
) -> AccessReason | None:
    """The reason that holds now. Raises ``KeyringAway``."""
    with reaching_the_keyring():
        found: str | None = await pool.fetchval(_GIVEN, who, citizen)
    return AccessReason(found) if found else None
