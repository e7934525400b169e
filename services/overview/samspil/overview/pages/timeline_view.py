"""The timeline as it is shown: the newest first under headings, alike lines folded, month by month."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby
from typing import Self
from urllib.parse import urlencode

from samspil.overview.pages.danish import month
from samspil.overview.pages.timeline import Entry
from samspil.vocabulary.copenhagen import danish_day
from samspil.vocabulary.sector import Sector

PARTIES = {"social": Sector.SOCIAL, "job": Sector.EMPLOYMENT, "region": Sector.REGION}
"""As an address names them."""
ENOUGH = 10
"""Lines, after which older months wait until somebody asks for them."""
LATER, TODAY, THIS_WEEK = "Senere", "I dag", "Denne uge"


@dataclass(frozen=True, slots=True)
class Shown:
    """What of the timeline is asked for, as the page's address says it."""

    party: Sector | None = None
    everything: bool = False
    """Receipts and registrations, too."""
    before: str = ""
    """The month (``2026-09``) that was the last one shown: one more is wanted."""

    @classmethod
    def read(cls, party: str, show: str, before: str) -> Self:
        """From an address; whatever is odd asks for nothing."""
        is_month = re.fullmatch(r"[0-9]{4}-[0-9]{2}", before, re.ASCII)
        return cls(PARTIES.get(party), show == "alt", before if is_month else "")

    @property
    def query(self) -> str:
        """The end of the address that asks for this; empty for what is shown to whoever asks for nothing."""
        party = next((name for name, sector in PARTIES.items() if sector is self.party), "")
        asked = {"del": party, "vis": "alt" if self.everything else "", "foer": self.before}
        told = urlencode({name: value for name, value in asked.items() if value})
        return f"?{told}" if told else ""

    def of(self, party: Sector | None) -> "Shown":
        """The same of this party, from the newest on."""
        return replace(self, party=party, before="")

    def with_everything(self, everything: bool) -> "Shown":
        """The same with or without what is less important."""
        return replace(self, everything=everything)

    def earlier_than(self, shown_last: str) -> "Shown":
        """The same and a month more."""
        return replace(self, before=shown_last)


@dataclass(frozen=True, slots=True)
class Fold:
    """One line: the same fact of one party and day, told once."""

    entries: tuple[Entry, ...]

    @property
    def first(self) -> Entry:
        """The newest of them."""
        return self.entries[0]


@dataclass(frozen=True, slots=True)
class Group:
    """Some lines under one heading."""

    heading: str
    month: str
    lines: tuple[Fold, ...]
    is_new: bool = False
    """Whether it was just asked for: then the page begins here."""

    @property
    def count(self) -> int:
        """How many facts are told in it."""
        return sum(len(one.entries) for one in self.lines)


@dataclass(frozen=True, slots=True)
class TimelineView:
    """What is shown of the timeline, and how to see the rest."""

    asked: Shown
    groups: tuple[Group, ...]
    total: int
    """How many facts there are, of this party or of all."""
    earlier: Shown | None
    """What asks for a month more; None where nothing is older."""

    @property
    def count(self) -> int:
        """How many facts are shown."""
        return sum(one.count for one in self.groups)


def timeline_view(entries: Sequence[Entry], asked: Shown, today: date) -> TimelineView:
    """Of the entries, which are the newest first."""
    own = [one for one in entries if asked.party in {None, one.sector}]
    told = [one for one in own if asked.everything or not one.is_routine]
    groups = [
        Group(heading, of, tuple(_folded(inside)))
        for (heading, of), inside in groupby(told, key=lambda one: _heading(danish_day(one.at), today))
    ]
    upto = _enough(groups)
    if asked.before:
        older = (number for number, one in enumerate(groups) if _is_older(one, asked.before))
        new = next(older, len(groups) - 1)
        groups = [replace(one, is_new=number == new) for number, one in enumerate(groups)]
        upto = max(upto, new + 1)
    shown = tuple(groups[:upto])
    earlier = asked.earlier_than(shown[-1].month) if upto < len(groups) else None
    return TimelineView(asked, shown, len(own), earlier)


def _enough(groups: Sequence[Group]) -> int:
    """How many are shown to whoever asks for nothing: whole months, at least one."""
    lines = 0
    for number, one in enumerate(groups):
        lines += len(one.lines)
        if lines >= ENOUGH and _is_month(one):
            return number + 1
    return len(groups)


def _is_month(group: Group) -> bool:
    return group.heading not in {LATER, TODAY, THIS_WEEK}


def _is_older(group: Group, before: str) -> bool:
    return _is_month(group) and group.month < before


def _heading(day: date, today: date) -> tuple[str, str]:
    of = f"{day.year:04}-{day.month:02}"
    if day >= today:
        return (TODAY, of) if day == today else (LATER, "")
    if day.toordinal() >= today.toordinal() - today.weekday():
        return THIS_WEEK, ""
    return month(day), of


def _folded(entries: Iterable[Entry]) -> Iterable[Fold]:
    """In the order of the first of each."""
    alike: dict[tuple[str, Sector, date], list[Entry]] = {}
    for one in entries:
        alike.setdefault((one.what, one.sector, danish_day(one.at)), []).append(one)
    return (Fold(tuple(same)) for same in alike.values())
