"""A hospital notice as this service understands it: what it says of which stay, and when that was."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final, NamedTuple
from uuid import UUID

from samspil.contracts.hospital import StayKind, StayStep
from samspil.vocabulary.sealed import Sealed


class Happened(StrEnum):
    """What stays follow from: all use cases of a HospitalNotification but a death."""

    ADMITTED = "admitted"
    ADMISSION_CORRECTED = "admission_corrected"
    RETRACTED = "retracted"
    """The admission was a mistake (cancel-admit-…)."""
    LEAVE_STARTED = "leave_started"
    LEAVE_START_CORRECTED = "leave_start_corrected"
    LEAVE_START_CANCELLED = "leave_start_cancelled"
    LEAVE_ENDED = "leave_ended"
    LEAVE_END_CORRECTED = "leave_end_corrected"
    LEAVE_END_CANCELLED = "leave_end_cancelled"
    DISCHARGED = "discharged"
    DISCHARGE_CORRECTED = "discharge_corrected"
    DISCHARGE_CANCELLED = "discharge_cancelled"


CANCELLATIONS: Final = frozenset(
    {
        Happened.RETRACTED,
        Happened.LEAVE_START_CANCELLED,
        Happened.LEAVE_END_CANCELLED,
        Happened.DISCHARGE_CANCELLED,
    }
)
"""They take back what was told before, and may come before it."""

CORRECTIONS: Final = frozenset(
    {
        Happened.ADMISSION_CORRECTED,
        Happened.LEAVE_START_CORRECTED,
        Happened.LEAVE_END_CORRECTED,
        Happened.DISCHARGE_CORRECTED,
    }
)
"""They say anew what was told before."""

STEPS: Final[Mapping["Happened | Held", StayStep]] = {
    Happened.LEAVE_STARTED: StayStep.LEAVE_STARTED,
    Happened.LEAVE_START_CORRECTED: StayStep.LEAVE_STARTED,
    Happened.LEAVE_START_CANCELLED: StayStep.LEAVE_STARTED,
    Happened.LEAVE_ENDED: StayStep.LEAVE_ENDED,
    Happened.LEAVE_END_CORRECTED: StayStep.LEAVE_ENDED,
    Happened.LEAVE_END_CANCELLED: StayStep.LEAVE_ENDED,
    Happened.DISCHARGED: StayStep.DISCHARGED,
    Happened.DISCHARGE_CORRECTED: StayStep.DISCHARGED,
    Happened.DISCHARGE_CANCELLED: StayStep.DISCHARGED,
}
"""Which step of a stay a notice is about, whether it tells, corrects or cancels it; the others are about
the stay itself."""


class Held(StrEnum):
    """What a notice says instead, where a human has to look before anything follows from it."""

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
    activity: Happened | None = None
    """What a contradiction says by its activity alone: as that it is taken, where somebody applies it."""
    revises: str | None = None
    """The message before it, as the hospital counts them: what a correction or a cancellation is of."""
    wants_report: bool = False
    """Whether the ward asks for an admission report."""
    report_to: Sealed | None = None
    """Who is to have it, where the ward names somebody: what a ward is called tells what it treats."""

    @property
    def start(self) -> Start:
        """Of the stay that it is about."""
        return Start(self.started_at, self.kind)

    @property
    def bears_on_stays(self) -> bool:
        """Whether a stay, or what follows from it, depends on this notice; a contradiction waits."""
        return self.what is not Held.CONTRADICTION


Notices = Mapping[str, Notice]
"""All notices of one citizen that bear on stays, by message id: a set, in which arrival leaves no trace."""
