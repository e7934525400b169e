"""An activity, as the jobcenter's case system has it at the moment."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from samspil.contracts.employment import MilestoneKind


class Status(StrEnum):
    """How far it is."""

    CREATED = "created"
    STARTED = "started"
    DELETED = "deleted"


@dataclass(frozen=True, slots=True)
class Activity:
    """A step towards work that the jobcenter has agreed with the citizen."""

    id: UUID
    status: Status
    kind: MilestoneKind
    starts_on: date
    ends_on: date | None
    hours_per_week: int | None
