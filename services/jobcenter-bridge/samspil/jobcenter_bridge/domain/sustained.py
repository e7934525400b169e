"""Whether what was achieved lasts: looked at after so many months, by the calendar, as the rulebook says.

What nobody could see on its day stays unknown, and nothing is said of it.
"""

from collections.abc import Sequence
from datetime import date

from samspil.contracts.employment import SustainedFor
from samspil.jobcenter_bridge.domain.told import Told
from samspil.rulebook.rulebook import Rulebook
from samspil.vocabulary.months import months_on

Months = tuple[SustainedFor, ...]
"""Those after which it is looked, the first one first."""
EVERY: Months = tuple(SustainedFor)
"""Of these it can be said."""


def looked_at(rules: Rulebook, day: date) -> Months:
    """As they are on that day. Raises ``ValueError`` for some that cannot be said of."""
    return tuple(SustainedFor(one) for one in rules.sustained_months(day))


def unsaid(told: Told, said: Sequence[SustainedFor], months: Months, today: date) -> SustainedFor | None:
    """For how long what is found as ``told`` today has lasted; None where that was said, or it does not last.

    Earlier months that were not looked at in their time stay unsaid.
    """
    come = [one for one, day in _days(told).items() if one in months and day <= today]
    return come[-1] if come and come[-1] not in said else None


def unseen(told: Told, said: Sequence[SustainedFor], months: Months, today: date) -> tuple[SustainedFor, ...]:
    """Those of the months whose day has come and of which nobody has said that it lasted."""
    return tuple(
        one for one, day in _days(told).items() if day <= today and one in months and one not in said
    )


def next_look(told: Told, today: date) -> date | None:
    """The next day on which there may be something to look at; None where there is none.

    Whichever months hold now: others may hold on that day.
    """
    return min((day for day in _days(told).values() if day > today), default=None)


def _days(told: Told) -> dict[SustainedFor, date]:
    """None of what is lost, over or not achieved."""
    if told.achieved_on is None or not told.lasts:
        return {}
    return {one: months_on(told.achieved_on, one) for one in SustainedFor}
