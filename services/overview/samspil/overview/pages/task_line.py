"""What waits, as people read it: what is to be done, whose turn it is and until when; alike tasks are one."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from samspil.overview.domain.open_work import Task, Work
from samspil.overview.pages import words
from samspil.overview.pages.danish import day, day_ahead, days_past, genitive, listed
from samspil.overview.pages.form import Filled
from samspil.vocabulary.copenhagen import danish_day
from samspil.vocabulary.sector import Sector
from samspil.web.auth import Caller

UnitName = Callable[[str], str]
"""A unit's name by its code."""


@dataclass(frozen=True, slots=True)
class TaskLine:
    """One thing that waits, or several that are alike."""

    what: str
    verb: str
    """What its button says where the forms themselves are not at hand."""
    turn: str
    """A name or a unit: never told by colour alone."""
    due: str
    tone: str
    """``error``, ``warning`` or ``info``: never the only sign of it."""
    about: UUID | None
    times: int = 1
    offers: tuple[Filled, ...] = ()
    """What the reader can do about it at once."""
    is_elsewhere: bool = False
    """Whether it is done on a page that is not the citizen's: a line leads there."""


def task_lines(
    tasks: Iterable[Task],
    today: date,
    me: Caller | None,
    names: Mapping[str, str],
    unit_name: UnitName,
    offers: Callable[[Task], tuple[Filled, ...]] = lambda _: (),
) -> tuple[TaskLine, ...]:
    """In the order that they are given; those that are alike, and done by the same forms, are one.

    ``names`` are those of staff, by their ids.
    """
    lines: dict[object, TaskLine] = {}
    for task in tasks:
        turn, forms = whose_turn(task, me, names, unit_name), offers(task)
        alike = (task.work, turn, *(one.place for one in forms))
        if before := lines.get(alike):
            lines[alike] = replace(before, times=before.times + 1)
            continue
        due, tone = deadline(task, today)
        what, verb = words.WORK[task.work], words.VERB[task.work]
        elsewhere = task.work is Work.LOOK_AT_HELD
        lines[alike] = TaskLine(what, verb, turn, due, tone, task.about, offers=forms, is_elsewhere=elsewhere)
    return tuple(lines.values())


def deadline(task: Task, today: date) -> tuple[str, str]:
    """Until when, and how urgent that is; after the day everything can still be done."""
    if task.urgent:
        return f"Haster, siden {day(danish_day(task.since))}", "warning"
    if task.due is None:
        return f"Siden {day(danish_day(task.since))}", "info"
    if task.due < today:
        return days_past(task.due, today), "error"
    if task.due == today:
        return "Frist i dag", "warning"
    return f"Frist {day_ahead(task.due, today)}", "info"


def whose_turn(task: Task, me: Caller | None, names: Mapping[str, str], unit_name: UnitName) -> str:
    """Who has to do it, in words."""
    if task.turn is not Sector.SOCIAL:
        return f"{genitive(words.PARTY[task.turn])} tur"
    if task.is_a_wait:
        return _units_turn(task.awaits, me, unit_name)
    if me and me.subject in task.asked:
        return "Din tur"
    if known := sorted(names[one] for one in task.asked if one in names):
        return f"{listed([genitive(one) for one in known])} tur"
    if task.asked:
        return "En kollegas tur"
    return _units_turn(task.unit, me, unit_name)


def _units_turn(unit: str | None, me: Caller | None, unit_name: UnitName) -> str:
    if unit is None:
        return f"{genitive(words.PARTY[Sector.SOCIAL])} tur"
    return "Din enheds tur" if me and unit in me.units else f"{genitive(unit_name(unit))} tur"
