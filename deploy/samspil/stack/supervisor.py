"""Keeps parts running: starts them layer by layer, starts a dead one again, stops all in reverse."""

import asyncio
import threading
import time
from collections.abc import Awaitable, Callable, Sequence
from concurrent.futures import Future
from enum import StrEnum
from typing import TypeVar

from samspil.stack.part import Part
from samspil.stack.problem import Ended, StackProblem

T = TypeVar("T")

PAUSES = (0.0, 0.5, 1.0, 2.0)
"""Seconds before each restart in a row: the first at once."""
MEMORY = 30.0
"""Seconds for which a death is held against a part; one more than there are pauses, and we give up."""

LOOKS_EVERY = 0.1


class Condition(StrEnum):
    """How a part is."""

    STARTING = "starting"
    READY = "ready"
    RESTARTING = "restarting"
    STOPPING = "stopping"
    STOPPED = "stopped"
    FAILED = "failed"


Told = Callable[[str, Condition, str], None]
"""Hears a part's name, its condition, and a word on it: its address, or how far it is."""


class Supervisor:
    """Holds the parts that it started; ``told`` hears of every change, from any thread."""

    def __init__(self, told: Told) -> None:
        self._told = told
        self._layers: list[Sequence[Part]] = []

    async def start(self, *parts: Part) -> None:
        """Start these at the same time and wait until all are ready; they stand on those started before.

        One that ends at once gets the same few tries as later. Raises the first ``StackProblem``.
        """
        self._layers.append(parts)
        await asyncio.gather(*(self._bring_up(part, [], Condition.STARTING) for part in parts))

    async def keep(self) -> None:
        """Start again whatever dies, for ever. Raises ``StackProblem`` for a part that will not stay up."""
        keepers = [asyncio.create_task(self._keep(part)) for layer in self._layers for part in layer]
        try:
            gave_up, _ = await asyncio.wait(keepers, return_when=asyncio.FIRST_COMPLETED)
            await gave_up.pop()
        finally:
            for keeper in keepers:
                keeper.cancel()

    async def stop(self) -> None:
        """Stop every part, the last started layer first."""
        while self._layers:
            await asyncio.gather(*(self._stop(part) for part in self._layers.pop()))

    async def _start(self, part: Part, condition: Condition) -> None:
        self._told(part.name, condition, "")
        try:
            await in_thread(lambda: part.start(lambda line: self._told(part.name, condition, line)))
        except StackProblem as problem:
            self._told(part.name, Condition.FAILED, str(problem))
            raise
        self._told(part.name, Condition.READY, part.address)

    async def _stop(self, part: Part) -> None:
        self._told(part.name, Condition.STOPPING, "")
        await in_thread(part.stop)
        self._told(part.name, Condition.STOPPED, "")

    async def _keep(self, part: Part) -> None:
        deaths: list[float] = []
        while True:
            while part.alive:
                await asyncio.sleep(LOOKS_EVERY)
            await self._wait(part, deaths, part.last_words())
            await self._bring_up(part, deaths, Condition.RESTARTING)

    async def _bring_up(self, part: Part, deaths: list[float], condition: Condition) -> None:
        """Start it, again when it ends at once; what another try cannot mend is raised."""
        while True:
            try:
                return await self._start(part, condition)
            except Ended as problem:
                await self._wait(part, deaths, str(problem))

    async def _wait(self, part: Part, deaths: list[float], reason: str) -> None:
        """The pause that its deaths so far call for, this one included."""
        pause = pause_before_restart(deaths, time.monotonic())
        if pause is None:
            raise StackProblem(f"{part.name} will not stay up: {reason}")
        await asyncio.sleep(pause)


def pause_before_restart(deaths: list[float], now: float) -> float | None:
    """Note a death at ``now`` (seconds) among the earlier ones; how long to wait, or ``None``: give up."""
    deaths[:] = [death for death in deaths if death > now - MEMORY] + [now]
    return PAUSES[len(deaths) - 1] if len(deaths) <= len(PAUSES) else None


def in_thread(work: Callable[[], T]) -> Awaitable[T]:
    """Run blocking work beside the loop, in a thread that holds up nobody's end."""
    done: Future[T] = Future()
    done.set_running_or_notify_cancel()

    def run() -> None:
        try:
            done.set_result(work())
        except Exception as error:  # noqa: BLE001 - it is raised where it is awaited
            done.set_exception(error)

    threading.Thread(target=run, daemon=True).start()
    return asyncio.wrap_future(done)
