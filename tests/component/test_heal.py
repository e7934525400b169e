"""Healing on real PostgreSQL: a start with newer folds folds again what older ones left; history stays."""

import asyncio
import hashlib
from collections.abc import Mapping
from typing import Any
from uuid import UUID

import asyncpg
import pytest
from pydantic import TypeAdapter

from samspil.contracts import topics
from samspil.contracts.envelope import Event
from samspil.ledger import fold
from samspil.ledger import rebuild as rebuilding
from samspil.ledger.database import passes
from samspil.ledger.fold import Fold, Folds, FoldSet
from samspil.ledger.rebuild import Rebuilt, heal, is_newer, is_older, rebuild
from samspil.ledger.store import Store
from samspil.testkit.ledger_kit import FOLDS, Chain, Toy, ToyTransaction
from samspil.testkit.memory_log import Listener, MemoryLog
from samspil.vocabulary.citizen_id import CitizenId

BOTH = (topics.CITIZEN, topics.REFERRAL)
CROWD = [CitizenId(UUID(int=24 * number)) for number in range(1, 5)]
STATES = """
SELECT topic, citizen_id, seq, state::text FROM folded
WHERE generation = (SELECT live FROM fold_generation) ORDER BY 1, 2
"""


def loudly(chain: Chain | None, heard: Event[Any]) -> Chain:
    """Another fold than that of the version before."""
    before = chain or Chain()
    return Chain(before.events + 1, hashlib.sha256(f"{before.digest}!{heard.seq}".encode()).hexdigest())


NEWER = FoldSet(2, tuple(Fold(one.topic, TypeAdapter(Chain), loudly) for one in FOLDS))


def with_folds(toy: Toy, folds: FoldSet) -> Toy:
    """The same database, and a binary that folds otherwise."""
    changed = Toy(toy.url, toy.pool)
    changed.store = Store(toy.pool, lambda source, says: ToyTransaction(source, says, folds), "toy", *BOTH)
    return changed


async def read(toy: Toy, folds: FoldSet) -> Mapping[CitizenId, dict[str, Any]]:
    """What a door of a binary with these folds reads."""
    async with toy.pool.acquire() as connection:
        found = await Folds(folds).read(connection, CROWD)
    return {
        citizen: {topic: (one.seq, one.state) for topic, one in states.items()}
        for citizen, states in found.items()
    }


@pytest.fixture
async def before(toy: Toy, log: MemoryLog) -> Listener:
    """A worker of the version before, which has started and heard of four citizens."""
    await heal(toy.pool, FOLDS)
    for citizen in CROWD:
        log.say(topics.CITIZEN, citizen, 1)
        log.say(topics.REFERRAL, citizen, 1, 2)
    listener = Listener(toy.hearing(), log, *BOTH)
    await listener.hear_all()
    return listener


async def test_a_start_with_newer_folds_folds_again_and_marks_everybody_and_the_next_start_does_nothing(
    toy: Toy, before: Listener
) -> None:
    history = await toy.fetch("SELECT * FROM journal ORDER BY pos")
    told: list[tuple[int, int]] = []

    assert await heal(toy.pool, NEWER, lambda done, of: told.append((done, of)), ["look", "tell"]) == Rebuilt(
        8, 8
    )
    assert await heal(toy.pool, NEWER, marks=["look"]) is None

    assert told == [(4, 4)]
    assert await toy.fetch("SELECT live, folds FROM fold_generation") == [(3, 2)]
    assert sorted(
        await toy.fetch("SELECT what, citizen_id FROM due WHERE at <= clock_timestamp()")
    ) == sorted((what, citizen) for what in ("look", "tell") for citizen in CROWD)
    assert await toy.fetch("SELECT * FROM journal ORDER BY pos") == history
    assert await rebuild(toy.pool, NEWER) == Rebuilt(8, 0)


async def test_of_two_workers_that_start_at_once_one_heals_and_the_other_waits_for_it(
    toy: Toy, before: Listener
) -> None:
    other = await toy.another()

    healed = await asyncio.gather(heal(toy.pool, NEWER), heal(other.pool, NEWER))
    await other.pool.close()

    assert sorted(healed, key=bool) == [None, Rebuilt(8, 8)]


async def test_a_new_database_has_nothing_to_heal_and_takes_the_version_of_its_first_worker(toy: Toy) -> None:
    assert await is_older(toy.pool, FOLDS)
    assert await heal(toy.pool, FOLDS, marks=["look"]) == Rebuilt(0, 0)
    assert not await is_older(toy.pool, FOLDS)
    assert await toy.fetch("SELECT folds FROM fold_generation") == [(1,)]
    assert await toy.fetch("SELECT FROM due") == []


async def test_an_older_worker_beside_a_newer_one_waits_and_leaves_everything_to_it(
    toy: Toy, log: MemoryLog, before: Listener
) -> None:
    await heal(toy.pool, NEWER)
    for citizen in CROWD:
        log.say(topics.REFERRAL, citizen, 3)
    unheard = await toy.fetch("SELECT * FROM watermark, journal")

    assert await before.poll() is False
    assert before.hearing.holds_back
    assert await toy.fetch("SELECT * FROM watermark, journal") == unheard
    assert await toy.parked() == []

    await Listener(with_folds(toy, NEWER).hearing(), log, *BOTH).hear_all()

    assert await rebuild(toy.pool, NEWER) == Rebuilt(8, 0)
    assert await toy.heard(CROWD[0]) == [1, 2, 3]


async def test_a_newer_worker_adds_nothing_to_states_that_were_not_healed_yet(
    toy: Toy, log: MemoryLog, before: Listener
) -> None:
    states = await toy.fetch(STATES)
    log.say(topics.REFERRAL, CROWD[0], 3)

    newer = Listener(with_folds(toy, NEWER).hearing(), log, *BOTH)
    assert await newer.poll() is False

    assert newer.hearing.holds_back
    assert await toy.fetch(STATES) == states


async def test_a_binary_from_before_folds_had_versions_is_made_to_wait_too(
    toy: Toy, before: Listener
) -> None:
    state = (2, ["referral.v1"], [CROWD[0]], [3], ["{}"])
    with pytest.raises(asyncpg.LockNotAvailableError) as refused:
        await toy.pool.execute(fold.WRITE, *state)

    await toy.pool.execute("UPDATE fold_generation SET folds = 0")  # the states are its own
    await toy.pool.execute(fold.WRITE, *state)

    assert passes(refused.value)


async def test_a_worker_heals_while_one_of_the_version_before_hears_on(
    toy: Toy, log: MemoryLog, before: Listener
) -> None:
    for seq in range(3, 43):
        for citizen in CROWD:
            log.say(topics.REFERRAL, citizen, seq)

    async def hear_on() -> None:
        while await before.poll(at_most=4):
            await asyncio.sleep(0)

    hearing = asyncio.create_task(hear_on())
    await asyncio.sleep(0.01)
    await heal(toy.pool, NEWER)
    await hearing  # refused, or at the end
    await Listener(with_folds(toy, NEWER).hearing(), log, *BOTH).hear_all()

    assert await toy.heard(CROWD[0]) == list(range(1, 43))
    assert await rebuild(toy.pool, NEWER) == Rebuilt(8, 0)
    assert await toy.parked() == []


@pytest.mark.parametrize("statement", ["DIFFERENT", "SWITCH", "MARK_ALL"])
async def test_whoever_dies_while_healing_leaves_the_live_states_and_the_next_one_begins_again(
    toy: Toy, before: Listener, monkeypatch: pytest.MonkeyPatch, statement: str
) -> None:
    states = await toy.fetch(STATES)
    with monkeypatch.context() as patch:
        kill = "SELECT pg_terminate_backend(pg_backend_pid())"
        patch.setattr(rebuilding, statement, f"{kill} /* $1 $2 */")
        with pytest.raises((asyncpg.PostgresError, asyncpg.InterfaceError)):
            await heal(toy.pool, NEWER, marks=["look"])

    assert await toy.fetch(STATES) == states
    assert await toy.fetch("SELECT folds FROM fold_generation") == [(1,)]
    assert await toy.fetch("SELECT FROM due") == []

    assert await heal(toy.pool, NEWER, marks=["look"]) == Rebuilt(8, 8)
    assert len(await toy.fetch("SELECT FROM due")) == len(CROWD)


async def test_doors_of_either_version_read_what_their_own_folds_make_of_it(
    toy: Toy, before: Listener
) -> None:
    old = await read(toy, FOLDS)
    new_before_healing = await read(toy, NEWER)
    await heal(toy.pool, NEWER)

    assert old != new_before_healing
    assert await read(toy, NEWER) == new_before_healing
    assert await read(toy, FOLDS) == old  # the door of the version before, until the deploy ends it


async def test_states_that_no_longer_decode_are_read_and_healed_from_the_journal(
    toy: Toy, before: Listener
) -> None:
    sound = await read(toy, NEWER)
    await toy.pool.execute("""UPDATE folded SET state = '{"events": {"of": "another shape"}}'""")

    assert await read(toy, NEWER) == sound
    assert await heal(toy.pool, NEWER) == Rebuilt(8, 8)
    assert await read(toy, NEWER) == sound


async def test_an_older_binary_heals_nothing_by_itself_and_a_person_can_bring_its_states_back(
    toy: Toy, log: MemoryLog, before: Listener
) -> None:
    await heal(toy.pool, NEWER)
    assert await is_newer(toy.pool, FOLDS)
    assert await heal(toy.pool, FOLDS) is None

    assert await rebuild(toy.pool, FOLDS) == Rebuilt(8, 8)
    log.say(topics.REFERRAL, CROWD[0], 3)
    await before.hear_all()

    assert not await is_newer(toy.pool, FOLDS)
    assert await toy.heard(CROWD[0]) == [1, 2, 3]
    assert await rebuild(toy.pool, FOLDS) == Rebuilt(8, 0)
