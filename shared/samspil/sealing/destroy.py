"""The end of a citizen's keys and numbers: every copy of every token of theirs becomes unreadable.

The part of erasing that is the keyring's; no process does it yet.
"""

import asyncpg

from samspil.sealing.errors import reaching_the_keyring
from samspil.vocabulary.citizen_id import CitizenId

# Keys and numbers go with the citizen's row (ON DELETE CASCADE); one linked meanwhile goes too.
_DESTROY = """
    WITH gone AS (DELETE FROM citizen WHERE citizen_id = $1)
    INSERT INTO destroyed (citizen_id) VALUES ($1) ON CONFLICT DO NOTHING
"""


async def destroy(pool: "asyncpg.Pool[asyncpg.Record]", citizen: CitizenId) -> None:
    """For good, and as often as one likes: after a restore the same ids are destroyed again.

    The pool is that of a role in the group ``keyring_eraser``, which no service's is.
    After ``data_keys.KEPT_FOR`` seconds nothing of the citizen opens anywhere. Raises ``KeyringAway``.
    """
    with reaching_the_keyring():
        await pool.execute(_DESTROY, citizen)
