"""Danish days and instants: the one place that knows in which time zone a day begins."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

COPENHAGEN = ZoneInfo("Europe/Copenhagen")


def danish_day(instant: datetime) -> date:
    """The day in Denmark at an aware instant; a naive one is a ``ValueError``."""
    if instant.tzinfo is None:
        raise ValueError("an instant without its time zone names no day")
    return instant.astimezone(COPENHAGEN).date()


def start_of(day: date) -> datetime:
    """The instant, in UTC, at which the day begins in Denmark."""
    return datetime.combine(day, time.min, COPENHAGEN).astimezone(UTC)
