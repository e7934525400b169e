"""Rows that hold from a day on, and some of them until one."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TypeVar


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """A row of the rulebook."""

    valid_from: date
    valid_to: date | None = None
    """Its last day; None while no end is known."""
    source: str
    """The paragraph, agreement or decision that it follows from, with its version."""

    def holds(self, day: date) -> bool:
        """Whether it is in force on the day, its first and its last included."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


D = TypeVar("D", bound=Dated)


def in_force(rows: Iterable[D], day: date) -> list[D]:
    """Those that hold on the day, the newest first."""
    return sorted((row for row in rows if row.holds(day)), key=lambda row: row.valid_from, reverse=True)
