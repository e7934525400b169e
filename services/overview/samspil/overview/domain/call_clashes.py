"""Calls to meetings at the jobcenter that do not go with what is agreed here.

Of help no weekday or hour is known, so nothing is said of a call beside it.
"""

from collections.abc import Iterator
from datetime import UTC, date, timedelta
from uuid import UUID

from samspil.contracts.coordination import AttentionRule
from samspil.overview.domain.clash import Clash
from samspil.overview.domain.employment_state import Call
from samspil.overview.domain.hospital_state import Stay
from samspil.overview.domain.plan_dates import MeetingState
from samspil.overview.domain.view import View
from samspil.rulebook.attention import AttentionNumbers
from samspil.vocabulary.copenhagen import danish_day
from samspil.vocabulary.working_days import working_day_before


def coming(view: View, today: date) -> Iterator[Call]:
    """Those that stand, and whose day is not past."""
    return (one for one in view.employment.calls if one.cancelled_at is None and danish_day(one.at) >= today)


def during_hold(view: View, today: date) -> Iterator[Clash]:
    """Calls to a day on which nobody is to contact the citizen."""
    hold = view.coordination.hold(today)
    for call in coming(view, today):
        if hold and hold.holds(danish_day(call.at)):
            yield _clash(AttentionRule.CALL_DURING_HOLD, call, hold.id)


def during_stay(view: View, stay: Stay, today: date, numbers: AttentionNumbers) -> Iterator[Clash]:
    """Calls to a day soon, of somebody in hospital or on leave from it."""
    for call in coming(view, today):
        if (danish_day(call.at) - today).days <= numbers.days_ahead:
            yield _clash(AttentionRule.CALL_DURING_STAY, call, stay.id)


def beside_meeting(view: View, today: date, numbers: AttentionNumbers) -> Iterator[Clash]:
    """Calls that begin before a joint meeting is over, and are not over when it begins."""
    booked = [one for one in view.plan.meetings if one.is_joint and one.state is MeetingState.BOOKED]
    for call in coming(view, today):
        takes = timedelta(minutes=call.minutes) if call.minutes else numbers.call_takes
        for meeting in booked:
            if -numbers.meeting_takes < meeting.at - call.at < takes:
                at = meeting.at.astimezone(UTC).isoformat()
                yield _clash(AttentionRule.CALL_BESIDE_MEETING, call, meeting.id, at)


def _clash(rule: AttentionRule, call: Call, beside: UUID, *also: str) -> Clash:
    as_it_is = " ".join((call.at.astimezone(UTC).isoformat(), *also))
    return Clash(rule, call.id, beside, as_it_is, working_day_before(danish_day(call.at)))
