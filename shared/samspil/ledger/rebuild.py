"""Rebuild: fold everything again from the journal beside the live view, compare by hash, switch."""

from collections.abc import AsyncIterator, Callable, Collection
from contextlib import asynccontextmanager
from dataclasses import dataclass
from uuid import UUID

from samspil.ledger.database import Connection, Pool
from samspil.ledger.fold import FoldSet, from_journal, write_folded
from samspil.ledger.wake import DUE
from samspil.vocabulary.citizen_id import CitizenId

AT_ONCE = 1000

PATIENCE = 3600.0
"""Seconds for one statement: everything ever heard may be much."""

# Whoever was heard has a stream, and streams are in order of citizens.
CITIZENS = """
SELECT DISTINCT citizen_id FROM stream WHERE citizen_id > $1 ORDER BY citizen_id LIMIT $2
"""

BEHIND = """
SELECT DISTINCT journal.citizen_id FROM journal
LEFT JOIN folded
  ON folded.generation = $1 AND folded.topic = journal.topic AND folded.citizen_id = journal.citizen_id
WHERE journal.topic = ANY($2::text[]) AND record IS NOT NULL AND journal.seq > coalesce(folded.seq, 0)
"""

COUNT = "SELECT count(DISTINCT citizen_id) FROM stream"

# Of whatever version its folds are, it writes beside the live states: the table's trigger lets it.
# It reads whole tables, and is planned as that needs it.
BEGIN = """
SET statement_timeout = 0; SET lock_timeout = 0; SET samspil.folds = '2147483647';
SET enable_seqscan = on; SET plan_cache_mode = auto;
SELECT pg_advisory_lock(3, 0)
"""
END = """
SELECT pg_advisory_unlock(3, 0); RESET statement_timeout; RESET lock_timeout; RESET samspil.folds;
RESET enable_seqscan; RESET plan_cache_mode
"""

# Waits for the transactions that read a state and have not written it, and lets no new ones in.
HOLD = "LOCK TABLE fold_generation IN EXCLUSIVE MODE"

DIFFERENT = """
SELECT count(*) FROM (SELECT * FROM folded WHERE generation = $1) old
FULL JOIN (SELECT * FROM folded WHERE generation = $2) new USING (topic, citizen_id)
WHERE md5(old.state::text) IS DISTINCT FROM md5(new.state::text) OR old.seq IS DISTINCT FROM new.seq
"""

SWITCH = "UPDATE fold_generation SET live = $1, folds = $2"

MARK_ALL = """
INSERT INTO due (what, citizen_id, at)
SELECT what, citizen_id, clock_timestamp()
FROM unnest($1::text[]) what, (SELECT DISTINCT citizen_id FROM stream) everybody
ORDER BY citizen_id, what
ON CONFLICT (what, citizen_id) DO UPDATE SET at = LEAST(due.at, excluded.at)
"""

OLDER = "SELECT folds IS NULL OR folds < $1 FROM fold_generation"
NEWER = "SELECT coalesce(folds > $1, false) FROM fold_generation"

Progress = Callable[[int, int], None]
"""Called with how many citizens are done, and of how many."""


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """What a rebuild found: how many states there are and how many differ from the live ones."""

    states: int
    different: int


async def rebuild(
    pool: Pool, folds: FoldSet, progress: Progress = lambda done, of: None, marks: Collection[str] = ()
) -> Rebuilt:
    """Fold the whole journal into the next generation and switch to it; nothing is said.

    ``marks`` are the due steps that then look at every citizen: what follows from a state may be another now.
    Hearing goes on meanwhile; it is held only while the last stragglers are folded and compared.
    """
    async with _alone(pool) as connection:
        return await _rebuild(connection, folds, progress, marks)


async def heal(
    pool: Pool, folds: FoldSet, progress: Progress = lambda done, of: None, marks: Collection[str] = ()
) -> Rebuilt | None:
    """Rebuild when older folds made the live states; None when there was nothing to do.

    Of several workers that start at once one rebuilds and the others wait for it. Whoever is killed meanwhile
    leaves the live states as they were, and the next one begins again.
    """
    if not await is_older(pool, folds):
        return None
    async with _alone(pool) as connection:
        if not await is_older(connection, folds):
            return None
        return await _rebuild(connection, folds, progress, marks)


async def is_older(connection: "Connection | Pool", folds: FoldSet) -> bool:
    """Whether the live states were made by older folds than these, or by none yet."""
    older: bool = await connection.fetchval(OLDER, folds.version)
    return older


async def is_newer(connection: "Connection | Pool", folds: FoldSet) -> bool:
    """Whether newer folds than these made the live states, so that this binary has to wait or to go."""
    newer: bool = await connection.fetchval(NEWER, folds.version)
    return newer


async def _rebuild(
    connection: Connection, folds: FoldSet, progress: Progress, marks: Collection[str]
) -> Rebuilt:
    topics = list(folds.by_topic())
    live: int = await connection.fetchval("SELECT live FROM fold_generation")
    following = live + 1
    await _keep_only(connection, live)
    total: int = await connection.fetchval(COUNT, timeout=PATIENCE)
    done, after = 0, CitizenId(_BEFORE_ALL)
    while citizens := [row[0] for row in await connection.fetch(CITIZENS, after, AT_ONCE)]:
        await _fold_again(connection, following, folds, citizens)
        done, after = done + len(citizens), citizens[-1]
        progress(done, total)
    # What was heard during the long part, while nobody is held: few are left for the short one.
    await _catch_up(connection, following, folds, topics)
    async with connection.transaction():
        await connection.execute(HOLD, timeout=PATIENCE)
        await _catch_up(connection, following, folds, topics)
        different: int = await connection.fetchval(DIFFERENT, live, following, timeout=PATIENCE)
        states: int = await connection.fetchval(
            "SELECT count(*) FROM folded WHERE generation = $1", following, timeout=PATIENCE
        )
        await connection.execute(SWITCH, following, folds.version)
        await connection.execute(MARK_ALL, list(marks), timeout=PATIENCE)
        await connection.execute(f"NOTIFY {DUE}")
    await _keep_only(connection, following)
    return Rebuilt(states, different)


@asynccontextmanager
async def _alone(pool: Pool) -> AsyncIterator[Connection]:
    """A session that may take its time; a second rebuild waits, for both would write the same generation."""
    async with pool.acquire() as connection:
        await connection.execute(BEGIN, timeout=PATIENCE)
        try:
            yield connection
        finally:
            await connection.execute(END)


async def _keep_only(connection: Connection, generation: int) -> None:
    await connection.execute("DELETE FROM folded WHERE generation <> $1", generation, timeout=PATIENCE)


_BEFORE_ALL = UUID(int=0)


async def _catch_up(connection: Connection, generation: int, folds: FoldSet, topics: list[str]) -> None:
    behind = [row[0] for row in await connection.fetch(BEHIND, generation, topics, timeout=PATIENCE)]
    for first in range(0, len(behind), AT_ONCE):
        await _fold_again(connection, generation, folds, behind[first : first + AT_ONCE])


async def _fold_again(
    connection: Connection, generation: int, folds: FoldSet, citizens: list[CitizenId]
) -> None:
    by_topic = folds.by_topic()
    await write_folded(connection, generation, by_topic, await from_journal(connection, by_topic, citizens))
