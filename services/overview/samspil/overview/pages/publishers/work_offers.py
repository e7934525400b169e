"""What can be done about steps that were entered here, as they stand; the jobcenter's are changed there."""

from collections.abc import Iterator, Mapping
from datetime import date

from samspil.contracts.employment import SustainedFor
from samspil.overview.domain.employment_state import Milestone, ProposedStep
from samspil.overview.domain.plan_state import PlanState
from samspil.overview.domain.step_clashes import looked_at
from samspil.overview.domain.task import Task
from samspil.overview.domain.view import View
from samspil.overview.pages.danish import day
from samspil.overview.pages.form import Filled, Thing
from samspil.overview.pages.forms import work
from samspil.overview.pages.reading import Read


def new_step(plan: PlanState, read: Read) -> Iterator[Filled]:
    """Adding one, for a goal or for none."""
    yield Filled(work.ADD, goals=_goals(plan, read))


def proposed_offers(step: ProposedStep, plan: PlanState, read: Read) -> Iterator[Filled]:
    """Of one that is only proposed."""
    if step.entered_by is None:
        return
    thing, first = (Thing(step.id, step.version),), _day(step.starts_on)
    yield Filled(work.AGREE, thing, {"starts_on": first})
    written = {"kind": step.kind, "starts_on": first, **_for_what(step, read)}
    yield Filled(work.ADJUST_PROPOSED, thing, written, goals=_goals(plan, read, step))
    yield Filled(work.VOID, thing)


def step_offers(step: Milestone, plan: PlanState, read: Read, today: date) -> Iterator[Filled]:
    """What comes next stands first; of one that is over it can be put right, or deleted."""
    if step.entered_by is None:
        return
    thing = (Thing(step.id, step.version),)
    if not step.is_over:
        if step.started_on is None:
            yield Filled(work.START, thing)
        if step.achieved_on is None:
            yield Filled(work.ACHIEVE, thing)
        for months in _come(step, today):
            yield Filled(work.SUSTAIN[months], thing)
        if step.started_on or step.achieved_on:
            yield Filled(work.LOSE, thing)
        yield Filled(work.END, thing)
    yield Filled(work.ADJUST, thing, _written(step, read), goals=_goals(plan, read, step))
    yield Filled(work.VOID, thing)


def _come(step: Milestone, today: date) -> Iterator[SustainedFor]:
    """The months whose day has come and of which nobody has said that it lasted."""
    said = {one.months for one in step.sustained}
    yield from (months for months, on in looked_at(step).items() if months not in said and on <= today)


def lasting_offers(task: Task, view: View, today: date) -> Iterator[Filled]:
    """That what a task asks about lasts, or does not; a step of another file is said on its own page."""
    asked = view.coordination.attention.get(task.about) if task.about else None
    for step in view.employment.milestones:
        if asked and step.id == asked.about and step.id not in view.elsewhere:
            thing = (Thing(step.id, step.version),)
            yield from (Filled(work.SUSTAIN[months], thing) for months in [*_come(step, today)][-1:])
            yield Filled(work.LOSE, thing)


def _written(step: Milestone, read: Read) -> Mapping[str, str]:
    minutes = str(step.weekly[-1].minutes) if step.weekly else ""
    return {
        "kind": step.kind,
        "starts_on": _day(step.starts_on),
        "started": "true" if step.started_on else "",
        "ends_on": "" if step.is_over else _day(step.ends_on),
        "minutes_per_week": minutes,
        **_for_what(step, read),
        "achieved_on": _day(step.achieved_on),
        "lost_on": _day(step.lost_on),
        "ended_on": _day(step.ended_on),
        "outcome": step.outcome or "",
    }


def _for_what(step: Milestone | ProposedStep, read: Read) -> Mapping[str, str]:
    return {
        "purpose": read(step.purpose) if step.purpose else "",
        "goal_id": str(step.goal_id) if step.goal_id else "",
    }


def _goals(plan: PlanState, read: Read, step: Milestone | ProposedStep | None = None) -> Mapping[str, str]:
    """The open ones, and the one that it serves already."""
    serves = step.goal_id if step else None
    return {str(one.id): read(one.words) for one in plan.goals if one.is_open or one.id == serves}


def _day(one: date | None) -> str:
    return day(one) if one else ""
