"""Folding and rebuilding on real PostgreSQL: the same states whatever the order in which topics arrived."""

import asyncio
import hashlib
from collections.abc import AsyncIterator
from typing import Any
from uuid import UUID, uuid4

import asyncpg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter

from samspil.contracts import topics
from samspil.contracts.catalogue import reader
from samspil.contracts.envelope import Event
from samspil.ledger import rebuild as rebuilding
from samspil.ledger.fold import Fold, FoldSet
from samspil.ledger.rebuild import Rebuilt, rebuild
from samspil.ledger.store import Store
from samspil.testkit.checker import check
from samspil.testkit.ledger_kit import FOLDS, Chain, Toy, ToyTransaction, link, take_note, toy_service
from samspil.testkit.memory_log import Delivered, Listener, MemoryLog, event
from samspil.testkit.servers import Servers
from samspil.vocabulary.citizen_id import CitizenId

BOTH = (topics.CITIZEN, topics.REFERRAL)
CROWD = [CitizenId(UUID(int=24 * number)) for number in range(1, 5)]

States = list[tuple[Any, ...]]


async def live(toy: Toy) -> States:
    return await toy.fetch(
        "SELECT topic, citizen_id, seq, md5(state::text) FROM folded"
        " WHERE generation = (SELECT live FROM fold_generation) ORDER BY 1, 2"
    )


def loudly(chain: Chain | None, heard: Event[Any]) -> Chain:
    """Another fold than the one that the states were made with."""
    before = chain or Chain()
    return Chain(before.events + 1, hashlib.sha256(f"{before.digest}!{heard.seq}".encode()).hexdigest())


LOUDLY = FoldSet(1, tuple(Fold(fold.topic, TypeAdapter(Chain), loudly) for fold in FOLDS))


def with_folds(toy: Toy, folds: FoldSet) -> Toy:
    """The same database, and a binary that folds otherwise."""
    changed = Toy(toy.url, toy.pool)
    changed.store = Store(toy.pool, lambda source, says: ToyTransaction(source, says, folds), "toy", *BOTH)
    return changed


# The property


@pytest.fixture(scope="module")
async def folding(servers: Servers) -> AsyncIterator[Toy]:
    """One toy for all examples; each begins with empty tables."""
    async with toy_service(servers) as toy:
        yield toy


counts = st.lists(
    st.tuples(st.sampled_from(CROWD), st.sampled_from(BOTH)).map(lambda one: (one[1].name, one[0])),
    max_size=30,
)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(said=counts, data=st.data())
async def test_states_are_the_same_whatever_the_order_in_which_the_topics_arrived(
    folding: Toy, said: list[tuple[str, UUID]], data: st.DataObject
) -> None:
    by_stream: dict[tuple[str, UUID], list[bytes]] = {}
    for topic, citizen in said:
        stream = by_stream.setdefault((topic, citizen), [])
        stream.append(event(next(one for one in BOTH if one.name == topic), citizen, len(stream) + 1))
    orders = [data.draw(st.permutations(said), label="arrival") for _ in range(2)]

    outcomes = [await arrive(folding, by_stream, order, data) for order in orders]

    assert outcomes[0] == outcomes[1]
    assert [state[:3] for state in outcomes[0]] == sorted(
        (topic, citizen, len(stream)) for (topic, citizen), stream in by_stream.items()
    )


async def arrive(
    toy: Toy, streams: dict[tuple[str, UUID], list[bytes]], order: list[tuple[str, UUID]], data: st.DataObject
) -> States:
    """Hear in this order, in polls of any size; the live states, which a rebuild must find equal."""
    await toy.pool.execute("TRUNCATE journal, folded, watermark, effect, noted, parked, due")
    left = {stream: iter(values) for stream, values in streams.items()}
    hearing = toy.hearing()
    await hearing.watermarks.load([(topic.name, 0) for topic in BOTH])
    at = {topic.name: 0 for topic in BOTH}
    poll: list[Delivered] = []
    for topic, citizen in order:
        value = next(left[topic, citizen])
        poll.append(Delivered(topic, 0, at[topic], str(citizen).encode(), value))
        at[topic] += 1
        if data.draw(st.booleans(), label="the poll ends here"):
            assert await hearing.poll(poll)
            poll = []
    assert await hearing.poll(poll)

    states = await live(toy)
    rebuilt = await rebuild(toy.pool, FOLDS)

    assert rebuilt == Rebuilt(len(states), 0)
    assert await live(toy) == states
    return states


# Rebuilding


async def test_a_rebuild_says_nothing_and_tells_how_far_it_is(toy: Toy, log: MemoryLog) -> None:
    for citizen in CROWD:
        log.say(topics.REFERRAL, citizen, 1, 2)
    await Listener(toy.hearing(), log, *BOTH).hear_all()
    told: list[tuple[int, int]] = []

    assert await rebuild(toy.pool, FOLDS, lambda done, of: told.append((done, of))) == Rebuilt(4, 0)

    assert told == [(4, 4)]
    assert await toy.fetch("SELECT FROM event UNION ALL SELECT FROM due") == []
    assert await toy.fetch("SELECT DISTINCT generation FROM folded") == [(2,)]


async def test_a_changed_fold_is_seen_as_different_and_switched_to(toy: Toy, log: MemoryLog) -> None:
    for citizen in CROWD:
        log.say(topics.REFERRAL, citizen, 1, 2)
    await Listener(toy.hearing(), log, *BOTH).hear_all()
    before = await live(toy)

    assert await rebuild(toy.pool, LOUDLY) == Rebuilt(4, 4)

    after = await live(toy)
    assert [state[:3] for state in after] == [state[:3] for state in before]
    assert all(old[3] != new[3] for old, new in zip(before, after, strict=True))
    assert await rebuild(toy.pool, LOUDLY) == Rebuilt(4, 0)


async def test_a_rebuild_that_was_cut_off_is_repeated_from_the_start(
    toy: Toy, log: MemoryLog, monkeypatch: pytest.MonkeyPatch
) -> None:
    for citizen in CROWD:
        log.say(topics.REFERRAL, citizen, 1)
    listener = Listener(toy.hearing(), log, *BOTH)
    await listener.hear_all()
    with monkeypatch.context() as patch:
        patch.setattr(rebuilding, "DIFFERENT", "SELECT $1::int / ($2::int - $2::int)")
        with pytest.raises(asyncpg.DivisionByZeroError):
            await rebuild(toy.pool, LOUDLY)
    for citizen in CROWD[:2]:
        log.say(topics.REFERRAL, citizen, 2)
    await listener.hear_all()

    assert await rebuild(toy.pool, FOLDS) == Rebuilt(4, 0)
    assert await toy.fetch("SHOW statement_timeout") == [("15s",)]


async def test_a_poll_between_loading_and_writing_holds_the_switch_of_a_rebuild_up(
    toy: Toy, log: MemoryLog
) -> None:
    """Else it would write what it loaded from the old generation into the new one."""
    [citizen] = CROWD[:1]
    newer = with_folds(toy, LOUDLY)
    log.say(topics.REFERRAL, citizen, 1, 2)
    await Listener(toy.hearing(), log, *BOTH).hear_all()
    value = event(topics.REFERRAL, citizen, 3)
    heard = reader(topics.REFERRAL).validate_json(value)

    async with newer.store.transaction([citizen]) as tx:
        switching = asyncio.create_task(rebuild(toy.pool, LOUDLY))
        await asyncio.sleep(0.2)
        assert not switching.done()
        tx.folds.fold("referral.v1", heard)
        await tx.flush()
        await tx.connection.execute(
            "INSERT INTO journal VALUES ('referral.v1', $1, 3, $2, $3)", citizen, heard.id, value
        )
    await switching

    states = await live(toy)
    assert await rebuild(toy.pool, LOUDLY) == Rebuilt(1, 0)
    assert await live(toy) == states


async def test_a_rebuild_while_polls_go_on_loses_nothing(toy: Toy, log: MemoryLog) -> None:
    crowd = [uuid4() for _ in range(30)]
    newer = with_folds(toy, LOUDLY)
    for citizen in crowd:
        log.say(topics.REFERRAL, citizen, *range(1, 11))
    await Listener(toy.hearing(), log, *BOTH).hear_all()  # folded by the older binary

    going = True

    async def hear(topic: topics.Topic, worker: Toy) -> None:
        listener = Listener(worker.hearing(), log, topic)
        first = 11 if topic is topics.REFERRAL else 1
        for seq in range(first, first + 40):
            for citizen in crowd:
                log.say(topic, citizen, seq)
            await listener.hear_all(at_most=20)

    async def rebuild_on() -> int:
        times = 0
        while going:
            await rebuild(toy.pool, LOUDLY)
            times += 1
        return times

    rebuilds = asyncio.create_task(rebuild_on())
    await asyncio.gather(hear(topics.REFERRAL, newer), hear(topics.CITIZEN, newer))
    going = False
    times = await rebuilds

    assert times > 2
    assert await rebuild(toy.pool, LOUDLY) == Rebuilt(60, 0)
    assert [state[2] for state in await live(toy)] == [40] * 30 + [50] * 30
    assert await toy.parked() == []


async def test_two_rebuilds_at_once_do_not_write_over_each_other(toy: Toy, log: MemoryLog) -> None:
    for citizen in CROWD:
        log.say(topics.REFERRAL, citizen, 1)
    listener = Listener(toy.hearing(), log, *BOTH)
    await listener.hear_all()

    async def hear_on() -> None:
        for seq in range(2, 12):
            for citizen in CROWD:
                log.say(topics.REFERRAL, citizen, seq)
            await listener.hear_all()

    outcomes = await asyncio.gather(
        rebuild(toy.pool, FOLDS), rebuild(toy.pool, FOLDS), hear_on(), rebuild(toy.pool, FOLDS)
    )

    assert [outcome for outcome in outcomes if outcome] == [Rebuilt(4, 0)] * 3
    assert [state[2] for state in await live(toy)] == [11] * 4


async def test_states_of_a_topic_that_this_binary_does_not_fold_are_left_alone(
    toy: Toy, log: MemoryLog
) -> None:
    [citizen] = CROWD[:1]
    log.say(topics.CITIZEN, citizen, 1)
    log.say(topics.REFERRAL, citizen, 1)
    await Listener(toy.hearing(), log, *BOTH).hear_all()
    older = with_folds(toy, FoldSet(1, tuple(fold for fold in FOLDS if fold.topic is topics.REFERRAL)))

    log.say(topics.REFERRAL, citizen, 2)
    await Listener(older.hearing(take_note, topics.REFERRAL), log, topics.REFERRAL).hear_all()

    assert [state[:3] for state in await live(toy)] == [
        ("citizen.v1", citizen, 1),
        ("referral.v1", citizen, 2),
    ]
    assert await toy.parked() == []


async def test_the_checker_finds_states_that_were_folded_otherwise_than_heard(
    toy: Toy, log: MemoryLog
) -> None:
    [citizen] = CROWD[:1]
    await toy.decide(citizen)
    log.say(topics.CITIZEN, citizen, 1)
    await Listener(toy.hearing(), log, *BOTH).hear_all()
    await toy.pool.execute("UPDATE folded SET seq = 5")

    assert await check(toy.url, toy.url, BOTH) == [
        "1 lost",
        "1 heard and never said",
        "1 left in the outbox",
        "1 folded otherwise than heard",
    ]


def test_a_chain_tells_orders_apart() -> None:
    read = reader(topics.REFERRAL).validate_json
    first, second = (read(event(topics.REFERRAL, CROWD[0], seq)) for seq in (1, 2))

    assert link(link(None, first), second) != link(link(None, second), first)
