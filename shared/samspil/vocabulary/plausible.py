"""Which dates can be meant: one range for each meaning, asked at every door and of every partner's answer.

Many systems write "no end" as a day in the year 9999; here no end is the absence of an end.
"""

import re
from datetime import UTC, date, datetime, timedelta
from enum import Enum
from typing import Annotated, Final

from pydantic import AfterValidator, BeforeValidator
from pydantic_core import PydanticCustomError

from samspil.vocabulary.copenhagen import danish_day

_ISO = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_ISO_TIME = re.compile(
    rf"{_ISO.pattern}T[0-9]{{2}}:[0-9]{{2}}(:[0-9]{{2}}(\.[0-9]{{1,6}})?)?(Z|[+-][0-9]{{2}}:[0-9]{{2}})?"
)

EARLIEST_BIRTH: Final = date(1858, 1, 1)
"""The first year that a CPR number can tell."""
EARLIEST: Final = date(1900, 1, 1)
"""Nobody alive lived before it."""
AHEAD: Final = timedelta(days=3653)
"""Ten years: nothing that is agreed here reaches further."""


class Meaning(Enum):
    """What a date is said to be."""

    BIRTH = "birth"
    HAPPENED = "happened"
    """Something that is over or has begun."""
    AGREED = "agreed"
    """Something that is planned, or holds for a time."""


def is_plausible(day: date, meaning: Meaning, today: date) -> bool:
    """Whether the day can be meant; a clock may be a day ahead of ours."""
    match meaning:
        case Meaning.BIRTH:
            return EARLIEST_BIRTH <= day <= today
        case Meaning.HAPPENED:
            return day >= EARLIEST and day.toordinal() <= today.toordinal() + 1
        case Meaning.AGREED:
            return day >= EARLIEST and day.toordinal() <= today.toordinal() + AHEAD.days


def iso_day(text: str) -> date | None:
    """The day written as ``2026-11-28`` (ISO 8601, extended, complete); None for any other form."""
    if _ISO.fullmatch(text) is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _written_as_day(value: object) -> object:
    """A number, a week or an instant names no day."""
    day = iso_day(value) if isinstance(value, str) else value
    if type(day) is not date:
        raise PydanticCustomError("date_parsing", "Not a date")
    return day


def _agreed(day: date) -> date:
    if not is_plausible(day, Meaning.AGREED, danish_day(datetime.now(UTC))):
        raise PydanticCustomError("date_implausible", "Too far back or ahead")
    return day


AgreedDay = Annotated[date, BeforeValidator(_written_as_day), AfterValidator(_agreed)]
"""A request's day of something agreed, as ``2026-11-28``.

Error types ``date_parsing`` for another form and ``date_implausible`` for another time.
"""


def _happened(day: date) -> date:
    today = danish_day(datetime.now(UTC))
    if day > today:
        raise PydanticCustomError("date_future", "Has not come yet")
    return _agreed(day)


HappenedDay = Annotated[date, BeforeValidator(_written_as_day), AfterValidator(_happened)]
"""A request's day on which something happened, as ``2026-11-28``: today at the latest.

Error types as of ``AgreedDay``, and ``date_future``.
"""


def iso_instant(text: str) -> datetime | None:
    """The time written as ``2026-11-28T13:30+01:00``, with or without its zone; None for any other form."""
    if _ISO_TIME.fullmatch(text) is None:
        return None
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def _written_as_instant(value: object) -> object:
    """A number or a day names no instant, and a time without its zone names several."""
    at = iso_instant(value) if isinstance(value, str) else None
    if at is None:
        raise PydanticCustomError("datetime_parsing", "Not a point in time")
    return at


def _agreed_time(at: datetime) -> datetime:
    if at.tzinfo is None:
        raise PydanticCustomError("timezone_aware", "No time zone")
    _agreed(danish_day(at))
    return at


AgreedTime = Annotated[datetime, BeforeValidator(_written_as_instant), AfterValidator(_agreed_time)]
"""A request's time of something agreed, as ``2026-11-28T13:30+01:00`` (ISO 8601, with its zone).

Error types ``datetime_parsing`` for another form, ``timezone_aware`` without a zone and ``date_implausible``
for another time.
"""
