"""Two things that do not go together, side by side: what is agreed there, and what is agreed here."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from samspil.contracts.coordination import AttentionRule
from samspil.overview.domain.attention import Attention
from samspil.overview.domain.task import Task
from samspil.overview.domain.view import View
from samspil.overview.domain.watch_attention import is_past
from samspil.overview.pages import attention_words, plan_words, words, work_words
from samspil.overview.pages.danish import day, instant
from samspil.overview.pages.form import Filled, Thing
from samspil.overview.pages.forms.attention import NOT_RELEVANT, TAKE_UP
from samspil.overview.pages.publishers.employment import step
from samspil.overview.pages.reading import Read
from samspil.vocabulary.copenhagen import danish_day
from samspil.vocabulary.sector import Sector


@dataclass(frozen=True, slots=True)
class AttentionCard:
    """One clash."""

    what: str
    sides: tuple[tuple[str, str], ...]
    """Whose it is, and what is agreed or known there; nothing of what is not shown to whoever reads."""
    by: str
    offers: tuple[Filled, ...]


def attention_cards(view: View, read: Read, today: date) -> tuple[AttentionCard, ...]:
    """Each that somebody has to look at, the most urgent first."""
    waiting = [one for one in view.coordination.open_attention if not is_past(one, view, today)]
    waiting.sort(key=lambda one: (one.by or date.max, one.id))
    return tuple(
        AttentionCard(
            attention_words.ATTENTION[one.rule],
            tuple(_sides(one, view, read)),
            f"Se på det senest {day(one.by)}" if one.by else "",
            _offers(one),
        )
        for one in waiting
    )


def attention_offers(task: Task, view: View) -> tuple[Filled, ...]:
    """What can be done about the one that a task is about."""
    found = view.coordination.attention.get(task.about) if task.about else None
    return _offers(found) if found else ()


def _offers(one: Attention) -> tuple[Filled, ...]:
    thing = (Thing(one.id, one.version),)
    return (Filled(TAKE_UP, thing), Filled(NOT_RELEVANT, thing))


def _sides(one: Attention, view: View, read: Read) -> Iterator[tuple[str, str]]:
    if there := _there(one, view, read):
        is_ours = any(step.id == one.about and step.entered_by for step in view.employment.milestones)
        yield words.PARTY[Sector.SOCIAL if is_ours else Sector.EMPLOYMENT], there
    if here := _here(one, view, read):
        of_stay = any(stay.id == one.beside for stay in view.hospital.stays)
        yield words.PARTY[Sector.REGION if of_stay else Sector.SOCIAL], here


def _there(one: Attention, view: View, read: Read) -> str:
    for call in view.employment.calls:
        if call.id == one.about:
            form = f", {work_words.CALL_FORM[call.form]}" if call.form else ""
            return f"{work_words.CALL[call.kind]} {instant(call.at)}{form}"
    for milestone in view.employment.milestones:
        if milestone.id == one.about:
            return step(milestone)
    for status in view.employment.status:
        if status.id == one.about and status.coordinator:
            return f"{read(status.coordinator)} koordinerer"
    return ""


def _here(one: Attention, view: View, read: Read) -> str:
    if one.rule is AttentionRule.TWO_COORDINATORS:
        named = view.citizen.coordinator
        return f"{read(named.name)} koordinerer" if named else ""
    return _beside(one.beside, view) if one.beside else ""


def _beside(id_: UUID, view: View) -> str:
    for hold in view.coordination.holds:
        if hold.id == id_:
            return f"Kontaktpause til og med {day(hold.until)}"
    for stay in view.hospital.stays:
        if stay.id == id_:
            return f"Indlagt siden {day(danish_day(stay.admitted_at))}"
    for meeting in view.plan.meetings:
        if meeting.id == id_:
            return f"{plan_words.MEETING[meeting.kind]} {instant(meeting.at)}"
    if any(help_.id == id_ for help_ in view.plan.interventions):
        minutes = sum(help_.minutes_per_week or 0 for help_ in view.plan.agreed_help if help_.pause is None)
        return f"Støtte {minutes} minutter om ugen"
    return ""
