"""An activity, as the jobcenter's case system has it at the moment."""

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from uuid import UUID

from samspil.contracts.employment import MilestoneKind
from samspil.vocabulary.copenhagen import day_after


class Status(StrEnum):
    """How far it is."""

    CREATED = "created"
    STARTED = "started"
    ENDED = "ended"
    DELETED = "deleted"


@dataclass(frozen=True, slots=True)
class Activity:
    """A step towards work that the jobcenter has agreed with the citizen."""

    id: UUID
    status: Status | None
    """None where its days tell."""
    kind: MilestoneKind
    starts_on: date
    ends_on: date | None
    hours_per_week: int | None

    def on(self, today: date) -> "Activity":
        """With the status that it has on this day."""
        if self.status is not None:
            return self
        if self.ends_on is not None and self.ends_on < today:
            return replace(self, status=Status.ENDED)
        return replace(self, status=Status.STARTED if self.starts_on <= today else Status.CREATED)

    def changes_on(self, today: date) -> date | None:
        """The next day on which its days tell something new; ``ends_on`` is its last day."""
        if self.status is not None:
            return None
        over = self.ends_on and day_after(self.ends_on)
        return min((day for day in (self.starts_on, over) if day and day > today), default=None)
