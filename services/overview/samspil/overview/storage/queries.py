"""What doors read without deciding anything."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from samspil.contracts import topics
from samspil.contracts.catalogue import reader
from samspil.contracts.envelope import Event
from samspil.contracts.topics import Topic
from samspil.ledger.database import Connection, Pool
from samspil.ledger.fold import Folded, Folds
from samspil.ledger.states import States
from samspil.overview.domain.case_at_hand import ties
from samspil.overview.domain.coordination import Coordination
from samspil.overview.domain.view import View
from samspil.overview.storage.folds import FOLDS
from samspil.overview.storage.transaction import COORDINATIONS, readable_view, view_of
from samspil.rulebook.case_at_hand import Ties
from samspil.vocabulary.citizen_id import CitizenId
from samspil.vocabulary.sealed import Sealed

FOLDED = {fold.topic.name: fold.topic for fold in FOLDS}

# Our own facts are kept in full, too; of those the citizen's life is told by coordination alone.
HISTORY = """
SELECT topic, record FROM journal WHERE topic = ANY($1::text[]) AND citizen_id = $2 AND record IS NOT NULL
UNION ALL SELECT topic, record FROM event WHERE topic = $3 AND citizen_id = $2
"""

# Every event raises one of these numbers by one, so that any change raises their sum.
CHANGES = """
SELECT coalesce(sum(seq), 0)::bigint FROM (
  SELECT seq FROM folded WHERE generation = (SELECT live FROM fold_generation) AND citizen_id = $1
  UNION ALL SELECT seq FROM stream WHERE citizen_id = $1 AND topic = $2
) numbers
"""

HEARD = """
SELECT coalesce(max(seq), 0) FROM folded
WHERE generation = (SELECT live FROM fold_generation) AND topic = $1 AND citizen_id = $2
"""

WAITS = "SELECT EXISTS (SELECT FROM parked WHERE citizen_id = $1 AND topic = $2 AND state <> 'done')"

HELD_UP = """
SELECT EXISTS (
  SELECT FROM parked WHERE topic = 'citizen.v1' AND citizen_id = $1 AND seq > $2 AND state <> 'done')
"""


async def read_view(pool: Pool, citizen: CitizenId) -> View | None:
    """The view as it is now, whole or not at all; None when nothing was heard of the citizen."""
    async with pool.acquire() as connection:
        for states, coordination in (await _kept(connection, [citizen])).values():
            return view_of(states, coordination())
    return None


@dataclass(frozen=True, slots=True)
class Names:
    """Whom a line of a list names; all sealed."""

    citizen: Sealed | None
    """None where there is none yet, or it cannot be read."""
    helpers: Mapping[str, Sealed]
    """Staff id → the name of who helps the citizen."""
    ties: Ties
    """Who has a case of the citizen's at hand."""


async def read_views(pool: Pool, citizens: Collection[CitizenId]) -> dict[CitizenId, tuple[View, bool]]:
    """Of each citizen the view of what can be read, and whether that is all of it."""
    async with pool.acquire() as connection:
        kept = await _kept(connection, list(citizens))
    views = {citizen: readable_view(*of) for citizen, of in kept.items()}
    return {citizen: (view, not unreadable) for citizen, (view, unreadable) in views.items()}


async def read_names(pool: Pool, citizens: Collection[CitizenId]) -> dict[CitizenId, Names]:
    """The names of these citizens and of who helps each."""
    views = await read_views(pool, citizens)
    return {citizen: _names(view) for citizen, (view, _) in views.items()}


def _names(view: View) -> Names:
    helpers = {one.support_worker: one.support_worker_name for one in view.plan.interventions}
    return Names(view.citizen.who.name if view.citizen.who else None, helpers, ties(view))


async def read_history(pool: Pool, citizen: CitizenId) -> list[Event[Any]]:
    """Everything that was ever told of the citizen, in no order."""
    rows = await pool.fetch(HISTORY, list(FOLDED), citizen, topics.COORDINATION.name)
    readable = FOLDED | {topics.COORDINATION.name: topics.COORDINATION}
    return [reader(readable[row["topic"]]).validate_json(row["record"]) for row in rows]


async def count_changes(pool: Pool, citizen: CitizenId) -> int:
    """A number that rises whenever the view changes; 0 when nothing was heard."""
    count: int = await pool.fetchval(CHANGES, citizen, topics.COORDINATION.name)
    return count


async def read_heard(pool: Pool, citizen: CitizenId, topic: Topic) -> int:
    """The number of the last event of the citizen's stream that the view has; 0 where there is none."""
    seq: int = await pool.fetchval(HEARD, topic.name, citizen)
    return seq


async def waits(pool: Pool, citizen: CitizenId, topic: Topic) -> bool:
    """Whether anything that was said of the citizen there has come and is not in the view."""
    waits: bool = await pool.fetchval(WAITS, citizen, topic.name)
    return waits


async def is_held_up(connection: Connection, citizen: CitizenId, heard: int) -> bool:
    """Whether what is said next of the citizen's file and consents waits behind something that is parked."""
    waits: bool = await connection.fetchval(HELD_UP, citizen, heard)
    return waits


async def _kept(
    connection: Connection, citizens: list[CitizenId]
) -> dict[CitizenId, tuple[Mapping[str, Folded], Callable[[], Coordination | None]]]:
    """The states of each, and how to look at what we decided."""
    states = await Folds(FOLDS).read(connection, citizens)
    coordinations = States(COORDINATIONS)
    await coordinations.load(connection, citizens)

    def look(citizen: CitizenId) -> Coordination | None:
        coordinations.turn_to(citizen)
        return coordinations.of(citizen)

    return {citizen: (folded, partial(look, citizen)) for citizen, folded in states.items()}
