"""Holding a meeting: it took place, with the citizen or for a reason without."""

from dataclasses import replace
from datetime import datetime

from samspil.contracts.plan import Participant, PlanMeetingHeld
from samspil.plan.domain.meeting import Meeting, MeetingState, require_day
from samspil.plan.domain.without_citizen import require_reason
from samspil.vocabulary.sealed import Sealed


def hold_meeting(
    meeting: Meeting,
    came: tuple[Participant, ...],
    because: Sealed | None,
    result: Sealed | None,
    by: str,
    now: datetime,
) -> tuple[Meeting, tuple[PlanMeetingHeld, ...]]:
    """Held; ``because`` says why without the citizen, ``result`` what was agreed there.

    Raises ``MeetingOver``, ``MeetingAhead``, ``ReasonMissing`` or ``CitizenCame``.
    """
    require_day(meeting, now)
    require_reason(because, citizen_came=Participant.CITIZEN in came)
    fact = PlanMeetingHeld(
        plan_id=meeting.plan_id,
        meeting_id=meeting.id,
        came=came,
        without_citizen_because=because,
        result=result,
        noted_by=by,
        occurred_at=now,
    )
    return replace(meeting, state=MeetingState.HELD, came=came, why=because, result=result), (fact,)
