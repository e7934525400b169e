"""A hospital notice as this service understands it: what it says of which stay, and when that was."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple
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
    """The citizen did not die, and the rest of the notice is none that could be told by itself."""
    CONTRADICTION = "contradiction"
    """Status, class or a time does not fit what the message says has happened."""


class Start(NamedTuple):
    """What names a stay within its course; of two that begin together, the acute one comes first."""

    at: datetime
    kind: StayKind


@dataclass(frozen=True, slots=True)
class Notice:
    """One notice about one citizen; who that is stands outside of it."""

    message_id: str
    what: Happened | Held
    kind: StayKind
    episodes: tuple[UUID, ...]
    """The course that the stay belongs to, under each of the names that the hospital gives it."""
    encounter: UUID
    """The hospital's own contact; another message about the same stay may name another one."""
    started_at: datetime
    """When the stay began: every notice tells it."""
    occurred_at: datetime
    noted_at: datetime
    """When the hospital says that it noted this."""
    alive: bool = False
    """Whether the patient is expressly marked as not dead: that takes back a death told before."""
    stay_id: UUID | None = None
    """The stay's id where it was given before ids followed from notices."""

    @property
    def start(self) -> Start:
        """Of the stay that it is about."""
        return Start(self.started_at, self.kind)

    @property
    def bears_on_stays(self) -> bool:
        """Whether a stay, or what follows from it, depends on this notice; the other held ones wait."""
        return isinstance(self.what, Happened) or self.what in {Held.DEATH, Held.DEATH_RETRACTED}


Notices = Mapping[str, Notice]
"""All notices of one citizen that bear on stays, by message id: a set, in which arrival leaves no trace."""
