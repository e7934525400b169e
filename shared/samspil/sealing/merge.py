"""Two ids that are one person's: the survivor opens what either's keys sealed, and both's numbers lead there.

Each seals with keys of its own all the same, so that they can be parted again.
"""

from collections.abc import Mapping
from datetime import timedelta

import asyncpg

from samspil.sealing.errors import reaching_the_keyring
from samspil.vocabulary.citizen_id import CitizenId

SETTLED = timedelta(minutes=1)
"""A pair that was joined since then is parted by nobody but who names it: others may have read before."""

# Done already, it changes nothing.
_FOLLOW = """
    WITH wanted AS (
        SELECT absorbed, survivor FROM unnest($1::uuid[], $2::uuid[]) AS pair (absorbed, survivor)
        WHERE (SELECT count(*) FROM citizen WHERE citizen_id IN (absorbed, survivor)) = 2
    ), parted AS (
        DELETE FROM merged
        WHERE CASE WHEN $3::uuid IS NULL THEN at < now() - $4::interval ELSE absorbed = $3 END
            AND NOT EXISTS (SELECT FROM wanted WHERE wanted.absorbed = merged.absorbed)
        RETURNING absorbed
    ), back AS (
        UPDATE person SET citizen_id = merged_from, merged_from = NULL
        FROM parted WHERE merged_from = parted.absorbed
    ), joined AS (
        INSERT INTO merged (absorbed, survivor) SELECT absorbed, survivor FROM wanted
        ON CONFLICT (absorbed) DO UPDATE SET survivor = excluded.survivor, at = now()
        WHERE merged.survivor <> excluded.survivor
    )
    UPDATE person SET citizen_id = wanted.survivor, merged_from = wanted.absorbed FROM wanted
    WHERE wanted.absorbed IN (person.citizen_id, person.merged_from) AND person.citizen_id <> wanted.survivor
"""


async def follow_merges(
    pool: "asyncpg.Pool[asyncpg.Record]",
    merged: Mapping[CitizenId, CitizenId],
    about: CitizenId | None = None,
) -> None:
    """Bring the keyring to what files say: absorbed → survivor, of everybody, or of ``about`` alone.

    A pair of which one was erased is passed over. Raises ``KeyringAway``.
    """
    with reaching_the_keyring():
        await pool.execute(_FOLLOW, list(merged), list(merged.values()), about, SETTLED)
