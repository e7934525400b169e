"""Watermarks on real PostgreSQL: the poll that heard a partition moves how far it is heard, or does not."""

from uuid import UUID, uuid4

from samspil.contracts import topics
from samspil.testkit.ledger_kit import Toy, answer
from samspil.testkit.memory_log import Listener, MemoryLog

BOTH = (topics.CITIZEN, topics.REFERRAL)


async def test_a_watermark_is_where_the_committed_polls_end(toy: Toy, log: MemoryLog) -> None:
    citizen = UUID(int=24 + 5)
    log.say(topics.REFERRAL, citizen, *range(1, 11))
    listener = Listener(toy.hearing(), log, *BOTH)

    await listener.poll(at_most=4)

    watermark = "SELECT next_offset FROM watermark WHERE topic = 'referral.v1' AND part = 5"
    assert await toy.fetch(watermark) == [(4,)]
    assert await listener.poll(at_most=4) is True  # it goes on where it was, without looking again
    await listener.hear_all()
    assert await toy.fetch(watermark) == [(10,)]


async def test_a_zombie_that_expects_older_watermarks_changes_nothing(toy: Toy, log: MemoryLog) -> None:
    citizens = [uuid4() for _ in range(10)]
    for citizen in citizens:
        log.say(topics.REFERRAL, citizen, 1, 2)
    zombie, owner = Listener(toy.hearing(answer), log, *BOTH), Listener(toy.hearing(answer), log, *BOTH)
    await zombie.rewind()
    await owner.hear_all()
    for citizen in citizens:
        log.say(topics.REFERRAL, citizen, 3)
    before = await toy.fetch("SELECT * FROM watermark ORDER BY 1, 2")

    assert await zombie.poll() is False

    assert await toy.fetch("SELECT * FROM watermark ORDER BY 1, 2") == before
    assert await toy.fetch("SELECT count(*), (SELECT count(*) FROM event) FROM journal") == [(20, 20)]
    assert await toy.parked() == []


async def test_a_poll_that_misses_one_watermark_moves_none(toy: Toy, log: MemoryLog) -> None:
    first, second = UUID(int=24 + 1), UUID(int=24 + 2)
    listener = Listener(toy.hearing(), log, *BOTH)
    await listener.rewind()
    log.say(topics.REFERRAL, first, 1)
    log.say(topics.REFERRAL, second, 1)
    await toy.pool.execute("UPDATE watermark SET next_offset = 1 WHERE topic = 'referral.v1' AND part = 2")

    assert await listener.poll() is False

    assert await toy.fetch("SELECT sum(next_offset)::int FROM watermark") == [(1,)]
    assert await toy.fetch("SELECT FROM journal") == []


async def test_records_before_the_watermark_are_dropped_and_it_never_goes_back(
    toy: Toy, log: MemoryLog
) -> None:
    citizen = UUID(int=24 + 5)
    log.say(topics.REFERRAL, citizen, *range(1, 6))
    listener = Listener(toy.hearing(), log, *BOTH)
    await listener.hear_all()

    assert await listener.hearing.poll(log.of(citizen)[:3]) is True

    assert await toy.fetch("SELECT max(next_offset) FROM watermark") == [(5,)]
    assert await toy.heard(citizen) == [1, 2, 3, 4, 5]


async def test_a_poll_that_begins_behind_the_watermark_asks_once_for_a_rewind_and_then_believes_the_hole(
    toy: Toy, log: MemoryLog
) -> None:
    citizen = UUID(int=24 + 5)
    log.say(topics.REFERRAL, citizen, 1, 2, 3)
    listener = Listener(toy.hearing(), log, *BOTH)
    await listener.rewind()
    hole = log.of(citizen)[1:]

    assert await listener.hearing.poll(hole) is False
    assert await toy.fetch("SELECT FROM journal") == []
    assert await listener.hearing.poll(hole) is True

    assert await toy.fetch("SELECT max(next_offset) FROM watermark") == [(3,)]
    assert await toy.parked() == [(citizen, 2, "waiting", "Gap"), (citizen, 3, "waiting", "Gap")]


async def test_a_partition_that_is_not_ours_is_not_heard(toy: Toy, log: MemoryLog) -> None:
    citizen = UUID(int=24 + 5)
    log.say(topics.REFERRAL, citizen, 1)
    hearing = toy.hearing()
    await hearing.watermarks.load([("referral.v1", 4)])

    assert await hearing.poll(log.of(citizen)) is False

    assert await toy.fetch("SELECT FROM journal") == []


async def test_people_who_set_a_watermark_back_have_nothing_applied_or_parked_twice(
    toy: Toy, log: MemoryLog
) -> None:
    citizen = UUID(int=24 + 5)
    log.say(topics.REFERRAL, citizen, 1)
    log.say(topics.REFERRAL, citizen, 2, type="referral.sung.v1")
    log.say(topics.REFERRAL, citizen, 3)
    await Listener(toy.hearing(), log, *BOTH).hear_all()
    parked = await toy.parked()
    await toy.pool.execute("UPDATE watermark SET next_offset = 0")

    await Listener(toy.hearing(), log, *BOTH).hear_all()

    assert await toy.heard(citizen) == [1]
    assert await toy.parked() == parked
    assert len(parked) == 2
