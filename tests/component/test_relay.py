"""The relay on real PostgreSQL: in order per citizen, and a row leaves when the log has it."""

import asyncio
import random
from collections.abc import Sequence
from uuid import UUID, uuid4

import asyncpg
import pytest

from samspil.contracts import topics
from samspil.ledger.refill import refill
from samspil.ledger.relay import SENT, Outgoing, Relay
from samspil.ledger.wake import NOTICE, SAID
from samspil.testkit.ledger_kit import Toy, wrong_effects
from samspil.testkit.memory_log import CASE, Delivered, Listener, MemoryLog, unanswered
from samspil.vocabulary.citizen_id import CitizenId

BOTH = (topics.CITIZEN, topics.REFERRAL)


class Broken(MemoryLog):
    """Fails while it is told to, before or after it has taken the records."""

    before = after = False

    async def append(self, topic: str, partition: int, records: Sequence[Outgoing]) -> None:
        if self.before:
            raise ConnectionResetError
        await super().append(topic, partition, records)
        if self.after:
            raise ConnectionResetError


class Held(MemoryLog):
    """Takes records only while it is let go."""

    def __init__(self) -> None:
        super().__init__()
        self.go = asyncio.Event()

    async def append(self, topic: str, partition: int, records: Sequence[Outgoing]) -> None:
        await self.go.wait()
        await super().append(topic, partition, records)


def citizen() -> CitizenId:
    return CitizenId(uuid4())


async def kept(toy: Toy, who: UUID) -> list[bytes]:
    rows = await toy.fetch("SELECT record FROM event WHERE citizen_id = $1 ORDER BY seq", who)
    return [record for (record,) in rows]


def values(delivered: Sequence[Delivered]) -> list[bytes]:
    return [one.value or b"" for one in delivered]


async def test_rows_leave_in_order_and_as_they_were_said(toy: Toy, log: MemoryLog) -> None:
    one, other = citizen(), citizen()
    for _ in range(5):
        await toy.decide(one)
        await toy.decide(other)

    assert await Relay(toy.pool, log).round() == 10

    assert values(log.of(one)) == await kept(toy, one)
    assert values(log.of(other)) == await kept(toy, other)
    assert await toy.fetch("SELECT FROM outbox") == []
    assert await Relay(toy.pool, log).round() == 0


async def test_an_append_that_fails_leaves_the_rows(toy: Toy) -> None:
    who, log = citizen(), Broken()
    await toy.decide(who)
    log.before = True
    relay = Relay(toy.pool, log)

    with pytest.raises(ConnectionResetError):
        await relay.round()
    assert await toy.fetch("SELECT count(*) FROM outbox") == [(1,)]

    log.before = False
    assert await relay.round() == 1
    assert values(log.of(who)) == await kept(toy, who)


async def test_a_crash_between_acknowledgement_and_delete_repeats_the_same_bytes_and_hearers_drop_them(
    toy: Toy,
) -> None:
    who, log = citizen(), Broken()
    for _ in range(3):
        await toy.decide(who)
    log.after = True
    with pytest.raises(ConnectionResetError):
        await Relay(toy.pool, log).round()
    log.after = False

    await Relay(toy.pool, log).round()

    assert values(log.of(who)) == (await kept(toy, who)) * 2
    await Listener(toy.hearing(), log, *BOTH).hear_all()
    assert await toy.heard(who) == [1, 2, 3]
    assert await toy.parked() == []


@pytest.mark.parametrize(("at_once", "taken"), [(7, [7, 7, 7, 7, 2, 0]), (10, [10, 10, 10, 0])])
async def test_more_rows_than_one_round_takes_leave_in_order(
    toy: Toy, log: MemoryLog, monkeypatch: pytest.MonkeyPatch, at_once: int, taken: list[int]
) -> None:
    monkeypatch.setattr("samspil.ledger.relay.AT_ONCE", at_once)
    crowd = [citizen() for _ in range(3)]
    for _ in range(10):
        for who in crowd:
            await toy.decide(who)
    relay = Relay(toy.pool, log)

    rounds = [await relay.round() for _ in taken]

    assert rounds == taken
    for who in crowd:
        assert values(log.of(who)) == await kept(toy, who)


async def test_the_oldest_leave_first_wherever_their_rows_stand(
    toy: Toy, log: MemoryLog, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("samspil.ledger.relay.AT_ONCE", 1)
    who = citizen()
    for _ in range(3):
        await toy.decide(who)
    await toy.pool.execute(
        "UPDATE outbox SET said_at = said_at WHERE seq = 1"
    )  # it is written anew, at the end
    relay = Relay(toy.pool, log)

    while await relay.round():
        pass

    assert values(log.of(who)) == await kept(toy, who)


async def test_a_refill_queues_everything_again_and_hearers_drop_what_they_have(
    toy: Toy, log: MemoryLog
) -> None:
    one, other = citizen(), citizen()
    for who in (one, other, one):
        await toy.decide(who)
    relay, listener = Relay(toy.pool, log), Listener(toy.hearing(), log, *BOTH)
    await relay.round()
    await listener.hear_all()

    assert await refill(toy.pool, "referral.v1", one) == 2
    assert await refill(toy.pool, "referral.v1") == 3
    assert await refill(toy.pool, "citizen.v1") == 0
    await relay.round()
    await listener.hear_all()

    assert values(log.of(one)) == (await kept(toy, one)) * 3
    assert await toy.heard(one) == [1, 2]
    assert await toy.heard(other) == [1]
    assert await toy.parked() == []


async def test_a_refill_heals_a_log_that_was_lost(toy: Toy, log: MemoryLog) -> None:
    who = citizen()
    for _ in range(5):
        await toy.decide(who)
    await Relay(toy.pool, MemoryLog()).round()  # whatever log that was, it is gone
    await toy.decide(who)
    relay, hearing = Relay(toy.pool, log), toy.hearing()
    listener = Listener(hearing, log, *BOTH)
    await relay.round()
    await listener.hear_all()
    assert await toy.heard(who) == []

    await refill(toy.pool, "referral.v1", who)
    await relay.round()
    await listener.hear_all()
    await toy.drain(hearing)

    assert await toy.heard(who) == [1, 2, 3, 4, 5, 6]


async def test_while_a_full_batch_is_under_way_the_one_before_is_deleted_and_the_next_is_read(
    toy: Toy, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("samspil.ledger.relay.AT_ONCE", 2)
    who, log = citizen(), Held()
    for _ in range(5):
        await toy.decide(who)
    relay = Relay(toy.pool, log)
    log.go.set()
    await relay.round()
    log.go.clear()
    assert await toy.fetch("SELECT count(*) FROM outbox") == [(5,)]

    second = asyncio.create_task(relay.round())
    async with asyncio.timeout(5):
        while await toy.fetch("SELECT count(*) FROM outbox") != [(3,)]:
            await asyncio.sleep(0.01)
    assert not second.done()
    log.go.set()

    assert [await second, await relay.round(), await relay.round()] == [2, 1, 0]
    assert values(log.of(who)) == await kept(toy, who)
    assert await toy.fetch("SELECT FROM outbox") == []


async def test_a_lower_position_that_is_committed_after_higher_ones_left_is_in_the_next_batch_that_is_read(
    toy: Toy, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("samspil.ledger.relay.AT_ONCE", 2)
    crowd, slow, log = [citizen() for _ in range(5)], citizen(), MemoryLog()
    relay = Relay(toy.pool, log)
    async with toy.store.transaction([slow]) as tx:
        tx.say(unanswered(), caused_by=CASE)
        await tx.flush()
        for who in crowd:
            await toy.decide(who)
        await relay.round()

    assert [await relay.round(), await relay.round()] == [2, 2]
    assert values(log.of(slow)) == await kept(toy, slow)


async def test_a_relay_that_ends_with_one_batch_undeleted_and_one_read_leaves_both_to_the_next(
    toy: Toy, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("samspil.ledger.relay.AT_ONCE", 2)
    who, log = citizen(), MemoryLog()
    for _ in range(5):
        await toy.decide(who)
    await Relay(toy.pool, log).round()

    another = Relay(toy.pool, log)
    while await another.round():
        pass

    said = await kept(toy, who)
    assert values(log.of(who)) == [*said[:2], *said]


@pytest.mark.parametrize("at_once", [5, 1000])
@pytest.mark.parametrize("falls_ill", [False, True])
async def test_eight_writers_while_the_relay_runs_lose_nothing_and_keep_each_citizens_order(
    toy: Toy, falls_ill: bool, at_once: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("samspil.ledger.relay.AT_ONCE", at_once)
    log, worker = Broken(), await toy.another()
    crowd = [citizen() for _ in range(10)]
    relay = Relay(worker.pool, log)
    running = asyncio.create_task(relay.run())

    async def write(number: int) -> None:
        chance = random.Random(number)
        for _ in range(40):
            who = chance.choice(crowd)
            try:
                async with toy.store.transaction([who]) as tx:
                    tx.notes.note(who)
                    tx.say(unanswered(), caused_by=CASE)
                    await tx.flush()
                    await asyncio.sleep(chance.random() * 0.01)  # commits overtake each other
                    if chance.random() < 0.1:
                        raise ValueError
            except ValueError:
                pass

    async def fall_ill() -> None:
        for _ in range(10 * falls_ill):
            await asyncio.sleep(0.03)
            log.before, log.after = random.choice([(True, False), (False, True), (False, False)])
        log.before = log.after = False

    await asyncio.gather(fall_ill(), *(write(number) for number in range(8)))
    async with asyncio.timeout(10):
        while await toy.fetch("SELECT FROM outbox"):
            await asyncio.sleep(0.02)
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
    await worker.pool.close()

    for who in crowd:
        arrived = list(dict.fromkeys(values(log.of(who))))  # the first time each arrived
        assert arrived == await kept(toy, who)
    hearing = toy.hearing()
    await Listener(hearing, log, *BOTH).hear_all()
    await toy.drain(hearing)
    assert await wrong_effects(toy.url) == []
    assert await toy.parked() == []


async def test_the_relay_waits_while_its_database_is_away_and_goes_on(toy: Toy, log: MemoryLog) -> None:
    who, worker = citizen(), await toy.another()
    running = asyncio.create_task(Relay(worker.pool, log).run())
    for _ in range(3):
        await toy.fetch(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        await asyncio.sleep(0.05)

    async with asyncio.timeout(10):
        while True:
            try:
                await toy.decide(who)
                break
            except (asyncpg.PostgresError, asyncpg.InterfaceError):
                await asyncio.sleep(0.01)
        while not log.of(who):
            await asyncio.sleep(0.01)
    assert not running.done()
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
    await worker.pool.close()


@pytest.mark.parametrize("statement", [SENT, NOTICE], ids=["what was sent", "a notice"])
async def test_what_a_power_cut_may_undo_waits_for_no_disk_and_whatever_comes_next_does(
    toy: Toy, statement: str
) -> None:
    await toy.decide(citizen())
    sent = [pos for (pos,) in await toy.fetch("SELECT pos FROM outbox")]
    values = sent if statement == SENT else [SAID]
    async with asyncpg.create_pool(toy.url, min_size=1, max_size=1) as pool:
        async with pool.acquire() as connection, connection.transaction():
            await connection.execute(statement, values)
            within = await connection.fetchval("SHOW synchronous_commit")

        assert (within, await pool.fetchval("SHOW synchronous_commit")) == ("off", "on")


async def test_a_relay_is_woken_once_for_many_commits_and_after_the_last(toy: Toy) -> None:
    rings: list[int] = []
    said = 0
    connection = await asyncpg.connect(toy.url)
    await connection.add_listener(SAID, lambda *_: rings.append(said))
    for _ in range(50):
        await toy.decide(citizen())
        said += 1

    async with asyncio.timeout(5):
        while not rings or rings[-1] < 50:
            await asyncio.sleep(0.01)
    await connection.close()

    assert len(rings) <= 50
