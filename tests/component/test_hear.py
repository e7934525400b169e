"""Hearing on real PostgreSQL: what is next takes effect once, and a poll commits whole or leaves no trace."""

import asyncio
from typing import Any
from uuid import UUID, uuid4

import asyncpg
import pytest

from samspil.contracts import catalogue, topics
from samspil.contracts.envelope import Event
from samspil.contracts.referral import ReferralUnanswered
from samspil.contracts.topics import Kept, Topic
from samspil.ledger.hear import Hearing
from samspil.telemetry.trace import current_traceparent
from samspil.testkit.ledger_kit import Toy, ToyTransaction, answer, take_note
from samspil.testkit.memory_log import Listener, MemoryLog
from samspil.vocabulary.citizen_id import CitizenId

BOTH = (topics.CITIZEN, topics.REFERRAL)


async def test_everything_next_takes_effect_in_order(toy: Toy, log: MemoryLog) -> None:
    one, other = uuid4(), uuid4()
    log.say(topics.REFERRAL, one, 1, 2, 3)
    log.say(topics.REFERRAL, other, 1)
    log.say(topics.CITIZEN, one, 1)

    await Listener(toy.hearing(), log, *BOTH).hear_all()

    assert await toy.heard(one) == [1, 2, 3]
    assert await toy.heard(other) == [1]
    assert await toy.heard(one, topics.CITIZEN) == [1]


async def test_a_full_poll_is_taken_in_shares_and_everything_takes_effect_in_order(
    toy: Toy, log: MemoryLog, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("samspil.ledger.hear.MANY", 20)
    citizens = [uuid4() for _ in range(30)]
    for citizen in citizens:
        log.say(topics.REFERRAL, citizen, 1, 2, 3)
        log.say(topics.CITIZEN, citizen, 1)
    listener = Listener(toy.hearing(), log, *BOTH)

    assert await listener.poll() is True

    assert listener.hearing.behind()
    for citizen in citizens:
        assert await toy.heard(citizen) == [1, 2, 3]
        assert await toy.heard(citizen, topics.CITIZEN) == [1]


async def test_a_share_that_misses_its_watermark_holds_back_no_other_and_is_heard_after_the_rewind(
    toy: Toy, log: MemoryLog, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("samspil.ledger.hear.MANY", 2)
    missed, other = UUID(int=24 + 1), UUID(int=24 + 2)
    listener = Listener(toy.hearing(), log, *BOTH)
    await listener.rewind()
    log.say(topics.REFERRAL, missed, 1, 2)
    log.say(topics.REFERRAL, other, 1)
    moved = "UPDATE watermark SET next_offset = $1 WHERE topic = 'referral.v1' AND part = 1"
    await toy.pool.execute(moved, 1)

    assert await listener.poll() is False

    assert await toy.heard(other) == [1]
    assert await toy.heard(missed) == []
    await toy.pool.execute(moved, 0)
    await listener.rewind()
    await listener.hear_all()
    assert await toy.heard(other) == [1]
    assert await toy.heard(missed) == [1, 2]


async def test_what_was_heard_before_is_dropped(toy: Toy, log: MemoryLog) -> None:
    citizen = uuid4()
    listener = Listener(toy.hearing(), log, *BOTH)
    log.say(topics.REFERRAL, citizen, 1, 2)
    await listener.hear_all()

    for delivered in log.of(citizen):
        log.again(delivered)
    log.again(log.of(citizen)[0])
    await listener.hear_all()

    assert await toy.heard(citizen) == [1, 2]
    assert await toy.parked() == []


async def test_a_record_that_is_twice_in_one_poll_takes_effect_once(toy: Toy, log: MemoryLog) -> None:
    citizen = uuid4()
    log.say(topics.REFERRAL, citizen, 1)
    log.again(log.of(citizen)[0])

    await Listener(toy.hearing(), log, *BOTH).hear_all()

    assert await toy.heard(citizen) == [1]
    assert await toy.parked() == []


@pytest.mark.parametrize("polls", [1, 2])
async def test_a_number_heard_before_with_another_event_is_parked_and_has_no_effect(
    toy: Toy, log: MemoryLog, polls: int
) -> None:
    citizen = uuid4()
    log.say(topics.REFERRAL, citizen, 1, 2)
    log.say(topics.REFERRAL, citizen, 2)

    await Listener(toy.hearing(), log, *BOTH).hear_all(at_most=3 if polls == 1 else 2)

    assert await toy.heard(citizen) == [1, 2]
    assert await toy.parked() == [(citizen, 2, "failed", "SeqReused")]


async def test_a_number_heard_before_with_another_event_that_nobody_can_read_is_parked_too(
    toy: Toy, log: MemoryLog
) -> None:
    citizen = uuid4()
    log.say(topics.REFERRAL, citizen, 1)
    log.say(topics.REFERRAL, citizen, 1, type="referral.other.v1")

    await Listener(toy.hearing(), log, *BOTH).hear_all()

    assert await toy.parked() == [(citizen, 1, "failed", "SeqReused")]


async def test_a_known_fact_without_a_handler_moves_the_stream_on(toy: Toy, log: MemoryLog) -> None:
    citizen = uuid4()
    log.say(topics.REFERRAL, citizen, 1, 2)
    deaf = toy.hearing(facts=())

    await Listener(deaf, log, *BOTH).hear_all()

    assert await toy.heard(citizen) == []
    assert await toy.parked() == []
    assert await toy.fetch("SELECT seq FROM journal ORDER BY seq") == [(1,), (2,)]


async def test_what_a_handler_says_and_what_it_heard_are_committed_together(toy: Toy, log: MemoryLog) -> None:
    citizen = uuid4()
    log.say(topics.REFERRAL, citizen, 1, 2)

    await Listener(toy.hearing(answer), log, *BOTH).hear_all()

    said = await toy.fetch("SELECT record FROM event WHERE citizen_id = $1 ORDER BY seq", citizen)
    read = catalogue.reader(topics.REFERRAL).validate_json
    assert [read(record).causationid for (record,) in said] == [
        read(delivered.value or b"").id for delivered in log.of(citizen)
    ]


# Handlers that fail


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


async def test_a_value_that_fits_no_column_is_the_record_s_own_fault_and_does_not_pass(
    toy: Toy, log: MemoryLog
) -> None:
    citizen, other = uuid4(), uuid4()
    log.say(topics.REFERRAL, citizen, 1)
    log.say(topics.REFERRAL, other, 1)

    def handle(heard: Event[Any], tx: ToyTransaction) -> None:
        take_note(heard, tx)
        if heard.subject == citizen:
            tx.notes.save(heard.subject, 2**63)

    await asyncio.wait_for(Listener(toy.hearing(handle), log, *BOTH).hear_all(), 5)

    assert await toy.parked() == [(citizen, 1, "failed", "DataError")]
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


# Watermarks


async def test_a_watermark_is_where_the_committed_polls_end(toy: Toy, log: MemoryLog) -> None:
    citizen = UUID(int=24 + 5)
    log.say(topics.REFERRAL, citizen, *range(1, 11))
    listener = Listener(toy.hearing(), log, *BOTH)

    await listener.poll(at_most=4)

    watermark = "SELECT next_offset FROM watermark WHERE topic = 'referral.v1' AND part = 5"
    assert await toy.fetch(watermark) == [(4,)]
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


# Topics that keep the newest only


@pytest.fixture
def disclosure(monkeypatch: pytest.MonkeyPatch) -> Topic:
    """A topic on which a newer record replaces an older one."""
    topic = Topic("disclosure.toy.v1", "overview", frozenset({"toy"}), Kept.NEWEST)
    monkeypatch.setitem(catalogue.FACTS, topic, (ReferralUnanswered,))
    return topic


def note_disclosure(heard: Event[Any], tx: ToyTransaction) -> None:
    if heard.source == "fails":
        raise ValueError
    tx.notes.note(heard.subject, heard, "disclosure.toy.v1")


def disclosed_to(toy: Toy, topic: Topic) -> Hearing[ToyTransaction]:
    return Hearing("toy", toy.store, {topic: {ReferralUnanswered: note_disclosure}})


async def test_where_newer_replaces_older_any_higher_number_is_next(
    toy: Toy, log: MemoryLog, disclosure: Topic
) -> None:
    citizen = uuid4()
    log.say(disclosure, citizen, 3, 7, 5, 8)

    await Listener(disclosed_to(toy, disclosure), log, disclosure).hear_all()

    assert await toy.heard(citizen, disclosure) == [3, 7, 8]
    assert await toy.parked() == []


async def test_where_newer_replaces_older_a_newer_record_overtakes_a_parked_one(
    toy: Toy, log: MemoryLog, disclosure: Topic
) -> None:
    citizen = uuid4()
    hearing = disclosed_to(toy, disclosure)
    listener = Listener(hearing, log, disclosure)
    log.say(disclosure, citizen, 2)
    log.say(disclosure, citizen, 3, source="fails")
    await listener.hear_all()
    assert await toy.parked() == [(citizen, 3, "failed", "ValueError")]

    log.say(disclosure, citizen, 6)
    await listener.hear_all()
    await toy.drain(hearing)

    assert await toy.heard(citizen, disclosure) == [2, 6]
    assert await toy.parked() == []


async def test_an_event_is_applied_in_the_trace_in_which_it_was_said(toy: Toy, log: MemoryLog) -> None:
    citizen = uuid4()
    log.say(topics.REFERRAL, citizen, 1)
    sound = log.of(citizen)[0]
    seen: list[str | None] = []

    def handle(heard: Event[Any], tx: ToyTransaction) -> None:
        seen.append(current_traceparent())

    headers = (("traceparent", b"\xff"), ("traceparent", None), *sound.headers)
    log.put("referral.v1", 1, sound.key, sound.value, headers)

    hearing = toy.hearing(handle)
    await hearing.watermarks.load([("referral.v1", 1)])
    assert await hearing.poll(log.records["referral.v1", 1]) is True

    assert seen == [None]
