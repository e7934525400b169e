"""The work list: a block for each citizen, with what waits there."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from samspil.overview.domain.open_work import Task
from samspil.overview.pages.form import Filled, Thing
from samspil.overview.pages.forms.referral import RECEIVE
from samspil.overview.pages.publishers.referral_acts import may_answer
from samspil.overview.pages.task_line import TaskLine, UnitName, task_lines
from samspil.vocabulary.citizen_id import CitizenId
from samspil.web.auth import Caller

TABS = {"mine": "Mine", "enhedens": "Enhedens", "andre": "Venter på andre"}
EMPTY = {
    "enhedens": "Intet venter i din enhed.",
    "andre": "I venter ikke på andre.",
}


@dataclass(frozen=True, slots=True)
class Waiting:
    """A citizen, and what waits there."""

    citizen: CitizenId
    name: str | None
    """None while it cannot be opened."""
    helpers: Mapping[str, str]
    """Staff id → name, of those who help the citizen."""
    tasks: tuple[Task, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """One citizen."""

    citizen: CitizenId
    name: str
    tasks: tuple[TaskLine, ...]


@dataclass(frozen=True, slots=True)
class TabLink:
    """One of the lists, and how many citizens stand on it."""

    code: str
    name: str
    count: int


@dataclass(frozen=True, slots=True)
class WorkListPage:
    """Everything on the page."""

    tab: str
    tabs: tuple[TabLink, ...]
    blocks: tuple[Block, ...]
    is_nameless: bool
    """Whether names cannot be opened now; each citizen has a number in place of it."""
    late: int
    """How much of what is shown is past its day."""
    more: int
    """How many citizens wait besides."""
    empty: str


def work_list_page(
    tab: str,
    waiting: Sequence[Waiting],
    counts: Mapping[str, int],
    today: date,
    me: Caller | None,
    unit_name: UnitName = str,
) -> WorkListPage:
    """The most urgent first, as they are given."""
    is_nameless = any(one.name is None for one in waiting)

    def at_once(task: Task) -> tuple[Filled, ...]:
        """What needs no more than a press of its button; nothing while nobody can see whom it is about."""
        if is_nameless or task.about is None or task.receivable is None:
            return ()
        if not may_answer(task.unit, task.author, me):
            return ()
        return (Filled(RECEIVE, (Thing(task.about, task.receivable),)),)

    blocks = tuple(
        Block(
            one.citizen,
            f"Borger {number}" if one.name is None else one.name,
            task_lines(one.tasks, today, me, one.helpers, unit_name, at_once),
        )
        for number, one in enumerate(waiting, 1)
    )
    late = sum(task.due < today for one in waiting for task in one.tasks if task.due)
    tabs = tuple(TabLink(code, name, counts.get(code, 0)) for code, name in TABS.items())
    more = counts.get(tab, 0) - len(blocks)
    return WorkListPage(tab, tabs, blocks, is_nameless, late, more, EMPTY.get(tab, ""))
