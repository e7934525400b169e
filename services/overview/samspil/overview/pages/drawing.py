"""The timeline as a picture: a lane for each party, moments as dots and what lasts as bars."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from samspil.overview.domain.view import View
from samspil.overview.pages import words
from samspil.overview.pages.danish import MONTHS, day
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


@dataclass(frozen=True, slots=True)
class Span:
    """Something that lasts; without an end it goes on."""

    sector: Sector
    label: str
    start: date
    end: date | None


def draw(view: View, entries: Sequence[Entry], today: date) -> Drawing | None:
    """None when there is nothing to draw."""
    if not entries:
        return None
    spans = list(_spans(view))
    days = [danish_day(entry.at) for entry in entries] + [today]
    first = min([*days, *(span.start for span in spans)])
    last = max([*days, *(span.end or span.start for span in spans)])
    last = max(last, first + timedelta(days=SHORTEST_DAYS))
    scale = _Scale(first, last + timedelta(days=(last - first).days // 20 + 1))
    lanes, y = [], 0.0
    for sector in Sector:
        lane = _lane(sector, y, entries, [span for span in spans if span.sector is sector], scale, today)
        lanes.append(lane)
        y += lane.height
    text = "; ".join(f"{words.PARTY[span.sector]}: {_said(span)}" for span in spans)
    return Drawing(WIDTH, y + AXIS, tuple(lanes), tuple(_ticks(scale, scale.x(today))), scale.x(today), text)


def _spans(view: View) -> Iterable[Span]:
    if view.plan.agreed_on:
        yield Span(Sector.SOCIAL, "Plan", view.plan.agreed_on, None)
    for hold in view.coordination.holds:
        ended = danish_day(hold.ended_at) if hold.ended_at else hold.until
        yield Span(Sector.SOCIAL, "Kontaktpause", danish_day(hold.set_at), ended)
    for milestone in view.employment.milestones:
        start = milestone.started_on or milestone.starts_on
        yield Span(Sector.EMPLOYMENT, words.MILESTONE[milestone.kind], start, milestone.ends_on)
    for stay in view.hospital.stays:
        end = danish_day(stay.ended_at) if stay.ended_at else None
        yield Span(Sector.REGION, words.STAY[stay.kind], danish_day(stay.admitted_at), end)


def _said(span: Span) -> str:
    until = f" til {day(span.end)}" if span.end else " og frem"
    return f"{span.label.lower()} fra {day(span.start)}{until}"


class _Scale:
    def __init__(self, first: date, last: date) -> None:
        self.first, self.last = first, last
        self._per_day = (WIDTH - LEFT - RIGHT) / (last - first).days

    def x(self, at: date) -> float:
        return round(LEFT + (at - self.first).days * self._per_day, 1)


def _lane(
    sector: Sector, y: float, entries: Sequence[Entry], spans: list[Span], scale: _Scale, today: date
) -> Lane:
    bars: list[Bar] = []
    taken: list[float] = []  # how far each row is written on
    for span in sorted(spans, key=lambda one: one.start):
        end = min(max(span.end or max(today, span.start), span.start), scale.last)
        x = scale.x(span.start)
        width = max(scale.x(end) - x, 6)
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
    dots = sorted({scale.x(danish_day(entry.at)) for entry in entries if entry.sector is sector})
    height = PAD + 16 + len(taken) * ROW + PAD
    return Lane(sector, words.LANE[sector], y, height, tuple(dots), y + PAD + 7, tuple(bars))


def _ticks(scale: _Scale, today: float) -> Iterable[Tick]:
    """Not where they would stand in today's way."""
    return (tick for tick in _first_days(scale) if abs(tick.x - today) > CLEAR)


def _first_days(scale: _Scale) -> Iterable[Tick]:
    months = []
    at = scale.first.replace(day=1)
    while at <= scale.last:
        if at >= scale.first:
            months.append(at)
        at = (at + timedelta(days=32)).replace(day=1)
    every = len(months) // 9 + 1
    for first in months[::every]:
        name = MONTHS[first.month - 1]
        yield Tick(scale.x(first), f"{name} {first.year}" if first.month == 1 else name)
    if not months or (months[0] - scale.first).days > (scale.last - scale.first).days // 9:
        yield Tick(LEFT, f"{scale.first.day}. {MONTHS[scale.first.month - 1]}")
