"""Missing a meeting: it did not take place, because somebody did not come."""

from dataclasses import replace
from datetime import datetime

from samspil.contracts.plan import Participant, PlanMeetingMissed
from samspil.plan.domain.meeting import Meeting, MeetingState, require_day


def miss_meeting(
    meeting: Meeting, missing: tuple[Participant, ...], by: str, now: datetime
) -> tuple[Meeting, tuple[PlanMeetingMissed, ...]]:
    """Missed by these. Raises ``MeetingOver`` or ``MeetingAhead``."""
    require_day(meeting, now)
    fact = PlanMeetingMissed(
        plan_id=meeting.plan_id, meeting_id=meeting.id, missing=missing, noted_by=by, occurred_at=now
    )
    return replace(meeting, state=MeetingState.MISSED, missing=missing), (fact,)
