"""FHIR R4's own grammar of dateTime, which holds date and instant, and the moments that are meant by it.

A number, a week or a run of digits is none of them.
"""

import re
from calendar import monthrange
from datetime import UTC, date, datetime, time, timedelta, timezone
from typing import Annotated, Final, NamedTuple

from pydantic import BeforeValidator

from samspil.vocabulary.copenhagen import day_after, start_of

# hl7.org/fhir/R4/datatypes.html#dateTime. "24:00" is not allowed there, a leap second is.
_DATE_TIME = re.compile(
    r"(?P<year>(?!0000)[0-9]{4})"
    r"(-(?P<month>0[1-9]|1[0-2])"
    r"(-(?P<day>0[1-9]|[12][0-9]|3[01])"
    r"(T(?P<clock>([01][0-9]|2[0-3]):[0-5][0-9]):(?P<second>[0-5][0-9]|60)(\.(?P<fraction>[0-9]+))?"
    r"(?P<zone>Z|[+-]((0[0-9]|1[0-3]):[0-5][0-9]|14:00)))?)?)?"
)

_TICK: Final = timedelta(microseconds=1)
_END_OF_TIME: Final = datetime.max.replace(tzinfo=UTC)


class NotAMoment(ValueError):
    """The value is no dateTime, or not precise enough; the message never holds the value."""


class Span(NamedTuple):
    """The moments that a dateTime may mean: all of its year, month or day, or the one that it tells."""

    first: datetime
    last: datetime


def span(value: object) -> Span:
    """The moments meant, to the microsecond; days are Danish ones. Raises ``NotAMoment``."""
    found = _DATE_TIME.fullmatch(value) if isinstance(value, str) else None
    if found is None:
        raise NotAMoment("not a dateTime")
    year, month, day = (int(found[part] or 0) for part in ("year", "month", "day"))
    last_month = month or 12
    last_of_month = monthrange(year, last_month)[1]
    if day and day > last_of_month:
        raise NotAMoment("no such day")
    first_day, last_day = date(year, month or 1, day or 1), date(year, last_month, day or last_of_month)
    if found["clock"] is not None:
        moment = _moment(first_day, found)
        return Span(moment, moment)
    next_day = day_after(last_day)
    return Span(start_of(first_day), _END_OF_TIME if next_day is None else start_of(next_day) - _TICK)


def _moment(day: date, found: re.Match[str]) -> datetime:
    is_leap = found["second"] == "60"
    clock = time.fromisoformat(f"{found['clock']}:{'59' if is_leap else found['second']}")
    # A leap second is told as the last tick of its minute: nothing comes before what it follows.
    tick = 999_999 if is_leap else int((found["fraction"] or "").ljust(6, "0")[:6])
    return datetime.combine(day, clock.replace(microsecond=tick), _zone(found["zone"]))


def _zone(written: str) -> timezone:
    if written == "Z":
        return UTC
    offset = timedelta(hours=int(written[1:3]), minutes=int(written[4:6]))
    return timezone(-offset if written[0] == "-" else offset)


def _day_or_moment(value: object) -> Span:
    found = span(value)
    if len(str(value)) < len("2026-11-22"):
        raise NotAMoment("a year or a month alone is no moment")
    return found


Start = Annotated[datetime, BeforeValidator(lambda value: _day_or_moment(value).first)]
"""A moment, or the first of a day."""

End = Annotated[datetime, BeforeValidator(lambda value: _day_or_moment(value).last)]
"""The end of a period includes what is written there: a day is over with its last moment."""
