"""A meeting with, or about, the citizen: booked, and then held, missed or called off."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from samspil.contracts.plan import MeetingKind, Participant
from samspil.vocabulary.copenhagen import danish_day
from samspil.vocabulary.sealed import Sealed


class MeetingState(StrEnum):
    """What became of a meeting."""

    BOOKED = "booked"
    HELD = "held"
    MISSED = "missed"
    """Somebody did not come."""
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Meeting:
    """One meeting."""

    id: UUID
    plan_id: UUID
    kind: MeetingKind
    at: datetime
    place: Sealed | None
    invited: tuple[Participant, ...]
    responsible: str
    """Staff id of who says afterwards what became of it."""
    state: MeetingState = MeetingState.BOOKED
    came: tuple[Participant, ...] = ()
    missing: tuple[Participant, ...] = ()
    cancelled_by: Participant | None = None
    why: Sealed | None = None
    """Why it was held without the citizen, or called off."""
    result: Sealed | None = None
    """What was agreed there."""
    version: int = 0
    """The number of the last fact about it."""


Meetings = dict[UUID, Meeting]
"""All meetings of one citizen."""


class UnknownMeeting(Exception):
    """No such meeting was booked about this citizen."""


class MeetingOver(Exception):
    """It was held, missed or called off before."""


class MeetingAhead(Exception):
    """Its day has not come: nobody can say what became of it."""


def require_meeting(meetings: Meetings, meeting_id: UUID) -> Meeting:
    """The citizen's meeting. Raises ``UnknownMeeting``."""
    meeting = meetings.get(meeting_id)
    if meeting is None:
        raise UnknownMeeting
    return meeting


def require_booked(meeting: Meeting) -> None:
    """It is still to be. Raises ``MeetingOver``."""
    if meeting.state is not MeetingState.BOOKED:
        raise MeetingOver


def require_day(meeting: Meeting, now: datetime) -> None:
    """It is still to be, and its day has come. Raises ``MeetingOver`` or ``MeetingAhead``."""
    require_booked(meeting)
    if danish_day(meeting.at) > danish_day(now):
        raise MeetingAhead
