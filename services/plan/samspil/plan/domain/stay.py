"""A hospital stay, as far as the plan cares: whether it goes on, and whether the citizen came home from it.

What was told is counted, so that any order of it gives the same (contracts/hospital.py).
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import NamedTuple
from uuid import UUID


class Beginning(NamedTuple):
    """What tells a stay of one person from every other, whichever of the person's files it is told of."""

    at: datetime
    kind: str
    """How they were admitted, as it is told."""


class End(NamedTuple):
    """An end of the stay, and how often more it was told than taken back."""

    at: datetime
    at_home: bool
    times: int


class Correction(NamedTuple):
    """How the hospital corrected a beginning; of several the one with the highest number holds."""

    number: int
    began: Beginning


@dataclass(frozen=True, slots=True)
class Stay:
    """One stay, from whatever was told of it in whatever order."""

    id: UUID
    admitted: int = 0
    retracted: int = 0
    ends: tuple[End, ...] = ()
    began: Beginning | None = None
    """As it was told first. None: not told, or told to a version that did not keep it."""
    corrected: Correction | None = None

    @property
    def begins(self) -> Beginning | None:
        """When it began, as the hospital has it now."""
        return self.corrected.began if self.corrected else self.began

    @property
    def beginnings(self) -> frozenset[Beginning]:
        """Whatever was told of it: by each of them it is known, in whichever of the person's files."""
        return frozenset(one for one in (self.began, self.begins) if one is not None)

    @property
    def never_was(self) -> bool:
        """Whether it was told by mistake. A stay of which only the end is known was."""
        return 0 < self.retracted >= self.admitted

    @property
    def goes_on(self) -> bool:
        """Whether the citizen is in hospital, or on leave from it."""
        return self.admitted > self.retracted and self._end is None

    @property
    def came_home_at(self) -> datetime | None:
        """When the citizen was discharged to the home; None while nobody is to be met there."""
        return self._end.at if self._end and self._end.at_home and not self.never_was else None

    @property
    def _end(self) -> End | None:
        """The latest one told; of two at one moment, the one after which nobody is to be met at home."""
        told = [one for one in self.ends if one.times > 0]
        return max(told, key=lambda one: (one.at, not one.at_home), default=None)

    def admitted_once_more(self, began: Beginning | None = None) -> "Stay":
        """Told to have begun."""
        return replace(self, admitted=self.admitted + 1, began=began or self.began)

    def retracted_once_more(self) -> "Stay":
        """Told not to have been."""
        return replace(self, retracted=self.retracted + 1)

    def corrected_to(self, number: int, began: Beginning) -> "Stay":
        """Told to have begun otherwise."""
        told = Correction(number, began)
        return replace(self, corrected=max(self.corrected or told, told))

    def ended_once_more(self, at: datetime, *, at_home: bool, by: int = 1) -> "Stay":
        """Told to have ended then; ``by`` is -1 where that is taken back."""
        return replace(self, ends=_counted((*self.ends, End(at, at_home, by))))

    def told_also(self, other: "Stay") -> "Stay":
        """The same stay with what was told of it under another id, counted together."""
        return replace(
            self,
            admitted=self.admitted + other.admitted,
            retracted=self.retracted + other.retracted,
            ends=_counted((*self.ends, *other.ends)),
            began=self.began or other.began,
            corrected=max((one for one in (self.corrected, other.corrected) if one), default=None),
        )


def _counted(ends: Iterable[End]) -> tuple[End, ...]:
    """Each end once, with how often more it was told than taken back."""
    times: Counter[tuple[datetime, bool]] = Counter()
    for one in ends:
        times[one.at, one.at_home] += one.times
    return tuple(End(*end, count) for end, count in sorted(times.items()) if count)


Stays = dict[UUID, Stay]
"""All stays of one citizen."""
