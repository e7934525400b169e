"""A hospital notice as this service understands it: what happened to which stay, and when."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from samspil.contracts.hospital import StayKind


class Happened(StrEnum):
    """What we have a fact for."""

    ADMITTED = "admitted"
    LEAVE_STARTED = "leave_started"
    LEAVE_ENDED = "leave_ended"
    DISCHARGED = "discharged"
    RETRACTED = "retracted"


class Held(StrEnum):
    """What is understood and has no fact yet: it is acknowledged and kept for a human."""

    CORRECTION = "correction"
    """An earlier notice is corrected (revise-…)."""
    CANCELLATION = "cancellation"
    """An earlier notice other than the admission is cancelled (cancel-…)."""
    DEATH = "death"
    """The citizen died; recognised by the patient's own mark, never by the activity."""
    DEATH_RETRACTED = "death_retracted"
    CONTRADICTION = "contradiction"
    """Status or class does not fit what the message says has happened."""


@dataclass(frozen=True, slots=True)
class Notice:
    """One notice about one citizen; who that is stands outside of it."""

    message_id: str
    what: Happened | Held
    kind: StayKind
    episodes: tuple[UUID, ...]
    """The course that the stay belongs to, under each of the names that the hospital gives it."""
    encounter: UUID
    """The hospital's own contact: an admission with a new one is a new stay."""
    occurred_at: datetime
