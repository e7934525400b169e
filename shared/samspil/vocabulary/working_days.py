"""Danish municipal working days, in which deadlines are counted."""

from datetime import date, timedelta

from dateutil.easter import easter

# Written here, because the library of holidays loads those of all countries, 11 MB in each process that
# counts days; a test asks that it and these agree.
_SINCE_EASTER = {
    -3: "Skærtorsdag",
    -2: "Langfredag",
    1: "Anden påskedag",
    39: "Kristi himmelfartsdag",
    50: "Anden pinsedag",
}
_STORE_BEDEDAG, _LAST_STORE_BEDEDAG = 26, 2023

# By month and day.
# Assumption: a municipal office keeps the two closed days of the municipal collective agreements.
# 1 May and 31 December are working days, because where they are free it is by local custom only.
_CLOSED = {
    (1, 1): "Nytårsdag",
    (6, 5): "Grundlovsdag",
    (12, 24): "Juleaftensdag",
    (12, 25): "Juledag",
    (12, 26): "Anden juledag",
}

_SATURDAY = 5


def is_working_day(day: date) -> bool:
    """Monday to Friday, no public holiday, and not one of the days on which offices are closed."""
    return day.weekday() < _SATURDAY and (day.month, day.day) not in _CLOSED and not _hangs_on_easter(day)


def _hangs_on_easter(day: date) -> bool:
    since = (day - easter(day.year)).days
    return since in _SINCE_EASTER or (since == _STORE_BEDEDAG and day.year <= _LAST_STORE_BEDEDAG)


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


def working_day_before(day: date) -> date:
    """The last working day before it; the first day that can be written has none before, and is its own."""
    while day > date.min:
        day -= timedelta(days=1)
        if is_working_day(day):
            break
    return day


def working_days_until(start: date, end: date) -> int:
    """How many working days there are after ``start``, ``end`` included; 0 where it does not come after."""
    days = (start + timedelta(days=count) for count in range(1, (end - start).days + 1))
    return sum(map(is_working_day, days))
