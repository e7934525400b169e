"""The parts of the page of work: steps, calls to meetings, and where the citizen stands there."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from samspil.contracts.employment import Pay, StatusPeriod
from samspil.overview.domain.employment_state import (
    Call,
    EmploymentState,
    EmploymentStatus,
    Milestone,
    ProposedStep,
)
from samspil.overview.domain.view import View
from samspil.overview.pages import attention_words, words, work_words
from samspil.overview.pages.danish import day, duration, instant, listed, raised
from samspil.overview.pages.form import Filled
from samspil.overview.pages.publishers.plan_cards import Told
from samspil.overview.pages.reading import Read
from samspil.rulebook.rulebook import Rulebook
from samspil.vocabulary.copenhagen import danish_day


@dataclass(frozen=True, slots=True)
class StepCard:
    """One step towards work or education."""

    id: UUID
    title: str
    state: str
    tone: str
    """``warning`` where it was lost, ``success`` where it is achieved, else ``info``."""
    told: Told
    offers: tuple[Filled, ...] = ()


@dataclass(frozen=True, slots=True)
class CallCard:
    """One call to a meeting."""

    id: UUID
    when: str
    what: str
    told: Told
    clashes: tuple[str, ...]
    """What it does not go together with."""


@dataclass(frozen=True, slots=True)
class StatusCard:
    """The groups that the citizen belongs to, and belonged to before."""

    id: UUID
    now: tuple[str, ...]
    before: tuple[str, ...]
    coordinator: str


def proposed_card(step: ProposedStep, view: View, read: Read, offers: tuple[Filled, ...] = ()) -> StepCard:
    """A step that somebody proposes."""
    begins = (("Kan begynde", day(step.starts_on)),) if step.starts_on else ()
    told = (*begins, *_for_what(step, view, read), *_told_by(step.entered_by))
    return StepCard(step.id, words.MILESTONE[step.kind], "Foreslået", "info", told, offers)


def step_card(
    step: Milestone, view: View, read: Read, today: date, offers: tuple[Filled, ...] = ()
) -> StepCard:
    """A step as it now is."""
    state, tone = _state(step, today)
    return StepCard(
        step.id,
        words.MILESTONE[step.kind],
        state,
        tone,
        (
            *_days(step),
            *((("Om ugen", weekly(step)),) if step.weekly else ()),
            *((("Løn", work_words.PAY[step.kind.pay]),) if step.kind.pay is not Pay.NONE else ()),
            *_for_what(step, view, read),
            *_lasted(step),
            *_told_by(step.entered_by),
        ),
        offers,
    )


def weekly(step: Milestone) -> str:
    """``15 timer``, ``7 timer og 30 minutter; før 12 timer``: how long a week is now, and was before that."""
    *before, now = step.weekly
    earlier = f"; før {duration(before[-1].minutes)}" if before else ""
    since = f" fra {day(now.since)}" if before else ""
    return f"{duration(now.minutes)}{since}{earlier}"


def _state(step: Milestone, today: date) -> tuple[str, str]:
    if step.lost_on:
        return f"Ophørt igen {day(step.lost_on)}", "warning"
    if step.ended_on:
        why = f": {work_words.MILESTONE_OUTCOME[step.outcome].lower()}" if step.outcome else ""
        return f"Afsluttet {day(step.ended_on)}{why}", "info"
    if step.achieved_on:
        return f"Opnået {day(step.achieved_on)}", "success"
    if step.started_on:
        return f"I gang siden {day(step.started_on)}", "info"
    late = " og er ikke meldt begyndt" if step.starts_on < today else ""
    return f"Planlagt fra {day(step.starts_on)}{late}", "info"


def _days(step: Milestone) -> Told:
    return (("Sidste dag", day(step.ends_on)),) if step.ends_on and not step.is_over else ()


def _for_what(step: Milestone | ProposedStep, view: View, read: Read) -> Told:
    goal = next((one for one in view.plan.goals if one.id == step.goal_id), None)
    return (
        *((("Hvad det er til for", read(step.purpose)),) if step.purpose else ()),
        *((("Borgerens mål", read(goal.words)),) if goal else ()),
    )


def _lasted(step: Milestone) -> Told:
    if not step.achieved_on:
        return ()
    held = [f"{one.months} måneder" for one in step.sustained]
    return (("Holder efter", listed(held) if held else "ikke spurgt endnu"),)


def _told_by(entered_by: str | None) -> Told:
    return (("Skrevet af", "socialpsykiatrien" if entered_by else "⟦jobcentret⟧"),)


def call_card(call: Call, view: View, read: Read) -> CallCard:
    """A call, with what it does not go together with beside it."""
    form = (("Hvordan", raised(work_words.CALL_FORM[call.form])),) if call.form else ()
    length = (("Varer", duration(call.minutes)),) if call.minutes else ()
    place = (("Hvor", read(call.place)),) if call.place else ()
    called_off = (("Aflyst", instant(call.cancelled_at)),) if call.cancelled_at else ()
    clashes = (one.rule for one in view.coordination.open_attention if one.about == call.id)
    return CallCard(
        call.id,
        instant(call.at),
        work_words.CALL[call.kind],
        (*form, *length, *place, *called_off),
        tuple(attention_words.ATTENTION[one] for one in clashes),
    )


def status_card(status: EmploymentStatus, read: Read, today: date, rules: Rulebook) -> StatusCard:
    """What the groups are called today; a code that nobody knows is shown as it is."""
    now = [one for one in status.periods if one.until is None or one.until >= today]
    before = [one for one in status.periods if one not in now]
    return StatusCard(
        status.id,
        tuple(f"{_group(one, rules, today)} siden {day(one.since)}" for one in now),
        tuple(f"{_group(one, rules, today)} {_from_to(one)}" for one in before),
        read(status.coordinator) if status.coordinator else "",
    )


def _from_to(period: StatusPeriod) -> str:
    return f"fra {day(period.since)}" + (f" til {day(period.until)}" if period.until else "")


def _group(period: StatusPeriod, rules: Rulebook, today: date) -> str:
    names = [*_names(period, rules, today)]
    return raised(listed(names)) if names else "Ingen gruppe"


def _names(period: StatusPeriod, rules: Rulebook, today: date) -> Iterator[str]:
    if period.target_group is not None:
        known = rules.target_group(period.target_group, today)
        closed = "" if known is None or known.enters else " (lukket for nye)"
        yield f"{known.name}{closed}" if known else f"Målgruppe {period.target_group}"
    if period.contact_group is not None:
        yield f"kontaktgruppe {period.contact_group}"


def is_coming(call: Call, today: date) -> bool:
    """Whether it is still to be held."""
    return call.cancelled_at is None and danish_day(call.at) >= today


def has_anything(state: EmploymentState) -> bool:
    """Whether the jobcenter or somebody here has told anything of it."""
    return bool(state.milestones or state.proposed or state.calls or state.status)
