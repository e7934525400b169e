"""A step towards work, as far as the plan cares: whether it began, and whether it is over.

What the jobcenter tells is kept by when it was told, so that any order of it gives the same; what was told
before the step was deleted no longer holds, and told anew it does.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import NamedTuple, TypeVar
from uuid import UUID


class Told(NamedTuple):
    """A day, and when it was told."""

    at: datetime
    day: date


T = TypeVar("T", Told, datetime)


@dataclass(frozen=True, slots=True)
class Milestone:
    """One step, from whatever was told of it in whatever order."""

    id: UUID
    start: Told | None = None
    """The newest start that was told."""
    end: Told | None = None
    """The newest end that was told."""
    voided_at: datetime | None = None
    """When it was last told to be deleted."""

    @property
    def started(self) -> Told | None:
        """None: it has not, or it never was."""
        return self._unless_voided(self.start)

    @property
    def ended(self) -> Told | None:
        """None: it has not, or it never was."""
        return self._unless_voided(self.end)

    def _unless_voided(self, told: Told | None) -> Told | None:
        return told if told and (self.voided_at is None or told.at > self.voided_at) else None

    def told_also(self, other: "Milestone") -> "Milestone":
        """The same step with what else was told of it, put together."""
        return replace(
            self,
            start=_newest(self.start, other.start),
            end=_newest(self.end, other.end),
            voided_at=_newest(self.voided_at, other.voided_at),
        )


def _newest(one: T | None, other: T | None) -> T | None:
    return max(one, other) if one and other else one or other


Milestones = dict[UUID, Milestone]
"""All milestones of one citizen."""
