"""The timeline as a picture: a lane for each party, moments as dots and what lasts as bars."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import count
from typing import Self

from samspil.overview.domain.view import View
from samspil.overview.pages import words
from samspil.overview.pages.danish import MONTHS, day, near_day
from samspil.overview.pages.timeline import Entry
from samspil.vocabulary.copenhagen import danish_day
from samspil.vocabulary.sector import Sector

WIDTH, LEFT, RIGHT = 700, 112, 16
ROW, PAD, AXIS = 30, 10, 26
"""The height of a row of bars, the air around a lane's rows, the height of the axis."""
LETTER = 6.6
"""About how wide a letter of a bar's label is."""
CLEAR = 34
"""So much room today has on the axis."""
SHORTEST_DAYS = 28
BACK_DAYS, AHEAD_DAYS = 274, 91
"""Twelve months: nine that were, three that come."""
YEAR_ON_EVERY_TICK = 12
"""Months between ticks, from which on the month alone says too little."""


@dataclass(frozen=True, slots=True)
class Bar:
    """Something that lasts, in the picture's units."""

    x: float
    width: float
    y: float
    label: str
    label_x: float
    anchor: str
    open: bool
    """Whether its end is not known."""


@dataclass(frozen=True, slots=True)
class Lane:
    """What one party did."""

    sector: Sector
    name: str
    y: float
    height: float
    dots: tuple[float, ...]
    dots_y: float
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Tick:
    """The first of a month, or the picture's first day."""

    x: float
    label: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """The whole picture; ``text`` says it in words."""

    width: float
    height: float
    lanes: tuple[Lane, ...]
    ticks: tuple[Tick, ...]
    today: float
    text: str
    spans: tuple[tuple[Sector, str], ...]
    """The bars in words, for where the picture is too small to be read."""
    left_out: str
    """Where to look for what the picture cannot show; empty where it shows everything."""


@dataclass(frozen=True, slots=True)
class Span:
    """Something that lasts; without an end it goes on."""

    sector: Sector
    label: str
    start: date
    end: date | None
    """Never before the start."""

    @property
    def days(self) -> tuple[date, ...]:
        """The days that it names."""
        return (self.start, self.end) if self.end else (self.start,)


def draw(view: View, entries: Sequence[Entry], today: date) -> Drawing | None:
    """None when there is nothing to draw; what lies outside of what can be shown is left out, and said."""
    if not entries:
        return None
    spans = list(_spans(view))
    days = [danish_day(entry.at) for entry in entries]
    scale = _Scale.over([*days, *(day for span in spans for day in span.days)], today)
    drawn = [span for span in spans if scale.shows(span)]
    lanes, y = [], 0.0
    for sector in Sector:
        dots = [day for entry, day in zip(entries, days, strict=True) if entry.sector is sector]
        lane = _lane(sector, y, dots, [span for span in drawn if span.sector is sector], scale, today)
        lanes.append(lane)
        y += lane.height
    return Drawing(
        width=WIDTH,
        height=y + AXIS,
        lanes=tuple(lanes),
        ticks=tuple(_ticks(scale, scale.x(today))),
        today=scale.x(today),
        text="; ".join(f"{words.PARTY[span.sector]}: {_said(span)}" for span in spans),
        spans=tuple((span.sector, _listed(span, today)) for span in spans),
        left_out=scale.left_out,
    )


def _spans(view: View) -> Iterable[Span]:
    if view.plan.agreed_on:
        yield Span(Sector.SOCIAL, "Plan", view.plan.agreed_on, None)
    for hold in view.coordination.holds:
        ended = danish_day(hold.ended_at) if hold.ended_at else hold.until
        yield _span(Sector.SOCIAL, "Kontaktpause", danish_day(hold.set_at), ended)
    for milestone in view.employment.milestones:
        start = milestone.started_on or milestone.starts_on
        yield _span(
            Sector.EMPLOYMENT, words.MILESTONE[milestone.kind], start, milestone.lost_on or milestone.ends_on
        )
    for stay in view.hospital.stays:
        end = danish_day(stay.ended_at) if stay.ended_at else None
        yield _span(Sector.REGION, words.STAY[stay.kind], danish_day(stay.admitted_at), end)


def _span(sector: Sector, label: str, start: date, end: date | None) -> Span:
    """What is kept may end before it starts: then it is drawn, and said, where it starts."""
    return Span(sector, label, start, max(start, end) if end else None)


def _said(span: Span) -> str:
    until = f" til {day(span.end)}" if span.end else " og frem"
    return f"{span.label.lower()} fra {day(span.start)}{until}"


def _listed(span: Span, today: date) -> str:
    if span.start <= today and (span.end is None or span.end >= today):
        until = f" til {day(span.end)}" if span.end else ""
        return f"Lige nu: {span.label} siden {near_day(span.start, today)}{until}"
    return f"{span.label} fra {day(span.start)}" + (f" til {day(span.end)}" if span.end else "")


@dataclass(frozen=True, slots=True)
class _Scale:
    """Where a day lies; days are counted, because near the ends of time there are no dates to reckon with."""

    first: int
    last: int
    left_out: str = ""
    """What is said where something lies outside."""

    @classmethod
    def over(cls, days: Iterable[date], today: date) -> Self:
        """Today and these days, with some air after them, as far as can be shown."""
        now = today.toordinal()
        known = [now, *(day.toordinal() for day in days)]
        first = max(min(known), now - BACK_DAYS)
        last = max(min(max(known), now + AHEAD_DAYS), first + SHORTEST_DAYS)
        outside = min(known) < first or max(known) > last
        shown = "Tegningen viser tolv måneder. Listen nedenfor viser alt." if outside else ""
        return cls(first, last + (last - first) // 20 + 1, shown)

    def x(self, at: date) -> float:
        """Of a day outside, the nearer edge."""
        return self.of(at.toordinal())

    def of(self, ordinal: int) -> float:
        inside = min(max(ordinal, self.first), self.last) - self.first
        return round(LEFT + inside * (WIDTH - LEFT - RIGHT) / (self.last - self.first), 1)

    def holds(self, at: date) -> bool:
        return self.first <= at.toordinal() <= self.last

    def shows(self, span: Span) -> bool:
        """Whether any of it lies inside."""
        begins_before_the_end = span.start.toordinal() <= self.last
        return begins_before_the_end and (span.end is None or span.end.toordinal() >= self.first)


def _lane(
    sector: Sector, y: float, dots: Iterable[date], spans: Iterable[Span], scale: _Scale, today: date
) -> Lane:
    bars: list[Bar] = []
    taken: list[float] = []  # how far each row is written on
    for span in sorted(spans, key=lambda one: one.start):
        x = scale.x(span.start)
        width = max(scale.x(span.end or max(today, span.start)) - x, 6)
        label_width = len(span.label) * LETTER
        fits = x + label_width < WIDTH
        left = x if fits else x + width - label_width
        row = next((n for n, upto in enumerate(taken) if upto + 10 < left), len(taken))
        taken[row : row + 1] = [max(x + width, left + label_width)]
        top = y + PAD + 18 + row * ROW
        bars.append(
            Bar(
                x,
                width,
                top + 15,
                span.label,
                x if fits else x + width,
                "start" if fits else "end",
                span.end is None,
            )
        )
    at = sorted({scale.x(day) for day in dots if scale.holds(day)})
    height = PAD + 16 + len(taken) * ROW + PAD
    return Lane(sector, words.LANE[sector], y, height, tuple(at), y + PAD + 7, tuple(bars))


def _ticks(scale: _Scale, today: float) -> Iterable[Tick]:
    """Not where they would stand in today's way."""
    return (tick for tick in _first_days(scale) if abs(tick.x - today) > CLEAR)


def _first_days(scale: _Scale) -> Iterable[Tick]:
    begins = date.fromordinal(scale.first)
    months = [first for first in _months(begins, scale.last) if scale.holds(first)]
    every = len(months) // 9 + 1
    for first in months[::every]:
        yield Tick(scale.x(first), _month(first, with_year=first.month == 1 or every >= YEAR_ON_EVERY_TICK))
    if not months or months[0].toordinal() - scale.first > (scale.last - scale.first) // 9:
        yield Tick(LEFT, f"{begins.day}. {MONTHS[begins.month - 1]}")


def _months(begins: date, last: int) -> Iterable[date]:
    """The first of each month, from that of the day on, as far as there are months."""
    for month in count(begins.year * 12 + begins.month - 1):
        if month // 12 > date.max.year:
            return
        first = date(month // 12, month % 12 + 1, 1)
        if first.toordinal() > last:
            return
        yield first


def _month(first: date, *, with_year: bool) -> str:
    name = MONTHS[first.month - 1]
    return f"{name} {first.year}" if with_year else name
