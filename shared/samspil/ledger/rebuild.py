"""Rebuild: fold everything again from the journal beside the live view, compare by hash, switch."""

from collections.abc import AsyncIterator, Callable, Collection
from contextlib import asynccontextmanager
from dataclasses import dataclass
from itertools import groupby
from typing import Any
from uuid import UUID

from samspil.contracts.catalogue import reader
from samspil.ledger.database import Connection, Pool
from samspil.ledger.fold import Fold, write_folded
from samspil.vocabulary.citizen_id import CitizenId

AT_ONCE = 1000

PATIENCE = 3600.0
"""Seconds for one statement: everything ever heard may be much."""

# Whoever was heard has a stream, and streams are in order of citizens.
CITIZENS = """
SELECT DISTINCT citizen_id FROM stream WHERE citizen_id > $1 ORDER BY citizen_id LIMIT $2
"""

HEARD = """
SELECT topic, citizen_id, seq, record FROM journal
WHERE citizen_id = ANY($1::uuid[]) AND topic = ANY($2::text[]) ORDER BY topic, citizen_id, seq
"""

BEHIND = """
SELECT DISTINCT journal.citizen_id FROM journal
LEFT JOIN folded
  ON folded.generation = $1 AND folded.topic = journal.topic AND folded.citizen_id = journal.citizen_id
WHERE journal.topic = ANY($2::text[]) AND journal.seq > coalesce(folded.seq, 0)
"""

COUNT = "SELECT count(DISTINCT citizen_id) FROM stream"

BEGIN = "SET statement_timeout = 0; SET lock_timeout = 0; SELECT pg_advisory_lock(3, 0)"
END = "SELECT pg_advisory_unlock(3, 0); RESET statement_timeout; RESET lock_timeout"

# Waits for the transactions that read a state and have not written it, and lets no new ones in.
HOLD = "LOCK TABLE fold_generation IN EXCLUSIVE MODE"

DIFFERENT = """
SELECT count(*) FROM (SELECT * FROM folded WHERE generation = $1) old
FULL JOIN (SELECT * FROM folded WHERE generation = $2) new USING (topic, citizen_id)
WHERE md5(old.state::text) IS DISTINCT FROM md5(new.state::text) OR old.seq IS DISTINCT FROM new.seq
"""


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """What a rebuild found: how many states there are and how many differ from the live ones."""

    states: int
    different: int


async def rebuild(
    pool: Pool, folds: Collection[Fold[Any]], progress: Callable[[int, int], None] = lambda done, of: None
) -> Rebuilt:
    """Fold the whole journal into the next generation and switch to it; nothing is said.

    Hearing goes on meanwhile; it is held only while the last stragglers are folded and compared.
    """
    by_topic = {fold.topic.name: fold for fold in folds}
    async with _alone(pool) as connection:
        live: int = await connection.fetchval("SELECT live FROM fold_generation")
        following = live + 1
        await _keep_only(connection, live)
        total: int = await connection.fetchval(COUNT, timeout=PATIENCE)
        done, after = 0, CitizenId(_BEFORE_ALL)
        while citizens := [row[0] for row in await connection.fetch(CITIZENS, after, AT_ONCE)]:
            await _fold_again(connection, following, by_topic, citizens)
            done, after = done + len(citizens), citizens[-1]
            progress(done, total)
        async with connection.transaction():
            await connection.execute(HOLD, timeout=PATIENCE)
            behind = await connection.fetch(BEHIND, following, list(by_topic), timeout=PATIENCE)
            await _fold_again(connection, following, by_topic, [row[0] for row in behind])
            different: int = await connection.fetchval(DIFFERENT, live, following, timeout=PATIENCE)
            states: int = await connection.fetchval(
                "SELECT count(*) FROM folded WHERE generation = $1", following, timeout=PATIENCE
            )
            await connection.execute("UPDATE fold_generation SET live = $1", following)
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


async def _fold_again(
    connection: Connection, generation: int, folds: dict[str, Fold[Any]], citizens: list[CitizenId]
) -> None:
    rows = await connection.fetch(HEARD, citizens, list(folds))
    states: list[tuple[str, CitizenId, int, Any]] = []
    for (topic, citizen), heard in groupby(rows, key=lambda row: (row["topic"], row["citizen_id"])):
        fold, read = folds[topic], reader(folds[topic].topic)
        state, seq = None, 0
        for row in heard:
            state, seq = fold.step(state, read.validate_json(row["record"])), row["seq"]
        states.append((topic, citizen, seq, state))
    await write_folded(connection, generation, folds, states)
