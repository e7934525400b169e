"""What all entities of the case system have in common: whom they are about, and strict reading."""

from collections.abc import Callable
from datetime import date
from typing import Any, Concatenate, Final, Generic, NamedTuple, ParamSpec, TypeVar

from samspil.jobcenter_bridge.partner.strict_json import Unreadable
from samspil.vocabulary.cpr import Cpr, CprKind, InvalidCpr
from samspil.vocabulary.plain_text import readable
from samspil.vocabulary.plausible import Meaning, is_plausible, iso_day

CPR_HEADER: Final = "x-civilregistrationIdentifier"
UNKNOWN_CPR: Final = "0" * 10

LONGEST_CODE: Final = 100
LONGEST_WORDS: Final = 4000
HIGHEST_VERSION: Final = 2**63 - 1


E = TypeVar("E")
P = ParamSpec("P")


class Worded(NamedTuple, Generic[E]):
    """An entity, and what somebody wrote in it, which is not yet sealed."""

    entity: E
    words: str | None


class UnreadableEntity(Exception):
    """The case system's answer is not the entity that was asked for; the text never holds any of it."""


def from_cpr_header(text: str | None) -> Cpr | None:
    """Whom it is about; None where the case system does not know, or names nobody by a CPR number.

    A replacement number is no CPR number, whosever it is here. Raises ``UnreadableEntity``.
    """
    if text is None or text == UNKNOWN_CPR:
        return None
    try:
        cpr = Cpr.parse(text)
    except InvalidCpr:
        raise UnreadableEntity from None
    return cpr if cpr.kind is CprKind.CIVIL else None


def agreed_day(value: object, today: date) -> date:
    """A day of something that is planned or has begun. Raises ``Unreadable``."""
    day = iso_day(value) if isinstance(value, str) else None
    if day is None:
        raise Unreadable("date_parsing")
    if not is_plausible(day, Meaning.AGREED, today):
        raise Unreadable("date_implausible")
    return day


def happened_day(value: object, today: date) -> date:
    """A day of something that is so. Raises ``Unreadable``."""
    day = agreed_day(value, today)
    if not is_plausible(day, Meaning.HAPPENED, today):
        raise Unreadable("date_future")
    return day


def maybe(
    value: object, read: Callable[Concatenate[object, P], E], *of: P.args, **more: P.kwargs
) -> E | None:
    """What an optional element says; None where it is left out or ``null``. Raises what ``read`` raises."""
    return None if value is None else read(value, *of, **more)


def version(value: object) -> int:
    """How often the entity changed. Raises ``Unreadable``."""
    if type(value) is int and 0 <= value <= HIGHEST_VERSION:
        return value
    raise Unreadable("int_type")


def words(value: object) -> str | None:
    """What somebody wrote, on one line; None where nobody can read anything. Raises ``Unreadable``."""
    if isinstance(value, str) and len(value) <= LONGEST_WORDS:
        return readable(value, "") or None
    raise Unreadable("text_too_long" if isinstance(value, str) else "string_type")


def truth(value: Any) -> bool:
    """JSON's own. Raises ``Unreadable``."""
    if isinstance(value, bool):
        return value
    raise Unreadable
