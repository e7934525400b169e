"""The work list: one line for each thing that waits."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from samspil.overview.domain.open_work import Task
from samspil.overview.pages.citizen_page import TaskLine, task_line
from samspil.vocabulary.citizen_id import CitizenId


@dataclass(frozen=True, slots=True)
class Waiting:
    """A task of a citizen, whose name was opened."""

    citizen: CitizenId
    name: str
    task: Task


@dataclass(frozen=True, slots=True)
class WorkLine:
    """One line."""

    citizen: CitizenId
    name: str
    task: TaskLine


@dataclass(frozen=True, slots=True)
class WorkListPage:
    """Everything on the page."""

    summary: str
    lines: tuple[WorkLine, ...]
    more: int
    """How many wait besides."""


def work_list_page(waiting: Sequence[Waiting], count: int, today: date) -> WorkListPage:
    """The most urgent first, as they are given; ``count`` is how many there are in all."""
    lines = tuple(WorkLine(one.citizen, one.name, task_line(one.task, today)) for one in waiting)
    late = sum(line.task.tone == "error" for line in lines)
    summary = "1 opgave venter" if count == 1 else f"{count} opgaver venter"
    if late:
        summary += f", heraf {late} over fristen"
    return WorkListPage(f"{summary}." if count else "Ingen opgaver venter.", lines, count - len(lines))
