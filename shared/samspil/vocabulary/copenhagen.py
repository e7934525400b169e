"""Danish days and instants: the one place that knows in which time zone a day begins.

Total: at the two ends of what can be written there is nothing further, so the end itself is the answer.
"""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

COPENHAGEN = ZoneInfo("Europe/Copenhagen")


def danish_time(instant: datetime) -> datetime:
    """The instant as Danish clocks show it; a naive one is a ``ValueError``."""
    if instant.tzinfo is None:
        raise ValueError("an instant without its time zone names no day")
    try:
        return instant.astimezone(COPENHAGEN)
    except OverflowError:
        return instant.replace(tzinfo=COPENHAGEN)


def danish_day(instant: datetime) -> date:
    """The day in Denmark at an aware instant; a naive one is a ``ValueError``."""
    return danish_time(instant).date()


def start_of(day: date) -> datetime:
    """The instant, in UTC, at which the day begins in Denmark."""
    try:
        return datetime.combine(day, time.min, COPENHAGEN).astimezone(UTC)
    except OverflowError:
        return datetime.combine(day, time.min, UTC)


def day_after(day: date) -> date | None:
    """The next day; None where no later one can be written."""
    return None if day == date.max else day + timedelta(days=1)


def written(day: date) -> str:
    """As people here write it, ``22.11.2026``; the year has four digits, whatever year it is."""
    return f"{day.day:02}.{day.month:02}.{day.year:04}"


def written_at(instant: datetime) -> str:
    """The same with the time of day on Danish clocks, ``22.11.2026 kl. 14.05``."""
    at = danish_time(instant)
    return f"{written(at.date())} kl. {at:%H.%M}"
