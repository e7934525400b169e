"""An ``Indkaldelse``: its name is STAR's, its elements are not public, and ours; read strictly."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from samspil.contracts.employment import CallKind
from samspil.jobcenter_bridge.domain.meetings import Called
from samspil.jobcenter_bridge.partner.entity import (
    LONGEST_CODE,
    UnreadableEntity,
    Worded,
    maybe,
    words,
)
from samspil.jobcenter_bridge.partner.reading import Reading
from samspil.jobcenter_bridge.partner.strict_json import Unreadable, read_object, text
from samspil.vocabulary.copenhagen import danish_day
from samspil.vocabulary.plausible import Meaning, is_plausible, iso_instant

LONGEST_MEETING = 24 * 60
"""Minutes."""

CALLED, OFF = "indkaldt", "aflyst"


def from_indkaldelse(body: bytes | None, asked: UUID, reading: Reading, today: date) -> Worded[Called | None]:
    """With the place; without an entity where it is called off. Raises ``UnreadableEntity``."""
    try:
        return _call(read_object(body), asked, reading, today)
    except Unreadable:
        raise UnreadableEntity from None


def _call(read: dict[str, Any], asked: UUID, reading: Reading, today: date) -> Worded[Called | None]:
    if text(read.get("indkaldelseIdentifier"), 36).lower() != str(asked):
        raise Unreadable
    status = text(read.get("status"), LONGEST_CODE)
    if status == OFF:
        return Worded(None, None)
    if status != CALLED:
        raise Unreadable
    called = Called(
        kind=_kind(read.get("samtaletype"), reading),
        form=reading.call_forms.get(maybe(read.get("kontaktform"), text, LONGEST_CODE) or ""),
        at=_moment(read.get("tidspunkt"), today),
        minutes=maybe(read.get("varighedMinutter"), _minutes),
    )
    return Worded(called, maybe(read.get("sted"), words))


def _kind(value: object, reading: Reading) -> CallKind:
    """Their numbers, and codes for those that are named without one."""
    if value is None:
        return CallKind.OTHER
    code = str(value) if type(value) is int else text(value, LONGEST_CODE)
    return reading.call_kinds.get(code, CallKind.OTHER)


def _moment(value: object, today: date) -> datetime:
    """With its zone: without, it names several."""
    at = iso_instant(value) if isinstance(value, str) else None
    if at is None or at.tzinfo is None or not is_plausible(danish_day(at), Meaning.AGREED, today):
        raise Unreadable
    return at


def _minutes(value: object) -> int:
    if type(value) is int and 0 < value <= LONGEST_MEETING:
        return value
    raise Unreadable
