"""Parking on real PostgreSQL: poison stops its own citizen on its own topic and nobody else."""

import asyncio
import inspect
from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

import pytest

from samspil.contracts import topics
from samspil.contracts.envelope import CONTENT_TYPE
from samspil.contracts.topics import PARTITIONS
from samspil.ledger.drain import drain
from samspil.ledger.due import Answer
from samspil.ledger.parked import list_parked, release, show_parked
from samspil.ledger.record import unpack_headers
from samspil.testkit.ledger_kit import Toy, ToyTransaction
from samspil.testkit.memory_log import Listener, MemoryLog, event
from samspil.vocabulary.citizen_id import CitizenId

BOTH = (topics.CITIZEN, topics.REFERRAL)
SOUND = (("content-type", CONTENT_TYPE),)
CANARY = "Vera Test Opdigtet"

Headers = tuple[tuple[str, bytes | None], ...]
Poison = tuple[bytes | None, bytes | None, Headers]
"""Key, value, headers."""


def sound(citizen: UUID, **changed: Any) -> bytes:
    return event(topics.REFERRAL, citizen, 2, **changed)


def key(citizen: UUID) -> bytes:
    return str(citizen).encode()


POISONS: dict[str, tuple[Callable[[UUID], Poison], str, int | None]] = {
    # name: how it is made, the class that it is parked under, the number that can be told
    "bad JSON": (lambda who: (key(who), sound(who)[:-20], SOUND), "JsonInvalid", None),
    "no JSON at all": (lambda who: (key(who), b"\xff\x00" + CANARY.encode(), SOUND), "JsonInvalid", None),
    "JSON that is no object": (lambda who: (key(who), b"[1]", SOUND), "SchemaMismatch", None),
    "a null header": (lambda who: (key(who), sound(who), (("content-type", None),)), "ContentTypeForeign", 2),
    "a header that is not UTF-8": (
        lambda who: (key(who), sound(who), (("content-type", b"\xff\xfe"),)),
        "ContentTypeForeign",
        2,
    ),
    "a foreign content type": (
        lambda who: (key(who), sound(who), (("content-type", b"application/json"),)),
        "ContentTypeForeign",
        2,
    ),
    "no content type": (lambda who: (key(who), sound(who), ()), "ContentTypeForeign", 2),
    "an unknown type": (
        lambda who: (key(who), sound(who, type="referral.sung.v1"), SOUND),
        "TypeUnknown",
        2,
    ),
    "an unknown version": (
        lambda who: (key(who), sound(who, type="referral.unanswered.v2"), SOUND),
        "TypeUnknown",
        2,
    ),
    "no type": (lambda who: (key(who), sound(who, type=None), SOUND), "TypeUnknown", 2),
    "a null value": (lambda who: (key(who), None, SOUND), "ValueMissing", None),
    "a fact that does not fit": (lambda who: (key(who), sound(who, data={}), SOUND), "SchemaMismatch", 2),
    "a number that is none": (lambda who: (key(who), sound(who, seq="many"), SOUND), "SchemaMismatch", None),
    "a number below one": (lambda who: (key(who), sound(who, seq=0), SOUND), "SchemaMismatch", None),
    "a number too high for a column": (
        lambda who: (key(who), sound(who, seq=2**63), SOUND),
        "SchemaMismatch",
        None,
    ),
    "a fact that does not fit, under such a number": (
        lambda who: (key(who), sound(who, seq=2**63, data={}), SOUND),
        "SchemaMismatch",
        None,
    ),
    "five megabytes of nothing": (lambda who: (key(who), b"x" * 5_000_000, SOUND), "ValueTooLarge", None),
    "an event of five megabytes": (
        lambda who: (key(who), sound(who, more="x" * 5_000_000), SOUND),
        "ValueTooLarge",
        2,
    ),
}

NOBODYS: dict[str, tuple[Callable[[UUID], Poison], str]] = {
    "a key that is no uuid": (lambda who: (b"somebody", sound(who), SOUND), "KeyUnreadable"),
    "a key that is not ASCII": (lambda who: (b"\xff" * 16, sound(who), SOUND), "KeyUnreadable"),
    "no key": (lambda who: (None, sound(who), SOUND), "KeyUnreadable"),
    "a key that is not the subject": (lambda who: (key(who), sound(uuid4()), SOUND), "KeyDiffersFromSubject"),
    "a key that is not the subject of what cannot be read": (
        lambda who: (key(who), sound(uuid4(), data={}), SOUND),
        "SchemaMismatch",
    ),
}


async def poll_with(toy: Toy, log: MemoryLog, poison: Callable[[UUID], Poison]) -> tuple[UUID, UUID]:
    """The poison is the second record of a citizen in a poll full of sound ones."""
    sick, well = (UUID(int=(uuid4().int >> 8) * PARTITIONS + 1) for _ in range(2))
    log.say(topics.REFERRAL, well, 1)
    log.say(topics.REFERRAL, sick, 1)
    log.put("referral.v1", 1, *poison(sick))
    log.say(topics.REFERRAL, sick, 3, 4)
    log.say(topics.REFERRAL, well, 2)
    log.say(topics.CITIZEN, sick, 1)
    hearing = toy.hearing()
    await hearing.watermarks.load([("referral.v1", 1), ("citizen.v1", 1)])

    assert await hearing.poll(log.records["referral.v1", 1] + log.records["citizen.v1", 1]) is True

    return sick, well


@pytest.mark.parametrize("name", POISONS)
async def test_poison_parks_its_citizen_on_its_topic_and_everything_else_is_applied(
    toy: Toy, log: MemoryLog, name: str
) -> None:
    poison, error_class, seq = POISONS[name]

    sick, well = await poll_with(toy, log, poison)

    assert await toy.heard(well) == [1, 2]
    assert await toy.heard(sick) == [1]
    assert await toy.heard(sick, topics.CITIZEN) == [1]
    assert await toy.parked() == [
        (sick, seq, "failed", error_class),
        (sick, 3, "waiting", "Gap"),
        (sick, 4, "waiting", "Gap"),
    ]


@pytest.mark.parametrize("name", NOBODYS)
async def test_poison_without_a_citizen_to_trust_is_parked_under_nobody(
    toy: Toy, log: MemoryLog, name: str
) -> None:
    poison, error_class = NOBODYS[name]

    sick, well = await poll_with(toy, log, poison)

    assert await toy.heard(well) == [1, 2]
    assert await toy.heard(sick) == [1]
    assert (await toy.parked())[0] == (None, None, "failed", error_class)


@pytest.mark.parametrize("name", [*POISONS, *NOBODYS])
async def test_a_refill_heals_whatever_the_poison_was(toy: Toy, log: MemoryLog, name: str) -> None:
    poison = (POISONS.get(name) or NOBODYS[name])[0]
    sick, _ = await poll_with(toy, log, poison)
    log.say(topics.REFERRAL, sick, 1, 2, 3, 4)
    hearing = toy.hearing()

    refilled = log.of(sick)[-3:]
    await hearing.watermarks.load([("referral.v1", 1)])
    assert await hearing.poll(refilled) is False  # a hole, once
    assert await hearing.poll(refilled) is True
    await toy.drain(hearing)

    assert await toy.heard(sick) == [1, 2, 3, 4]


async def test_a_parked_record_is_kept_whole_and_its_reason_tells_nothing_of_it(
    toy: Toy, log: MemoryLog, capsys: pytest.CaptureFixture[str]
) -> None:
    citizen = uuid4()
    value = sound(citizen, type=CANARY)
    headers = (("content-type", CONTENT_TYPE), ("null", None), ("bytes", b"\xff\x00"))
    delivered = log.put("referral.v1", 3, key(citizen), value, headers)
    hearing = toy.hearing()
    await hearing.watermarks.load([("referral.v1", 3)])

    assert await hearing.poll([delivered]) is True

    [(kept_key, kept, kept_headers)] = await toy.fetch("SELECT key, value, headers FROM parked")
    assert (kept_key, kept, tuple(unpack_headers(kept_headers))) == (key(citizen), value, headers)
    async with toy.pool.acquire() as connection:
        [listed] = await list_parked(connection)
        shown = await show_parked(connection, listed["id"])
    told = capsys.readouterr()
    assert CANARY not in f"{listed}{shown}{told.out}{told.err}"
    assert shown is not None
    assert (shown["error_class"], shown["value_bytes"]) == ("TypeUnknown", len(value))


async def test_what_arrives_behind_a_parked_record_waits_and_what_is_next_is_always_tried(
    toy: Toy, log: MemoryLog
) -> None:
    citizen = uuid4()
    hearing = toy.hearing()
    listener = Listener(hearing, log, *BOTH)
    first = str(uuid4())
    log.say(topics.REFERRAL, citizen, 1, id=first, type="referral.sung.v1")
    log.say(topics.REFERRAL, citizen, 2)
    await listener.hear_all()
    assert await toy.parked() == [(citizen, 1, "failed", "TypeUnknown"), (citizen, 2, "waiting", "Gap")]

    log.say(topics.REFERRAL, citizen, 1, id=first)  # the publisher says it again, soundly
    await listener.hear_all()
    await toy.drain(hearing)

    assert await toy.heard(citizen) == [1, 2]
    assert await toy.parked() == []


async def test_a_release_while_a_drain_closes_the_same_record_waits_for_it(toy: Toy, log: MemoryLog) -> None:
    """Else each would hold what the other needs: the record's row, and the due row."""
    citizen, first = uuid4(), str(uuid4())
    hearing = toy.hearing()
    log.say(topics.REFERRAL, citizen, 1, id=first, type="referral.sung.v1")
    log.say(topics.REFERRAL, citizen, 2)
    log.say(topics.REFERRAL, citizen, 1, id=first)
    await Listener(hearing, log, *BOTH).hear_all()
    runs, go_on = asyncio.Event(), asyncio.Event()
    really = drain(hearing)

    async def slowly(tx: ToyTransaction, who: CitizenId, topic: str) -> Answer:
        runs.set()
        await go_on.wait()
        again = really(tx, who, topic)
        assert inspect.isawaitable(again)
        return await again

    draining = asyncio.create_task(toy.clock(drain=slowly).tick())
    await runs.wait()
    async with toy.pool.acquire() as connection:
        releasing = asyncio.create_task(release(connection))
        await asyncio.sleep(0.1)
        go_on.set()
        await asyncio.gather(draining, releasing)

    assert await toy.heard(citizen) == [1, 2]
    assert await toy.parked() == []
    deadlocks = "SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()"
    assert await toy.fetch(deadlocks) == [(0,)]
