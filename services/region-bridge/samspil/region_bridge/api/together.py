"""What is asked at the same moment is done in one go; those that come while one is under way are the next.

Where one fails, each that was in it is done again by itself, and finds out for itself.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from contextvars import Context, copy_context
from typing import Final, Generic, NamedTuple, TypeVar

AT_MOST: Final = 32
"""In one go: no more answers wait for the same commit."""

A = TypeVar("A")
G = TypeVar("G")


class Asked(NamedTuple, Generic[A, G]):
    """One that is asked for."""

    what: A
    names: frozenset[object]
    """What it has to itself: of two that share a name the later one waits for the next go."""
    context: Context
    """Of whoever asks: what is said for them is of their trace."""
    given: "asyncio.Future[G]"


Do = Callable[[Sequence[Asked[A, G]], bool], Awaitable[Sequence[G]]]
"""Does these, and gives what each asked for; the second argument says whether it is done by itself."""


class Together(Generic[A, G]):
    """One at a time is under way; those that are done again by themselves hold up nobody."""

    def __init__(self, do: Do[A, G]) -> None:
        self._do = do
        self._waiting: list[Asked[A, G]] = []
        self._doing: asyncio.Task[None] | None = None
        self._alone: set[asyncio.Task[None]] = set()

    async def ask(self, what: A, *names: object) -> G:
        """What is given for it. Raises what doing it raises."""
        given: asyncio.Future[G] = asyncio.get_running_loop().create_future()
        asked = Asked(what, frozenset(names), copy_context(), given)
        self._waiting.append(asked)
        if self._doing is None or self._doing.done():
            self._doing = asyncio.create_task(self._do_all())
        return await given

    async def _do_all(self) -> None:
        while self._waiting:
            some, self._waiting = _apart(self._waiting)
            try:
                given = await self._do(some, False)
            except Exception:  # noqa: BLE001  # each finds out for itself
                for one in some:
                    alone = asyncio.create_task(self._do_alone(one))
                    self._alone.add(alone)
                    alone.add_done_callback(self._alone.discard)
            else:
                for one, its in zip(some, given, strict=True):
                    if not one.given.done():  # whoever asked may have gone
                        one.given.set_result(its)

    async def _do_alone(self, one: Asked[A, G]) -> None:
        try:
            [given] = await self._do([one], True)
        except Exception as fault:  # noqa: BLE001  # whoever asked is told
            if not one.given.done():
                one.given.set_exception(fault)
        else:
            if not one.given.done():
                one.given.set_result(given)


def _apart(waiting: list[Asked[A, G]]) -> tuple[list[Asked[A, G]], list[Asked[A, G]]]:
    """Those that are next, and those that wait on, both in the order in which they came."""
    now: list[Asked[A, G]] = []
    later: list[Asked[A, G]] = []
    taken: set[object] = set()
    for one in waiting:
        if len(now) < AT_MOST and taken.isdisjoint(one.names):
            now.append(one)
        else:
            later.append(one)
        taken |= one.names
    return now, later
