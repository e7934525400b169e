"""Files of one person: whoever locks one locks the other, and decides about both or about neither."""

import asyncio
from contextlib import suppress
from uuid import uuid4

import pytest

from samspil.ledger.shelf import OutOfReach
from samspil.testkit.ledger_kit import Toy
from samspil.testkit.memory_log import CASE, unanswered
from samspil.vocabulary.citizen_id import CitizenId

ONE, OTHER, STRANGER = (CitizenId(uuid4()) for _ in range(3))

NOTED = "SELECT citizen_id, count FROM noted"
SAID = "SELECT citizen_id, seq FROM event ORDER BY said_at, seq"


async def linked(toy: Toy) -> None:
    """Both have a stream, and one of them says that they are one person's."""
    await toy.decide(ONE)
    await toy.decide(OTHER)
    async with toy.store.transaction([ONE]) as tx:
        tx.link(OTHER)


async def test_naming_either_reaches_both_and_nobody_else(toy: Toy) -> None:
    await linked(toy)
    await toy.decide(STRANGER)

    for named, other in ((ONE, OTHER), (OTHER, ONE)):
        async with toy.store.transaction([named]) as tx:
            assert tx.citizens == {ONE, OTHER}
            assert tx.citizen == named
            tx.turn_to(other)
            tx.notes.note(other)
            tx.say(unanswered(), caused_by=CASE)
            with pytest.raises(OutOfReach):
                tx.turn_to(STRANGER)

    assert dict(await toy.fetch(NOTED)) == {ONE: 2, OTHER: 2, STRANGER: 1}


async def test_what_was_decided_about_the_other_is_undone_with_it_and_its_numbers_go_on(toy: Toy) -> None:
    await linked(toy)
    async with toy.store.transaction([ONE]) as tx:
        with suppress(ZeroDivisionError):
            async with tx.savepoint(ONE):
                tx.turn_to(OTHER)
                tx.notes.note(OTHER)
                tx.say(unanswered(), caused_by=CASE)
                raise ZeroDivisionError
        tx.turn_to(OTHER)
        assert tx.notes.of(OTHER) == 1
        tx.say(unanswered(), caused_by=CASE)

    assert [seq for citizen, seq in await toy.fetch(SAID) if citizen == OTHER] == [1, 2]


async def test_parted_again_each_is_alone_once_both_have_said_so(toy: Toy) -> None:
    await linked(toy)
    async with toy.store.transaction([OTHER]) as tx:
        tx.link(ONE)
    for said_by, other, together in ((ONE, OTHER, True), (OTHER, ONE, False)):
        async with toy.store.transaction([said_by]) as tx:
            tx.link(other, linked=False)
        async with toy.store.transaction([ONE]) as tx:
            assert (OTHER in tx.citizens) is together


async def test_another_file_that_never_was_heard_of_here_is_none_to_reach(toy: Toy) -> None:
    async with toy.store.transaction([ONE]) as tx:
        tx.link(OTHER)

    async with toy.store.transaction([ONE]) as tx:
        assert tx.citizens == {ONE}


async def test_a_hundred_who_name_either_at_once_wait_for_each_other_and_lose_nothing(toy: Toy) -> None:
    await linked(toy)

    async def decide(named: CitizenId) -> None:
        async with toy.store.transaction([named]) as tx:
            for one in sorted(tx.citizens, reverse=True):
                tx.turn_to(one)
                tx.notes.note(one)

    await asyncio.gather(*(decide((ONE, OTHER)[turn % 2]) for turn in range(100)))

    assert dict(await toy.fetch(NOTED)) == {ONE: 101, OTHER: 101}


async def test_a_file_of_which_only_some_streams_are_here_is_none_to_reach(toy: Toy) -> None:
    async with toy.store.transaction([ONE]) as tx:
        tx.link(OTHER)
    await toy.pool.execute("INSERT INTO stream (citizen_id, topic) VALUES ($1, 'citizen.v1')", OTHER)

    async with toy.store.transaction([ONE]) as tx:
        assert tx.citizens == {ONE}


async def test_a_link_that_was_undone_is_none(toy: Toy) -> None:
    await toy.decide(OTHER)
    async with toy.store.transaction([ONE]) as tx:
        with suppress(ZeroDivisionError):
            async with tx.savepoint(ONE):
                tx.link(OTHER)
                raise ZeroDivisionError
        tx.notes.note(ONE)

    assert await toy.fetch("SELECT * FROM link") == []
