"""Days and instants as they are written in Danish, on Danish clocks."""

import re
from datetime import date, datetime, time

from samspil.vocabulary.copenhagen import COPENHAGEN, written, written_at
from samspil.vocabulary.working_days import working_days_until

COUNTED_DAYS = 60
"""Days ahead, up to which working days are counted out: each of them is looked at."""

MONTHS = ("jan", "feb", "mar", "apr", "maj", "jun", "jul", "aug", "sep", "okt", "nov", "dec")

MONTH_NAMES = (
    *("januar", "februar", "marts", "april", "maj", "juni"),
    *("juli", "august", "september", "oktober", "november", "december"),
)


def day(value: date) -> str:
    """``22.11.2026``"""
    return written(value)


def instant(value: datetime) -> str:
    """``22.11.2026 kl. 14.05``, never broken before the time of day."""
    return written_at(value).replace("kl. ", "kl.\N{NO-BREAK SPACE}")


def listed(parts: list[str]) -> str:
    """``a, b og c``; none of them is ``ingen``."""
    if not parts:
        return "ingen"
    *first, last = parts
    return f"{', '.join(first)} og {last}" if first else last


def _first(text: str) -> int:
    """Where the first letter stands: behind the mark of a party's name (pages/party_names.py)."""
    return int(text.startswith("⟦"))


def lowered(text: str) -> str:
    """``Brev eller Digital Post`` inside a sentence: ``brev eller Digital Post``."""
    at = _first(text)
    return text[:at] + text[at : at + 1].lower() + text[at + 1 :]


def raised(text: str) -> str:
    """``indlæggelser`` at its beginning: ``Indlæggelser``, and the rest as it is."""
    at = _first(text)
    return text[:at] + text[at : at + 1].upper() + text[at + 1 :]


def parse_day(text: str) -> date | None:
    """A day as people write it (``22.11.2026``, ``22/11/2026``) or as machines do; None for neither."""
    if not text.isascii():  # other scripts' digits would be read, too
        return None
    for shape in ("%d.%m.%Y", "%d-%m-%Y", "%d/%m/%Y", "%Y-%m-%d"):
        try:
            return datetime.strptime(text.strip(), shape).date()  # noqa: DTZ007  a day has no time zone
        except ValueError:
            continue
    return None


def parse_instant(text: str) -> datetime | None:
    """A day and a time of day as people write them (``22.11.2026 kl. 14.05``); None for anything else.

    On Danish clocks; of the hour that comes twice the first.
    """
    on, _, hours = " ".join(text.split()).replace(" kl.", " ").rpartition(" ")
    day_ = parse_day(on)
    found = re.fullmatch("([0-9]{1,2})[.:]([0-9]{2})", hours)
    try:
        at = time(int(found[1]), int(found[2])) if found else None
        return datetime.combine(day_, at, COPENHAGEN) if day_ and at is not None else None
    except ValueError:
        return None


def genitive(name: str) -> str:
    """``Mettes``, ``Jens'``."""
    return f"{name}'" if name[-1:].lower() in {"s", "x", "z"} else f"{name}s"


def plural(count: int, one: str, more: str) -> str:
    """``1 dag``, ``2 dage``."""
    return f"{count} {one if count == 1 else more}"


def day_ahead(value: date, today: date) -> str:
    """``04.12.2026 (5 arbejdsdage)``, and of one far ahead only the day."""
    if (value - today).days > COUNTED_DAYS:
        return day(value)
    return f"{day(value)} ({plural(working_days_until(today, value), 'arbejdsdag', 'arbejdsdage')})"


def days_past(value: date, today: date) -> str:
    """``5 dage efter fristen``."""
    return f"{plural((today - value).days, 'dag', 'dage')} efter fristen"


def month(value: date) -> str:
    """``November 2026``"""
    return f"{MONTH_NAMES[value.month - 1].capitalize()} {value.year}"


def near_day(value: date, today: date) -> str:
    """``3.11.`` in the year of today, else with its year."""
    return f"{value.day}.{value.month}." if value.year == today.year else day(value)


def spoken(value: date, today: date) -> str:
    """``3. november`` in the year of today, else with its year."""
    written = f"{value.day}. {MONTH_NAMES[value.month - 1]}"
    return written if value.year == today.year else f"{written} {value.year}"


def duration(minutes: int) -> str:
    """``15 timer``, ``7 timer og 30 minutter``, ``0 timer``."""
    hours, left = divmod(minutes, 60)
    parts = [plural(hours, "time", "timer")] if hours or not left else []
    return listed([*parts, *([plural(left, "minut", "minutter")] if left else [])])
