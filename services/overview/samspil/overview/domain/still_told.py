"""For how long a partner is told of what is over, or was written: it may be away for weeks."""

from datetime import date, timedelta

STILL_TOLD = timedelta(days=30)


def still_told_until(day: date) -> date:
    """The last day on which it is told; the end of what can be written where there is no later one."""
    return day + STILL_TOLD if day <= date.max - STILL_TOLD else date.max
