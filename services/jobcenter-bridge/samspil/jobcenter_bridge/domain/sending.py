"""When the jobcenter is told of a pause: at one hour, whatever happened, so that nothing can be inferred."""

from datetime import UTC, datetime, time, timedelta

from samspil.contracts.delivery import Told
from samspil.vocabulary.copenhagen import COPENHAGEN, danish_day

AT_THE_HOUR = frozenset({Told.CONTACT_HOLD, Told.CONTACT_HOLD_ENDED})
"""What waits for the hour; everything else goes at once."""


def next_sending(now: datetime, hour: int | None) -> datetime:
    """The first instant, now or later, at which it is this hour in Denmark; now where there is no hour.

    On the night when an hour is left out, what would fall into it is sent an hour later by the clock.
    """
    if hour is None:
        return now
    today = danish_day(now)
    for day in (today, today + timedelta(days=1)):
        at = datetime.combine(day, time(hour), COPENHAGEN).astimezone(UTC)
        if at >= now:
            break
    return at
