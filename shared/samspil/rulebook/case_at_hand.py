"""Who may look at a citizen: whoever has a case of the citizen's at hand; anybody else gives a reason first.

Forvaltningsloven § 32 and GDPR articles 5 and 32: only who needs it for a case at hand. Each service feeds
the one rule from what it knows itself.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from samspil.vocabulary.copenhagen import danish_day, day_after, start_of
from samspil.vocabulary.sector import Sector


class Relation(StrEnum):
    """How a case is at hand; of several, the one that stands first here."""

    COORDINATOR = "coordinator"
    WORKER = "worker"
    """Named for the citizen: gives help that was agreed, or wrote a referral that is open."""
    DEPUTY = "deputy"
    """Stands in for one of those."""
    UNIT = "unit"
    """Works in a unit that was asked, that asked, or that gives help."""


class AccessReason(StrEnum):
    """Why somebody without a case at hand has to look."""

    ACUTE = "acute"
    COVERING = "covering"
    """Stands in for a colleague who cannot be reached."""
    CITIZEN_CONTACT = "citizen_contact"
    """The citizen, or somebody for the citizen, turned to them."""
    NEW_CASE = "new_case"
    """A case begins, and nobody has written it down yet."""
    SUPERVISION = "supervision"
    """Sees to it that work is done as it should be."""
    OTHER = "other"
    """Only with words of their own."""


@dataclass(frozen=True, slots=True)
class Tie:
    """One way in which a case of a citizen's is at hand for somebody."""

    relation: Relation
    to: str
    """A staff id; of ``UNIT`` the unit's code."""
    until: date | None = None
    """Its last day; None: for as long as it lasts."""

    def holds(self, staff: str, units: Collection[str], today: date) -> bool:
        """Whether it is at hand for somebody of these units on that day."""
        known = self.to in units if self.relation is Relation.UNIT else self.to == staff
        return known and (self.until is None or today <= self.until)


Ties = tuple[Tie, ...]
"""Everybody who has a case of one citizen's at hand."""

AFTERWARDS = 14
"""How many days a case stays at hand when it is over: its end is written up, and is seen by who ended it."""


def relation(ties: Iterable[Tie], staff: str, units: Collection[str], today: date) -> Relation | None:
    """How a case is at hand; of several ways the first; None: in no way."""
    found = {one.relation for one in ties if one.holds(staff, units, today)}
    return next((one for one in Relation if one in found), None)


@dataclass(frozen=True, slots=True)
class Asked:
    """A referral, as far as it brings somebody to the citizen."""

    from_sector: Sector
    to_sector: Sector
    to_unit: str
    author: str | None
    """Staff id, where social psychiatry asks; None: it cannot be read."""
    from_unit: str | None
    ended_at: datetime | None
    """None: it is open, or help goes on."""


@dataclass(frozen=True, slots=True)
class Helper:
    """Who gives help that was agreed with the citizen, or is asked something by name."""

    staff: str
    deputy: str | None = None
    """Staff id of who stands in for them."""
    away_until: date | None = None
    """The last day on which somebody does; None: they are there."""
    ended_on: date | None = None
    """None: the help goes on."""


def ties_of(
    coordinator: str | None, opened_by: str | None, helpers: Iterable[Helper], referrals: Iterable[Asked]
) -> Ties:
    """By what a service knows: until a coordinator is named, whoever opened the file holds the threads."""
    holder = coordinator or opened_by
    ties = [Tie(Relation.COORDINATOR, holder)] if holder else []
    for helper in helpers:
        ties += _helping(helper)
    for one in referrals:
        ties += _ties(one)
    longest: dict[tuple[Relation, str], Tie] = {}
    for tie in ties:
        kept = longest.get((tie.relation, tie.to), tie)
        longest[tie.relation, tie.to] = max(kept, tie, key=lambda one: one.until or date.max)
    return tuple(longest.values())


def _helping(helper: Helper) -> Iterator[Tie]:
    until = _afterwards(helper.ended_on) if helper.ended_on else None
    yield Tie(Relation.WORKER, helper.staff, until)
    if helper.deputy and helper.away_until:
        yield Tie(Relation.DEPUTY, helper.deputy, min(helper.away_until, until or date.max))


def _ties(asked: Asked) -> Iterator[Tie]:
    until = _afterwards(danish_day(asked.ended_at)) if asked.ended_at else None
    if asked.to_sector is Sector.SOCIAL:
        yield Tie(Relation.UNIT, asked.to_unit, until)
    if asked.from_sector is Sector.SOCIAL:
        if asked.author:
            yield Tie(Relation.WORKER, asked.author, until)
        if asked.from_unit:
            yield Tie(Relation.UNIT, asked.from_unit, until)


def _afterwards(day: date) -> date:
    return date.fromordinal(min(day.toordinal() + AFTERWARDS, date.max.toordinal()))


class NoWords(Exception):
    """A reason that is none of the common ones is only one with words."""


def good_until(reason: AccessReason, words: str | None, now: datetime) -> datetime:
    """Until when a reason that is given now is good: the end of the day. Raises ``NoWords``."""
    if reason is AccessReason.OTHER and not words:
        raise NoWords
    tomorrow = day_after(danish_day(now))
    return start_of(tomorrow) if tomorrow else now
