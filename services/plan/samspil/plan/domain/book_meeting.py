"""Booking a meeting, and moving one that was booked."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from samspil.contracts.plan import MeetingKind, Participant, PlanMeetingBooked
from samspil.plan.domain.meeting import Meeting, require_booked
from samspil.plan.domain.plan import Plan
from samspil.vocabulary.sealed import Sealed

BACK = timedelta(days=366)
"""A parameter: of what was not noted within a year of it nobody says any more what became of it."""


class MeetingLongPast(Exception):
    """It lies further back than anybody notes a meeting."""


@dataclass(frozen=True, slots=True)
class Booking:
    """Who meets, when and where."""

    id: UUID
    kind: MeetingKind
    at: datetime
    place: Sealed | None
    invited: tuple[Participant, ...]
    responsible: str
    """Staff id of who says afterwards what became of it."""
    by: str
    """Staff id."""


def book_meeting(
    plan: Plan, booking: Booking, now: datetime
) -> tuple[Meeting, tuple[PlanMeetingBooked, ...]]:
    """Booked; also one that has been, to say what became of it. Raises ``MeetingLongPast``."""
    meeting = Meeting(
        id=booking.id,
        plan_id=plan.id,
        kind=booking.kind,
        at=booking.at,
        place=booking.place,
        invited=booking.invited,
        responsible=booking.responsible,
    )
    return meeting, (_booked(meeting, booking.by, now),)


def move_meeting(
    meeting: Meeting, at: datetime, place: Sealed | None, by: str, now: datetime
) -> tuple[Meeting, tuple[PlanMeetingBooked, ...]]:
    """At another time; at another ``place``, or where it was (None).

    Raises ``MeetingOver`` or ``MeetingLongPast``.
    """
    require_booked(meeting)
    moved = replace(meeting, at=at, place=place or meeting.place)
    return moved, (_booked(moved, by, now),)


def _booked(meeting: Meeting, by: str, now: datetime) -> PlanMeetingBooked:
    """What is said of it. Raises ``MeetingLongPast``."""
    if meeting.at < now - BACK:
        raise MeetingLongPast
    return PlanMeetingBooked(
        plan_id=meeting.plan_id,
        meeting_id=meeting.id,
        kind=meeting.kind,
        at=meeting.at,
        place=meeting.place,
        invited=meeting.invited,
        responsible=meeting.responsible,
        booked_by=by,
        occurred_at=now,
    )
