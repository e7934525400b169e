"""Work and education as the citizen reads it: calls to meetings, steps with what they are for, the group."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from samspil.contracts.employment import CallForm, CallKind, StatusPeriod
from samspil.overview.domain.employment_state import Call, EmploymentState, Milestone, ProposedStep
from samspil.overview.domain.plan_state import PlanState
from samspil.overview.domain.view import View
from samspil.overview.pages import words
from samspil.overview.pages.danish import duration, listed, lowered
from samspil.overview.pages.own_plan import SHOWN_AFTERWARDS, Ask, wished
from samspil.overview.pages.reading import Read
from samspil.vocabulary.copenhagen import danish_day, danish_time

GroupName = Callable[[str], str]
"""What a target group is called, by its code."""

CALL: Final = {
    CallKind.JOB_INTERVIEW: "en jobsamtale",
    CallKind.FOLLOW_UP: "en opfølgningssamtale",
    CallKind.FLEX_JOB_FOLLOW_UP: "en samtale om dit fleksjob",
    CallKind.INFORMATION: "et informationsmøde",
    CallKind.CV_INTERVIEW: "en samtale om dit CV",
    CallKind.OTHER: "et møde",
}
FORM: Final = {
    CallForm.IN_PERSON: "",
    CallForm.PHONE: " Det er på telefon.",
    CallForm.VIDEO: " Det er på video.",
}


@dataclass(frozen=True, slots=True)
class OwnWork:
    """One thing, in a short sentence or two, and what it is for."""

    sentence: str
    towards: str = ""
    """As it was written."""


def work_shown(view: View, today: date) -> dict[str, object]:
    """What is sealed of all that is shown here; the words of goals are shown with the plan."""
    work = view.employment
    return {
        "steps": [one.purpose for one in _steps(work, today)],
        "proposed": [one.purpose for one in work.proposed],
        "calls": [one.place for one in _calls(work, today) if one.cancelled_at is None],
        "status": [one.coordinator for one in work.status],
    }


def own_work(view: View, read: Read, ask: Ask, group: GroupName) -> Iterator[OwnWork]:
    """What comes first, then what goes on, is proposed and is over; where the citizen stands comes last."""
    work, plan = view.employment, view.plan
    for call in _calls(work, ask.today):
        yield OwnWork(_call(call, read, ask))
    for step in _steps(work, ask.today):
        yield OwnWork(_step(step, ask), _towards(step, plan, read))
    for proposed in work.proposed:
        yield OwnWork(_proposed(proposed, ask), _towards(proposed, plan, read))
    for status in work.status:
        if now := [*_groups(status.periods, ask, group)]:
            yield OwnWork(f"⟦Jobcentret⟧ regner dig med til {listed(now)}.")
        if status.coordinator:
            yield OwnWork(f"{read(status.coordinator)} holder trådene sammen hos ⟦jobcentret⟧.")


def _calls(work: EmploymentState, today: date) -> tuple[Call, ...]:
    """Those to come, also such as were called off."""
    return tuple(one for one in work.calls if today <= danish_day(one.at))


def _steps(work: EmploymentState, today: date) -> tuple[Milestone, ...]:
    """Those that go on or are to, and what was over not long ago."""
    return tuple(one for one in work.milestones if _is_told(one, today))


def _is_told(step: Milestone, today: date) -> bool:
    over = step.lost_on or step.ended_on
    return over is None or today - over <= SHOWN_AFTERWARDS


def _call(one: Call, read: Read, ask: Ask) -> str:
    day = ask.spoken(danish_day(one.at))
    if one.cancelled_at:
        return f"Mødet hos ⟦jobcentret⟧ {day} er aflyst."
    at = f"{day} kl.\N{NO-BREAK SPACE}{danish_time(one.at):%H.%M}"
    where = f" Sted: {read(one.place)}" if one.place else ""
    form = FORM[one.form] if one.form else ""
    return f"⟦Jobcentret⟧ har indkaldt dig til {CALL[one.kind]} {at}.{form}{where}"


def _step(one: Milestone, ask: Ask) -> str:
    """What was lost is said plainly, with whom to ask for support."""
    what = words.MILESTONE[one.kind]
    if one.lost_on:
        support = f"Tal med {ask.name} om, hvad der kan hjælpe dig nu."
        return f"{what} holdt op {ask.spoken(one.lost_on)}. {support}"
    if one.ended_on:
        return f"{what} sluttede {ask.spoken(one.ended_on)}."
    if one.achieved_on:
        return f"Du nåede et skridt {ask.spoken(one.achieved_on)}: {lowered(what)}.{_weekly(one)}"
    if one.started_on:
        return f"{what} begyndte {ask.spoken(one.started_on)}.{_weekly(one)}"
    if one.starts_on < ask.today:
        return f"{what} skulle begynde {ask.spoken(one.starts_on)}. Er du ikke begyndt, så spørg {ask.name}."
    return f"{what} begynder {ask.spoken(one.starts_on)}.{_weekly(one)}"


def _weekly(one: Milestone) -> str:
    """``Det er 7 timer og 30 minutter om ugen.``, as it is now."""
    if not one.weekly:
        return ""
    return f" Det er {duration(one.weekly[-1].minutes)} om ugen."


def _proposed(one: ProposedStep, ask: Ask) -> str:
    who = "Dem, der hjælper dig," if one.entered_by else "⟦Jobcentret⟧"
    begins = f" fra {ask.spoken(one.starts_on)}" if one.starts_on else ""
    what = lowered(words.MILESTONE[one.kind])
    return f"{who} foreslår {what}{begins}. Det er ikke aftalt endnu."


def _towards(one: Milestone | ProposedStep, plan: PlanState, read: Read) -> str:
    goal = next((goal for goal in wished(plan) if goal.id == one.goal_id), None)
    towards = one.purpose or (goal.words if goal else None)
    return read(towards) if towards else ""


def _groups(periods: tuple[StatusPeriod, ...], ask: Ask, group: GroupName) -> Iterator[str]:
    """Those that the citizen is in now."""
    for one in periods:
        if one.since <= ask.today and (one.until is None or ask.today <= one.until):
            if one.target_group is not None:
                yield f"{lowered(group(one.target_group))} siden {ask.spoken(one.since)}"
            elif one.contact_group is not None:
                yield f"kontaktgruppe {one.contact_group} siden {ask.spoken(one.since)}"
