"""Measuring ours beside its bare limit: A B A B, so that whatever slows the machine slows both."""

from collections.abc import Awaitable, Callable
from statistics import median

from bench.progress import tell

Side = Callable[[int], Awaitable[float]]
"""Runs round ``n`` and tells how many events a second it did; round 0 warms up and is not counted."""


async def interleave(name: str, rounds: int, **sides: Side) -> dict[str, list[float]]:
    """Every side's rate in every round."""
    rates: dict[str, list[float]] = {side: [] for side in sides}
    for number in range(rounds + 1):
        for side, run in sides.items():
            rates[side].append(await run(number))
        tell(
            f"{name} {number}/{rounds}: " + ", ".join(f"{side} {of[-1]:,.0f}/s" for side, of in rates.items())
        )
    return {side: of[1:] for side, of in rates.items()}


def slowest(*sides: list[float]) -> list[float]:
    """The side with the lowest median."""
    return min(sides, key=median)
