"""An activity, as the jobcenter's case system has it at the moment."""

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from uuid import UUID

from samspil.contracts.employment import MilestoneKind, MilestoneOutcome
from samspil.vocabulary.copenhagen import day_after
from samspil.vocabulary.sealed import Sealed


class Status(StrEnum):
    """How far it is."""

    PROPOSED = "proposed"
    """Nothing is agreed."""
    CREATED = "created"
    STARTED = "started"
    ACHIEVED = "achieved"
    """What was wanted is so, and goes on."""
    LOST = "lost"
    ENDED = "ended"
    DELETED = "deleted"


@dataclass(frozen=True, slots=True)
class Activity:
    """A step towards work that the jobcenter has proposed to the citizen, or agreed with her."""

    id: UUID
    status: Status | None
    """None where its days tell."""
    kind: MilestoneKind
    starts_on: date
    ends_on: date | None
    """Its last day; never None where it is ended or lost."""
    minutes_per_week: int | None
    minutes_since: date | None = None
    """The first day of these minutes, where the case system says so."""
    achieved_on: date | None = None
    """Never None where its status is that it is achieved."""
    outcome: MilestoneOutcome | None = None
    purpose: Sealed | None = None
    """What it is for, sealed for whom it is about."""

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
