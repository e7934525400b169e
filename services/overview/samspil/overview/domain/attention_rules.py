"""What is agreed there and here and does not go together: pure rules over what is known of a citizen."""

from collections.abc import Collection, Iterator
from datetime import date

from samspil.contracts.coordination import AttentionRule
from samspil.contracts.hospital import StayKind
from samspil.overview.domain import call_clashes, step_clashes
from samspil.overview.domain.clash import Clash as Clash
from samspil.overview.domain.clash import Received as Received
from samspil.overview.domain.employment_state import EmploymentStatus, Milestone
from samspil.overview.domain.hospital_state import Presence, Stay
from samspil.overview.domain.view import View
from samspil.rulebook.attention import AttentionNumbers
from samspil.vocabulary.copenhagen import danish_day, day_after
from samspil.vocabulary.working_days import add_working_days


def clashes(
    view: View, received: Received, numbers: AttentionNumbers, today: date, looks: Collection[int] = ()
) -> tuple[Clash, ...]:
    """All that there are on the day, each once; only what we may know is looked at.

    ``looks``: after so many months it is asked whether what was achieved lasts.
    """
    unseen = step_clashes.unseen(view.employment.milestones, looks, today, numbers)
    return tuple({one.id: one for one in (*_all(view, received, numbers, today), *unseen)}.values())


def _all(view: View, received: Received, numbers: AttentionNumbers, today: date) -> Iterator[Clash]:
    stay = _stay(view) if received.stays else None
    if received.calls:
        yield from call_clashes.during_hold(view, today)
        yield from call_clashes.beside_meeting(view, today, numbers)
        if stay:
            yield from call_clashes.during_stay(view, stay, today, numbers)
    steps = step_clashes.going_on(_steps(view, received), today, numbers)
    yield from step_clashes.lost(_steps(view, received), view, today, numbers)
    yield from step_clashes.beside_help(steps, view, today, numbers)
    if stay and stay.presence is Presence.ADMITTED:
        yield from step_clashes.during_stay(steps, stay, today, numbers)
    if received.status:
        yield from two_coordinators(view, today, numbers)


def two_coordinators(view: View, today: date, numbers: AttentionNumbers) -> Iterator[Clash]:
    """The jobcenter's case system names one, and so do we.

    A name can be read nowhere here, so nobody can tell whether it is the same person: a human sees it.
    """
    ours = view.citizen.coordinator
    for status in view.employment.status:
        if ours and status.coordinator is not None and _holds(status, today):
            by = add_working_days(today, numbers.working_days_to_look)
            yield Clash(AttentionRule.TWO_COORDINATORS, status.id, None, ours.staff, by)


def attention_changes_on(view: View, numbers: AttentionNumbers, today: date) -> date | None:
    """The first day after today on which something else does not go together, or is past, by itself."""
    days: list[date | None] = []
    for call in call_clashes.coming(view, today):
        day = danish_day(call.at)
        days += [day, day_after(day), step_clashes.ahead_of(day, numbers)]
    for step in view.employment.milestones:
        if not step.is_over:
            days += step_clashes.near_from(step, numbers)
            days += [day_after(step.ends_on)] if step.ends_on else []
            days += step_clashes.looked_at(step).values()
    for help_ in view.plan.agreed_help:
        days += [help_.starts_on]
    for status in view.employment.status:
        for one in status.periods:
            days += [one.since, day_after(one.until) if one.until else None]
    return min((day for day in days if day and day > today), default=None)


def _stay(view: View) -> Stay | None:
    """The oldest that goes on in a ward: an acute contact is over within hours."""
    of_wards = (one for one in view.hospital.stays if one.kind is StayKind.INPATIENT)
    return next((one for one in of_wards if one.id in view.hospital.present), None)


def _steps(view: View, received: Received) -> tuple[Milestone, ...]:
    """Those that were entered here are known whatever the jobcenter may tell."""
    return tuple(one for one in view.employment.milestones if received.steps or one.entered_by is not None)


def _holds(status: EmploymentStatus, today: date) -> bool:
    return any(one.since <= today and (one.until is None or today <= one.until) for one in status.periods)
