"""The leader's page: what of each unit is open and overdue, and whether anything that was sent is lost."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from samspil.overview.domain.open_work import Task
from samspil.overview.pages import words
from samspil.overview.pages.danish import day, days_past, plural
from samspil.overview.pages.units import UnitWords
from samspil.vocabulary.sector import Sector

FEW = 5
"""Of units that are not the leader's own, a count below this could tell of a person."""
COUNTS = ("sent", "open", "overdue", "answered", "cancelled", "closed")
HEADINGS = ("Sendt", "Åbne", "Heraf over fristen", "Besvaret", "Trukket tilbage", "Lukket")
WIDEST = 100
NOTHING: dict[str, Any] = {"to_sector": Sector.SOCIAL, **dict.fromkeys(COUNTS, 0)}
"""The balance of a unit that nobody has asked yet."""


@dataclass(frozen=True, slots=True)
class UnitLine:
    """One unit's balance: sent = open + answered + cancelled + closed."""

    code: str
    name: str
    party: str
    is_own: bool
    counts: tuple[str, ...]
    """In the order of the headings."""
    open_width: float
    """Of the bar, of the widest one's hundred."""
    late_width: float


@dataclass(frozen=True, slots=True)
class LateLine:
    """One step that is overdue."""

    what: str
    unit: str
    due: str
    name: str | None
    """Of the citizen, where it was opened."""


@dataclass(frozen=True, slots=True)
class LackLine:
    """What is wrong with plans in one way: how often, and at whom."""

    what: str
    count: int
    names: tuple[str, ...]
    """Of the citizens, where they were opened."""


@dataclass(frozen=True, slots=True)
class TeamPage:
    """Everything on the page."""

    summary: str
    units: tuple[UnitLine, ...]
    late: tuple[LateLine, ...]
    is_part: bool
    """Whether more is overdue than is shown."""
    chosen: str | None
    """The unit whose names are shown."""
    lacking: tuple[LackLine, ...]
    """What is wrong with plans."""
    lacking_more: int
    """How much more of that there is than is shown."""
    is_nameless: bool
    """Whether names cannot be opened now."""


def team_page(
    balance: Sequence[Mapping[str, Any]],
    late: Iterable[tuple[Task, str | None]],
    late_count: int,
    own: frozenset[str],
    units: UnitWords,
    today: date,
    chosen: str | None = None,
    lacking: Sequence[tuple[Task, str | None]] = (),
    lacking_count: int = 0,
    *,
    is_nameless: bool = False,
) -> TeamPage:
    """``balance`` as the referral service tells it; ``late`` are tasks, with the name where it was opened.

    ``late_count`` is that of all that is overdue, of which ``late`` is the longest so; the same of what plans
    are ``lacking``.
    """
    told_of = {line["to_unit"] for line in balance}
    every = (*balance, *(NOTHING | {"to_unit": unit} for unit in sorted(own - told_of)))
    widest = max((line["open"] for line in every), default=0) or 1
    lines = tuple(_unit(line, own, units, widest) for line in every)
    overdue = tuple(_late(task, name, units, today) for task, name in late)
    summary = "Alt er inden for fristen."
    if late_count:
        summary = f"{plural(late_count, 'opgave', 'opgaver')} er over fristen."
    return TeamPage(
        summary,
        lines,
        overdue,
        late_count > len(overdue),
        chosen,
        tuple(_lacking(lacking)),
        lacking_count - len(lacking),
        is_nameless,
    )


def _lacking(lacking: Sequence[tuple[Task, str | None]]) -> Iterator[LackLine]:
    for work, times in Counter(task.work for task, _ in lacking).items():
        names = sorted({name for task, name in lacking if name and task.work is work})
        yield LackLine(words.WORK[work], times, tuple(names))


def _unit(line: Mapping[str, Any], own: frozenset[str], units: UnitWords, widest: int) -> UnitLine:
    is_own = line["to_unit"] in own
    return UnitLine(
        code=line["to_unit"],
        name=units.name(line["to_unit"]),
        party=words.PARTY[Sector(line["to_sector"])],
        is_own=is_own,
        counts=tuple(told(line[name], is_own=is_own) for name in COUNTS),
        open_width=round(WIDEST * line["open"] / widest, 1) if is_own or line["open"] >= FEW else 0,
        late_width=round(WIDEST * line["overdue"] / widest, 1) if is_own or line["overdue"] >= FEW else 0,
    )


def told(count: int, *, is_own: bool) -> str:
    """The count as the leader may see it."""
    return str(count) if is_own or count == 0 or count >= FEW else f"under {FEW}"


def _late(task: Task, name: str | None, units: UnitWords, today: date) -> LateLine:
    due = task.due or today
    return LateLine(
        words.WORK[task.work],
        units.name(task.unit) if task.unit else "",
        f"{day(due)}: {days_past(due, today)}",
        name,
    )
