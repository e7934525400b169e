"""What doors read without deciding anything."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any
from uuid import UUID

from samspil.contracts import topics
from samspil.contracts.catalogue import reader
from samspil.contracts.envelope import Event
from samspil.contracts.topics import Topic
from samspil.ledger.database import Connection, Pool
from samspil.ledger.fold import Folded, Folds
from samspil.ledger.links import LINKED
from samspil.ledger.states import States
from samspil.overview.domain.case_at_hand import ties
from samspil.overview.domain.coordination import Coordination
from samspil.overview.domain.receiver import Receiver
from samspil.overview.domain.together import linked, seen_from
from samspil.overview.domain.told_together import Said
from samspil.overview.domain.view import View
from samspil.overview.storage.folds import FOLDS
from samspil.overview.storage.transaction import COORDINATIONS, readable_view, view_of
from samspil.rulebook.case_at_hand import Ties
from samspil.vocabulary.citizen_id import CitizenId
from samspil.vocabulary.sealed import Sealed

TOLD = {topics.DISCLOSURE_JOBCENTER: Receiver.JOBCENTER, topics.DISCLOSURE_REGION: Receiver.REGION}
FOLDED = {fold.topic.name: fold.topic for fold in FOLDS}

# The citizen's file, and the others of the same person.
FILES = f"ANY(ARRAY(SELECT $1::uuid UNION {LINKED}))"

# Our own facts are kept in full, too; of those the citizen's life is told by coordination alone.
HISTORY = f"""
SELECT topic, record FROM journal
WHERE topic = ANY($2::text[]) AND citizen_id = {FILES} AND record IS NOT NULL
UNION ALL SELECT topic, record FROM event WHERE topic = $3 AND citizen_id = {FILES}
"""  # noqa: S608  # a part of the statement, written above

# Every event raises one of these numbers by one, so that any change raises their sum.
SAID = """
SELECT topic, record FROM event
WHERE topic = ANY($1::text[]) AND citizen_id = $2 AND said_at >= $3 ORDER BY said_at, topic
"""

CHANGES = f"""
SELECT coalesce(sum(seq), 0)::bigint FROM (
  SELECT seq FROM folded WHERE generation = (SELECT live FROM fold_generation) AND citizen_id = {FILES}
  UNION ALL SELECT seq FROM stream WHERE citizen_id = {FILES} AND topic = $2
) numbers
"""  # noqa: S608

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
    """The person's view as it is now, whole or not at all; None when nothing was heard of the citizen."""
    async with pool.acquire() as connection:
        views = await _views(connection, [citizen], lambda states, decided: view_of(states, decided()))
    return seen_from(citizen, views) if citizen in views else None


async def read_survivor(pool: Pool, citizen: CitizenId) -> View | None:
    """The view of the person, whichever of their files is named; of what can be read."""
    found = (await read_views(pool, [citizen])).get(citizen)
    if found and found[0].part_of:
        survivor = found[0].part_of
        found = (await read_views(pool, [survivor])).get(survivor)
    return found[0] if found else None


async def read_elsewhere(pool: Pool, citizen: CitizenId) -> Mapping[UUID, CitizenId]:
    """Where what is shown with the citizen's file lies, by the ids of the things; as a rule nothing does."""
    if not await pool.fetch(LINKED, citizen):
        return {}
    found = (await read_views(pool, [citizen])).get(citizen)
    return found[0].elsewhere if found else {}


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
    """Of each citizen the person's view of what can be read, and whether that is all of it."""
    broken: list[View] = []

    def readable(states: Mapping[str, Folded], decided: Callable[[], Coordination | None]) -> View:
        view, faults = readable_view(states, decided)
        if faults:
            broken.append(view)
        return view

    async with pool.acquire() as connection:
        views = await _views(connection, list(citizens), readable)
    return {
        citizen: (seen_from(citizen, views), not broken or views[citizen] not in broken)
        for citizen in citizens
        if citizen in views
    }


async def read_names(pool: Pool, citizens: Collection[CitizenId]) -> dict[CitizenId, Names]:
    """The names of these citizens and of who helps each."""
    views = {citizen: view for citizen, (view, _) in (await read_views(pool, citizens)).items()}
    survivors = {view.part_of for view in views.values() if view.part_of}
    whole = {id_: view for id_, (view, _) in (await read_views(pool, survivors)).items()} if survivors else {}
    return {
        citizen: _names(view, whole.get(view.part_of, view) if view.part_of else view)
        for citizen, view in views.items()
    }


def _names(view: View, whole: View) -> Names:
    """``whole`` is the person's: whoever has a case by any file has it by all."""
    helpers = {one.support_worker: one.support_worker_name for one in view.plan.interventions}
    return Names(view.citizen.who.name if view.citizen.who else None, helpers, ties(whole))


async def read_history(pool: Pool, citizen: CitizenId) -> list[Event[Any]]:
    """Everything that was ever told of the citizen, in no order."""
    rows = await pool.fetch(HISTORY, citizen, list(FOLDED), topics.COORDINATION.name)
    readable = FOLDED | {topics.COORDINATION.name: topics.COORDINATION}
    return [reader(readable[row["topic"]]).validate_json(row["record"]) for row in rows]


async def read_said(pool: Pool, citizen: CitizenId, since: datetime) -> list[Said]:
    """What each partner was told of the citizen since then, the oldest first."""
    rows = await pool.fetch(SAID, [topic.name for topic in TOLD], citizen, since)
    read = {topic.name: (receiver, reader(topic)) for topic, receiver in TOLD.items()}
    found = []
    for row in rows:
        receiver, adapter = read[row["topic"]]
        event = adapter.validate_json(row["record"])
        found.append(Said(event.time, receiver, event.data))
    return found


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


async def _views(
    connection: Connection,
    citizens: list[CitizenId],
    read: Callable[[Mapping[str, Folded], Callable[[], Coordination | None]], View],
) -> dict[CitizenId, View]:
    """What each file says, and the other files of the same persons."""
    views = {citizen: read(*of) for citizen, of in (await _kept(connection, citizens)).items()}
    others = {CitizenId(one) for view in views.values() for one in linked(view)} - views.keys()
    if others:
        views |= {citizen: read(*of) for citizen, of in (await _kept(connection, list(others))).items()}
    return views


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
