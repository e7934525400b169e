"""The reader's own citizens: how each one's plan stands, when they meet next and when they last did."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from samspil.contracts.plan import ContactOutcome
from samspil.overview.domain.open_work import open_work
from samspil.overview.domain.plan_dates import MeetingState
from samspil.overview.domain.view import View
from samspil.overview.pages import plan_words
from samspil.overview.pages.citizen_page import NAMELESS
from samspil.overview.pages.danish import day, instant, plural
from samspil.overview.pages.publishers.plan import plan_line
from samspil.vocabulary.citizen_id import CitizenId
from samspil.vocabulary.copenhagen import danish_day


@dataclass(frozen=True, slots=True)
class OwnCitizen:
    """One of them."""

    citizen: CitizenId
    name: str
    plan: str
    next_meeting: str
    last_contact: str
    """The last time somebody reached the citizen."""
    tasks: str
    """How much of what waits asks the reader."""


@dataclass(frozen=True, slots=True)
class OwnCitizensPage:
    """Everything on the page."""

    citizens: tuple[OwnCitizen, ...]
    is_nameless: bool
    """Whether names cannot be opened now; each citizen has a number in place of it."""
    is_part: bool
    """Whether there may be more than are shown."""


def own_citizens_page(
    views: Mapping[CitizenId, View],
    names: Mapping[CitizenId, str | None],
    me: str,
    now: datetime,
    ours: Collection[str] | None = None,
    *,
    is_nameless: bool = False,
    is_part: bool = False,
) -> OwnCitizensPage:
    """Whoever is met next comes first, then those with whom nothing is arranged, by name.

    ``me`` is the reader's staff id, ``ours`` are the municipalities that our units work for; None: not known.
    """
    today = danish_day(now)
    lines = [
        (
            _next(view, now),
            _line(
                citizen,
                view,
                f"Borger {number}" if is_nameless else names.get(citizen) or NAMELESS,
                me,
                _next(view, now),
                today,
                ours,
            ),
        )
        for number, (citizen, view) in enumerate(views.items(), 1)
    ]
    lines.sort(key=lambda one: (one[0] is None, one[0] or now, one[1].name))
    return OwnCitizensPage(tuple(line for _, line in lines), is_nameless, is_part)


def _next(view: View, now: datetime) -> datetime | None:
    ahead = (one.at for one in view.plan.meetings if one.state is MeetingState.BOOKED and one.at >= now)
    return min(ahead, default=None)


def _line(
    citizen: CitizenId,
    view: View,
    name: str,
    me: str,
    meets: datetime | None,
    today: date,
    ours: Collection[str] | None,
) -> OwnCitizen:
    reached = [one for one in view.plan.contacts if one.outcome is ContactOutcome.REACHED]
    last = max(reached, key=lambda one: one.on, default=None)
    mine = sum(me in one.asked and not one.is_a_wait for one in open_work(view, today, ours))
    return OwnCitizen(
        citizen,
        name,
        plan_line(view.plan),
        instant(meets) if meets else "Intet møde aftalt",
        f"{plan_words.CONTACT[last.kind]} {day(last.on)}" if last else "Ingen kontakt noteret",
        plural(mine, "opgave", "opgaver") if mine else "Ingen opgaver",
    )
