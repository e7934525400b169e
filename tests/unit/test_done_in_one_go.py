"""What is asked at the same moment is done in one go, and one that fails fails alone."""

import asyncio
from collections.abc import Sequence
from contextvars import ContextVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samspil.region_bridge.api.together import AT_MOST, Asked, Together

WHO: ContextVar[int] = ContextVar("who", default=0)


class Refused(Exception):
    """Of what is odd."""


class Doing:
    """Gives each number doubled; of an odd one the whole go fails."""

    def __init__(self) -> None:
        self.goes: list[list[int]] = []
        self.may_go_on = asyncio.Event()
        self.may_go_on.set()
        self.under_way = 0

    async def __call__(self, some: Sequence[Asked[int, int]], alone: bool) -> Sequence[int]:
        assert not self.under_way or alone, "one at a time is under way"
        self.under_way += 1
        try:
            self.goes.append([one.what for one in some])
            await self.may_go_on.wait()
            if any(one.what % 2 for one in some):
                raise Refused
            return [2 * one.what + one.context[WHO] for one in some]
        finally:
            self.under_way -= 1


async def ask(together: Together[int, int], number: int, *names: object) -> int:
    WHO.set(1000)
    return await together.ask(number, *names)


async def test_those_that_come_while_one_is_under_way_are_the_next_go() -> None:
    doing = Doing()
    together = Together(doing)
    doing.may_go_on.clear()
    first = asyncio.create_task(ask(together, 2))
    await asyncio.sleep(0)
    await asyncio.sleep(0)

    more = [asyncio.create_task(ask(together, number)) for number in (4, 6, 8)]
    await asyncio.sleep(0)
    doing.may_go_on.set()

    assert await asyncio.gather(first, *more) == [1004, 1008, 1012, 1016]
    assert doing.goes == [[2], [4, 6, 8]]


async def test_of_two_that_share_a_name_the_later_one_waits_for_the_next_go() -> None:
    doing = Doing()
    together = Together(doing)

    await asyncio.gather(*(ask(together, number, number % 4) for number in (2, 4, 6, 8, 10)))

    assert doing.goes == [[2, 4], [6, 8], [10]]


async def test_no_go_is_larger_than_what_one_commit_should_carry() -> None:
    doing = Doing()
    together = Together(doing)

    await asyncio.gather(*(ask(together, 2 * number) for number in range(AT_MOST + 1)))

    assert [len(one) for one in doing.goes] == [AT_MOST, 1]


async def test_who_gives_up_waiting_changes_nothing_for_the_others() -> None:
    doing = Doing()
    together = Together(doing)
    doing.may_go_on.clear()
    gone, stays = asyncio.create_task(ask(together, 2)), asyncio.create_task(ask(together, 4))
    await asyncio.sleep(0)
    await asyncio.sleep(0)

    gone.cancel()
    doing.may_go_on.set()

    assert await stays == 1008
    with pytest.raises(asyncio.CancelledError):
        await gone


@given(st.lists(st.tuples(st.integers(0, 40), st.integers(0, 3)), max_size=40))
def test_each_gets_what_it_would_get_alone_whoever_it_is_done_with(asked: list[tuple[int, int]]) -> None:
    async def all_at_once() -> list[int | BaseException]:
        together = Together(Doing())
        return await asyncio.gather(*(ask(together, *one) for one in asked), return_exceptions=True)

    for (number, _), got in zip(asked, asyncio.run(all_at_once()), strict=True):
        assert isinstance(got, Refused) if number % 2 else got == 2 * number + 1000
