"""A file of activities, and what became of its rows so far."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple
from uuid import UUID

from samspil.jobcenter_bridge.domain.activity import Activity
from samspil.vocabulary.citizen_id import CitizenId


class BatchState(StrEnum):
    """How far a file is."""

    COMING = "coming"
    """Its bytes come in; if they stop, nothing of it was."""
    TAKEN = "taken"
    """All of it is here, and its rows are being recorded."""
    RECORDED = "recorded"
    """Nothing is left to do but what failed."""


@dataclass(frozen=True, slots=True)
class Batch:
    """What is known of one file; none of it is about anybody."""

    id: UUID
    began_at: datetime
    state: BatchState
    read_rows: int
    bad_rows: int
    kept_rows: int
    """Of citizens whose activities are received."""
    not_received: int
    """Of everybody else."""
    waiting: int
    """Of those kept: to be recorded, now or on the day on which their days tell something new."""
    failed: int
    """Of those kept: for people to look at."""


class ActivityRow(NamedTuple):
    """A row that is to be recorded."""

    number: int
    citizen: CitizenId
    version: int
    activity: Activity
