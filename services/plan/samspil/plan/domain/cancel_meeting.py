"""Cancelling meetings: one that somebody called off, and all that are ahead when the plan ends."""

from dataclasses import replace
from datetime import datetime

from samspil.contracts.plan import Participant, PlanMeetingCancelled
from samspil.plan.domain.meeting import Meeting, Meetings, MeetingState, require_booked
from samspil.vocabulary.sealed import Sealed


def cancel_meeting(
    meeting: Meeting, cancelled_by: Participant, reason: Sealed | None, by: str, now: datetime
) -> tuple[Meeting, tuple[PlanMeetingCancelled, ...]]:
    """Called off, for whatever ``reason`` (None: not said). Raises ``MeetingOver``."""
    require_booked(meeting)
    fact = PlanMeetingCancelled(
        plan_id=meeting.plan_id,
        meeting_id=meeting.id,
        cancelled_by=cancelled_by,
        reason=reason,
        noted_by=by,
        occurred_at=now,
    )
    return replace(meeting, state=MeetingState.CANCELLED, cancelled_by=cancelled_by, why=reason), (fact,)


def cancel_ahead(
    meetings: Meetings, by: str, now: datetime
) -> tuple[Meetings, tuple[PlanMeetingCancelled, ...]]:
    """What is booked and has not begun; what became of the others is still to be said."""
    said: tuple[PlanMeetingCancelled, ...] = ()
    for id_, meeting in meetings.items():
        if meeting.state is MeetingState.BOOKED and meeting.at > now:
            cancelled, facts = cancel_meeting(meeting, Participant.CASEWORKER, None, by, now)
            meetings, said = {**meetings, id_: cancelled}, (*said, *facts)
    return meetings, said
