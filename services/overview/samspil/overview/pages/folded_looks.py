"""Repeated looks as one line: the same person at the same thing, several times in a day."""

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from datetime import date

from samspil.sealing.read_access import Look
from samspil.vocabulary.copenhagen import danish_day


@dataclass(frozen=True, slots=True)
class Folded:
    """So many looks of one day, told by the newest of them."""

    newest: Look
    day: date
    times: int


def fold(looks: Iterable[Look], alike: Callable[[Look], Hashable]) -> tuple[Folded, ...]:
    """``looks`` come with the newest first, and so do the lines; looks of several days are never alike."""
    found: dict[tuple[date, Hashable], list[Look]] = {}
    for look in looks:
        found.setdefault((danish_day(look.at), alike(look)), []).append(look)
    return tuple(Folded(of[0], day, len(of)) for (day, _), of in found.items())
