"""Sustained: after how many months it is looked at whether what was achieved towards work lasts.

No law names them: the cooperation agrees them, and changes them by a row with a later first day.
"""

from dataclasses import dataclass
from itertools import pairwise

from samspil.rulebook.dated import Dated


@dataclass(frozen=True, slots=True, kw_only=True)
class SustainedMonths(Dated):
    """Which looks are taken on the days on which the row holds, whenever it was achieved."""

    months: tuple[int, ...]
    """After so many since the day on which it was achieved, the first one first; none: nobody looks."""

    def __post_init__(self) -> None:
        """Raises ``ValueError`` for months that do not rise, or that are no number of months."""
        if any(one < 1 for one in self.months) or any(one >= later for one, later in pairwise(self.months)):
            raise ValueError("the months of sustained.toml are one or more, and rise")
