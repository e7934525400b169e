"""The days that come: deadlines, those that passed first, and what begins or ends."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date

from samspil.overview.domain.open_work import open_work
from samspil.overview.domain.referral_state import Standing
from samspil.overview.domain.view import View
from samspil.overview.pages import words, work_words
from samspil.overview.pages.danish import day, days_past
from samspil.vocabulary.copenhagen import danish_day
from samspil.vocabulary.sector import Sector


@dataclass(frozen=True, slots=True)
class Upcoming:
    """One day and what it is for."""

    on: date
    what: str
    sector: Sector
    late: str = ""
    """How late it is; empty where it lies ahead."""

    @property
    def when(self) -> str:
        """The day as it is written."""
        return day(self.on)


def upcoming(
    view: View, today: date, party: Sector | None = None, ours: Collection[str] | None = None
) -> tuple[Upcoming, ...]:
    """Of this party, or of all; the earliest first. None of somebody who is dead.

    ``ours`` are the municipalities that our units work for; None: not known.
    """
    if view.citizen.dead_since is not None:
        return ()
    found = (one for one in _days(view, today, ours) if party in {None, one.sector})
    return tuple(sorted(found, key=lambda one: (one.on, one.what)))


def _days(view: View, today: date, ours: Collection[str] | None) -> Iterator[Upcoming]:
    tasks = [task for task in open_work(view, today, ours) if task.due]
    for task in tasks:
        if task.due:
            late = days_past(task.due, today) if task.due < today else ""
            yield Upcoming(task.due, words.WORK[task.work], task.turn, late)
    told = {task.about for task in tasks}
    for one in view.referrals:
        begins = one.starts_on if one.standing in {Standing.ACCEPTED, Standing.WAITLISTED} else None
        if begins and begins >= today and one.id not in told:
            yield Upcoming(begins, "Hjælpen begynder", one.to_sector)
    if hold := view.coordination.hold(today):
        yield Upcoming(hold.until, "Kontaktpausens sidste dag", Sector.SOCIAL)
    for milestone in view.employment.milestones:
        kind = words.MILESTONE[milestone.kind]
        if milestone.starts_on >= today and not milestone.started_on and not milestone.is_over:
            yield Upcoming(milestone.starts_on, f"{kind} begynder", Sector.EMPLOYMENT)
        if milestone.ends_on and milestone.ends_on >= today and not milestone.is_over:
            yield Upcoming(milestone.ends_on, f"{kind} slutter", Sector.EMPLOYMENT)
    for call in view.employment.calls:
        if call.cancelled_at is None and danish_day(call.at) >= today:
            yield Upcoming(danish_day(call.at), work_words.CALL[call.kind], Sector.EMPLOYMENT)
    for consent in view.citizen.consents:
        if consent.holds(today):
            yield Upcoming(consent.until, "Samtykkets sidste dag", Sector.SOCIAL)
