"""Danish municipal working days, in which deadlines are counted."""

from datetime import date, timedelta

from holidays import country_holidays

# The public holidays are the library's; these are our own, by month and day.
# Assumption: a municipal office keeps the two closed days of the municipal collective agreements.
# 1 May and 31 December are working days, because where they are free it is by local custom only.
_CLOSED = {
    (6, 5): "Grundlovsdag",
    (12, 24): "Juleaftensdag",
}

_PUBLIC_HOLIDAYS = country_holidays("DK")
_SATURDAY = 5


def is_working_day(day: date) -> bool:
    """Monday to Friday, no public holiday, and not one of the days on which offices are closed."""
    return day.weekday() < _SATURDAY and (day.month, day.day) not in _CLOSED and day not in _PUBLIC_HOLIDAYS


def add_working_days(start: date, count: int) -> date:
    """The ``count``-th working day after ``start`` (1 is the next one); less than 1 is a ``ValueError``.

    Near the last day that can be written it is that one.
    """
    if count < 1:
        raise ValueError("working days are counted forward, from 1")
    day = start
    while count and day < date.max:
        day += timedelta(days=1)
        count -= is_working_day(day)
    return day
