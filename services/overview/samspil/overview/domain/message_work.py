"""What hospitals wrote, and what waits at their door, that somebody has to see to."""

from collections.abc import Iterator
from datetime import date, timedelta

from samspil.overview.domain.plan_work import asked_on, coordinating
from samspil.overview.domain.task import Task, Work
from samspil.overview.domain.threads import Thread, threads
from samspil.overview.domain.view import View
from samspil.vocabulary.copenhagen import danish_day, day_after

LOOKED_AT_WITHIN = timedelta(days=3)
"""So long may what was taken in wait; then the leader is to see it, too. The number is ours, and no law's."""


def work_of_messages(view: View, today: date) -> Iterator[Task]:
    """What was asked lands on the list of whoever helps; where nobody does, of whoever coordinates."""
    for thread in threads(view):
        if thread.waiting:
            yield Task(
                Work.ANSWER_MESSAGE,
                min(one.received_at for one in thread.waiting),
                asked=_asked(view, today),
                about=thread.id,
                unit=_unit(view),
                urgent=thread.is_urgent,
            )


def work_of_held(view: View, today: date) -> Iterator[Task]:
    """Nobody is asked by name: whoever of the unit decides looks at it."""
    for one in view.hospital.held:
        due = _due(danish_day(one.since))
        late = due is not None and due < today
        yield Task(Work.LOOK_AT_HELD, one.since, due, about=one.id, unit=_unit(view), escalated=late)


def messages_change_on(view: View, today: date) -> date | None:
    """The first day after today on which something that waits is late, by itself."""
    dues = (_due(danish_day(one.since)) for one in view.hospital.held)
    late = [after for due in dues if due and (after := day_after(due))]
    return min((day for day in late if day > today), default=None)


def thread_of(view: View, task: Task) -> Thread | None:
    """The thread that the task is about."""
    return next((one for one in threads(view) if one.id == task.about), None)


def _asked(view: View, today: date) -> frozenset[str]:
    if helps := view.plan.agreed_help:
        return frozenset(asked_on(one, today) for one in helps)
    return coordinating(view)


def _unit(view: View) -> str | None:
    return view.citizen.coordinator.unit if view.citizen.coordinator else None


def _due(since: date) -> date | None:
    """None past the end of what can be written."""
    return since + LOOKED_AT_WITHIN if since <= date.max - LOOKED_AT_WITHIN else None
