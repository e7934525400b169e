"""What doors read without deciding anything."""

from collections.abc import Mapping
from typing import Any

from samspil.contracts import topics
from samspil.contracts.catalogue import reader
from samspil.contracts.envelope import Event
from samspil.ledger.database import Connection, Pool
from samspil.ledger.fold import Folds
from samspil.overview.domain.view import View
from samspil.overview.storage.coordinations import Coordinations
from samspil.overview.storage.folds import FOLDS
from samspil.overview.storage.transaction import view_of
from samspil.vocabulary.citizen_id import CitizenId

FOLDED = {fold.topic.name: fold.topic for fold in FOLDS}

# Our own facts are kept in full, too; of those the citizen's life is told by coordination alone.
HISTORY = """
SELECT topic, record FROM journal WHERE topic = ANY($1::text[]) AND citizen_id = $2
UNION ALL SELECT topic, record FROM event WHERE topic = $3 AND citizen_id = $2
"""

# Every event raises one of these numbers by one, so that any change raises their sum.
CHANGES = """
SELECT coalesce(sum(seq), 0)::bigint FROM (
  SELECT seq FROM folded WHERE generation = (SELECT live FROM fold_generation) AND citizen_id = $1
  UNION ALL SELECT seq FROM stream WHERE citizen_id = $1 AND topic = $2
) numbers
"""

# Whoever may have open work, and never fewer: what is open of it decides domain/open_work.py.
WAITING = """
SELECT citizen_id FROM folded
WHERE generation = (SELECT live FROM fold_generation) AND topic = $1
  AND jsonb_path_exists(state::jsonb, '$.*.standing ? (@ != "accepted" && @ != "cancelled")')
UNION SELECT citizen_id FROM folded
WHERE generation = (SELECT live FROM fold_generation) AND topic = $2
  AND (jsonb_path_exists(state::jsonb, '$.questions[*].answer ? (@ == null)')
       OR jsonb_path_exists(state::jsonb, '$.follow_ups[*] ? (!(@.completed_at != null))'))
UNION SELECT citizen_id FROM coordination
WHERE jsonb_path_exists(state::jsonb, '$.proposals.*.state ? (@ == "open")')
UNION SELECT citizen_id FROM folded
WHERE generation = (SELECT live FROM fold_generation) AND topic = ANY($3::text[])
  AND jsonb_path_exists(state::jsonb, '$.deliveries[*].outcome ? (@ != "acknowledged")')
"""


async def read_view(pool: Pool, citizen: CitizenId) -> View | None:
    """The view as it is now; None when nothing was heard of the citizen."""
    async with pool.acquire() as connection:
        return (await _views(connection, [citizen])).get(citizen)


async def read_waiting(pool: Pool) -> Mapping[CitizenId, View]:
    """The views of all citizens of whom something may wait for somebody."""
    async with pool.acquire() as connection:
        waiting = await connection.fetch(
            WAITING, topics.REFERRAL.name, topics.PLAN.name, [topics.EMPLOYMENT.name, topics.HOSPITAL.name]
        )
        return await _views(connection, [row["citizen_id"] for row in waiting])


async def read_history(pool: Pool, citizen: CitizenId) -> list[Event[Any]]:
    """Everything that was ever told of the citizen, in no order."""
    rows = await pool.fetch(HISTORY, list(FOLDED), citizen, topics.COORDINATION.name)
    readable = FOLDED | {topics.COORDINATION.name: topics.COORDINATION}
    return [reader(readable[row["topic"]]).validate_json(row["record"]) for row in rows]


async def count_changes(pool: Pool, citizen: CitizenId) -> int:
    """A number that rises whenever the view changes; 0 when nothing was heard."""
    count: int = await pool.fetchval(CHANGES, citizen, topics.COORDINATION.name)
    return count


async def _views(connection: Connection, citizens: list[CitizenId]) -> dict[CitizenId, View]:
    states = await Folds(FOLDS).read(connection, citizens)
    coordinations = await Coordinations().read(connection, citizens)
    return {citizen: view_of(folded, coordinations.get(citizen)) for citizen, folded in states.items()}
