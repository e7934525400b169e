"""Handlers that fail, on real PostgreSQL: their record is parked, and nobody but their citizen waits."""

import asyncio
from typing import Any
from uuid import UUID, uuid4

import asyncpg
import pytest

from samspil.contracts import topics
from samspil.contracts.envelope import Event
from samspil.contracts.referral import ReferralUnanswered
from samspil.ledger import journal
from samspil.testkit.ledger_kit import Toy, ToyTransaction, answer, take_note
from samspil.testkit.memory_log import Listener, MemoryLog
from samspil.vocabulary.citizen_id import CitizenId

BOTH = (topics.CITIZEN, topics.REFERRAL)


def failing(sick: UUID, fault: BaseException, at: int = 1) -> Any:
    """A handler that notes, says, and then fails for one citizen's event with this number."""

    def handle(heard: Event[Any], tx: ToyTransaction) -> None:
        answer(heard, tx)
        tx.mark("look", tx.now)
        if heard.subject == sick and heard.seq == at:
            raise fault

    return handle


CANARY = "Vera Test Opdigtet"


async def test_a_handler_that_fails_for_one_citizen_lets_everybody_else_in_the_poll_take_effect(
    toy: Toy, log: MemoryLog, capsys: pytest.CaptureFixture[str]
) -> None:
    sick, *others = citizens = [uuid4() for _ in range(5)]
    for citizen in citizens:
        log.say(topics.CITIZEN, citizen, 1)
        log.say(topics.REFERRAL, citizen, 1, 2, 3)

    def handle(heard: Event[Any], tx: ToyTransaction) -> None:
        answer(heard, tx)
        tx.mark("look", tx.now)
        if heard.subject == sick and heard.seq == 2:
            raise ValueError(CANARY)

    await Listener(toy.hearing(handle), log, *BOTH).hear_all()

    for citizen in others:
        assert await toy.heard(citizen) == [1, 2, 3]
    assert await toy.heard(sick) == [1]
    assert await toy.heard(sick, topics.CITIZEN) == [1]
    assert await toy.parked() == [(sick, 2, "failed", "ValueError"), (sick, 3, "waiting", "Gap")]
    # what it had collected before it failed is gone, and the numbers have no gap
    assert await toy.fetch("SELECT count FROM noted WHERE citizen_id = $1", sick) == [(2,)]
    assert await toy.fetch("SELECT seq FROM event WHERE citizen_id = $1 ORDER BY seq", sick) == [(1,), (2,)]
    told = capsys.readouterr()
    kept = await toy.fetch("SELECT parked::text FROM parked")
    assert CANARY not in told.out + told.err + str(kept)
    assert "ValueError" in told.out


async def test_a_state_that_was_changed_before_the_failure_is_loaded_again(toy: Toy, log: MemoryLog) -> None:
    sick = uuid4()
    log.say(topics.CITIZEN, sick, 1)
    log.say(topics.REFERRAL, sick, 1)

    def handle(heard: Event[Any], tx: ToyTransaction) -> None:
        take_note(heard, tx)
        if isinstance(heard.data, ReferralUnanswered):
            raise ValueError

    # the failing record comes first, and the sound one after it must not inherit anything of it
    await Listener(toy.hearing(handle), log, topics.REFERRAL, topics.CITIZEN).hear_all()

    assert await toy.heard(sick, topics.CITIZEN) == [1]
    assert await toy.parked() == [(sick, 1, "failed", "ValueError")]
    assert await toy.fetch("SELECT topic FROM folded") == [("citizen.v1",)]


async def test_a_handler_that_reaches_for_another_citizen_is_out_of_reach(toy: Toy, log: MemoryLog) -> None:
    one, other = uuid4(), CitizenId(uuid4())
    log.say(topics.REFERRAL, one, 1)
    log.say(topics.REFERRAL, other, 1)

    def handle(heard: Event[Any], tx: ToyTransaction) -> None:
        if heard.subject == one:
            tx.notes.of(other)
        take_note(heard, tx)

    await Listener(toy.hearing(handle), log, *BOTH).hear_all()

    assert await toy.parked() == [(one, 1, "failed", "OutOfReach")]
    assert await toy.heard(other) == [1]


@pytest.mark.parametrize(
    "fault",
    [asyncpg.DeadlockDetectedError("x"), asyncpg.ConnectionDoesNotExistError("x"), TimeoutError(), OSError()],
    ids=lambda fault: type(fault).__name__,
)
async def test_a_fault_that_passes_leaves_nothing_and_is_waited_out(
    toy: Toy, log: MemoryLog, fault: Exception
) -> None:
    citizen, other = uuid4(), uuid4()
    log.say(topics.REFERRAL, citizen, 1)
    log.say(topics.REFERRAL, other, 1)
    times = iter([True, True, False])

    def handle(heard: Event[Any], tx: ToyTransaction) -> None:
        take_note(heard, tx)
        if heard.subject == citizen and next(times):
            raise fault

    listener = Listener(toy.hearing(handle), log, *BOTH)

    for _ in range(2):
        assert await listener.poll() is False
        assert listener.hearing.holds_back
        assert await toy.fetch("SELECT FROM journal UNION ALL SELECT FROM effect") == []
        assert await toy.parked() == []
    assert await listener.poll() is True
    assert not listener.hearing.holds_back
    assert await toy.heard(citizen) == [1]
    assert await toy.heard(other) == [1]


async def test_a_backend_that_is_ended_in_the_middle_of_a_poll_costs_a_repetition(
    toy: Toy, log: MemoryLog
) -> None:
    citizens = [uuid4() for _ in range(20)]
    for citizen in citizens:
        log.say(topics.REFERRAL, citizen, 1, 2, 3)
    hearing = toy.hearing()
    listener = Listener(hearing, log, *BOTH)
    flush, kills = ToyTransaction.flush, iter([True, True])
    ended = "SELECT pg_terminate_backend($1)"

    async def flush_and_die(self: ToyTransaction) -> None:
        await flush(self)
        if next(kills, False):
            await toy.pool.fetchval(ended, self.connection.get_server_pid())

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ToyTransaction, "flush", flush_and_die)
        assert await listener.poll() is False
        assert await toy.fetch("SELECT FROM journal UNION ALL SELECT FROM effect") == []
        await listener.hear_all()

    for citizen in citizens:
        assert await toy.heard(citizen) == [1, 2, 3]
    assert await toy.parked() == []


async def test_what_follows_a_record_that_could_not_be_written_waits_behind_it(
    toy: Toy, log: MemoryLog
) -> None:
    citizen, other = uuid4(), uuid4()
    log.say(topics.REFERRAL, citizen, 1, 2, 3)
    log.say(topics.REFERRAL, other, 1)

    def handle(heard: Event[Any], tx: ToyTransaction) -> None:
        take_note(heard, tx)
        if (heard.subject, heard.seq) == (citizen, 2):
            tx.notes.save(heard.subject, 2**63)

    await Listener(toy.hearing(handle), log, *BOTH).hear_all()

    assert await toy.heard(citizen) == [1]
    assert await toy.parked() == [(citizen, 2, "failed", "DataError"), (citizen, 3, "waiting", "Gap")]
    assert await toy.heard(other) == [1]


@pytest.mark.parametrize(
    ("broken", "fault"),
    [({"source": "fails"}, "ValueError"), ({"type": "referral.sung.v1"}, "TypeUnknown")],
    ids=["the handler fails", "nobody can read it"],
)
async def test_a_record_that_failed_is_closed_when_its_copy_in_the_same_poll_succeeds(
    toy: Toy, log: MemoryLog, broken: dict[str, str], fault: str
) -> None:
    citizen, same = uuid4(), str(uuid4())
    log.say(topics.REFERRAL, citizen, 1, id=same, **broken)
    log.say(topics.REFERRAL, citizen, 1, id=same)

    def handle(heard: Event[Any], tx: ToyTransaction) -> None:
        take_note(heard, tx)
        if heard.source == "fails":
            raise ValueError

    hearing = toy.hearing(handle)
    await Listener(hearing, log, *BOTH).hear_all()
    assert await toy.parked() == [(citizen, 1, "failed", fault)]
    await toy.drain(hearing)

    assert await toy.heard(citizen) == [1]
    assert await toy.parked() == []


async def test_a_record_that_failed_when_it_was_drained_is_tried_again_by_people_only(
    toy: Toy, log: MemoryLog
) -> None:
    citizen, bad = uuid4(), {2}

    def handle(heard: Event[Any], tx: ToyTransaction) -> None:
        if heard.seq in bad:
            raise ValueError
        take_note(heard, tx)

    hearing = toy.hearing(handle)
    log.say(topics.REFERRAL, citizen, 2, 3, 1)
    await Listener(hearing, log, *BOTH).hear_all()
    await toy.drain(hearing)
    failed = [(citizen, 2, "failed", "ValueError"), (citizen, 3, "waiting", "Gap")]
    assert await toy.parked() == failed

    bad.clear()
    async with toy.store.transaction([CitizenId(citizen)]) as tx:
        tx.mark("drain:referral.v1", tx.now)
    await toy.drain(hearing)

    assert await toy.heard(citizen) == [1]
    assert await toy.parked() == failed


@pytest.mark.parametrize("failed_before", [False, True])
async def test_a_worker_that_is_told_to_end_in_the_middle_of_a_poll_commits_nothing_of_it(
    toy: Toy, log: MemoryLog, failed_before: bool
) -> None:
    log.say(topics.REFERRAL, uuid4(), 1)
    fails = iter([True] * failed_before)
    told = iter([True])

    def handle(heard: Event[Any], tx: ToyTransaction) -> None:
        take_note(heard, tx)
        if next(fails, False):
            raise ValueError
        if next(told, False):
            task = asyncio.current_task()
            assert task is not None
            task.cancel()

    polling = asyncio.create_task(Listener(toy.hearing(handle), log, *BOTH).poll())
    await asyncio.wait({polling}, timeout=5)

    assert polling.cancelled()
    assert await toy.fetch("SELECT FROM journal UNION ALL SELECT FROM parked") == []


async def test_a_fault_of_our_own_that_does_not_pass_is_told_and_not_waited_out(
    toy: Toy, log: MemoryLog, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def wrong(*_: object) -> None:
        raise LookupError

    monkeypatch.setattr(journal, "positions", wrong)
    log.say(topics.REFERRAL, uuid4(), 1)

    with pytest.raises(LookupError):
        await Listener(toy.hearing(), log, *BOTH).poll()


async def test_every_wait_for_a_fault_to_pass_is_longer_than_the_last_and_none_is_over_ten_seconds(
    toy: Toy, log: MemoryLog, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def away(*_: object) -> None:
        raise TimeoutError

    waits: list[tuple[float, float]] = []

    def at_once(least: float, most: float) -> float:
        waits.append((least, most))
        return 0

    monkeypatch.setattr(journal, "positions", away)
    monkeypatch.setattr("samspil.ledger.hear.random.uniform", at_once)
    log.say(topics.REFERRAL, uuid4(), 1)
    listener = Listener(toy.hearing(), log, *BOTH)
    for _ in range(9):
        assert await listener.poll() is False

    assert [most for _, most in waits] == [0.1, 0.2, 0.4, 0.8, 1.6, 3.2, 6.4, 10, 10]
    assert all(0 < least < most for least, most in waits)
