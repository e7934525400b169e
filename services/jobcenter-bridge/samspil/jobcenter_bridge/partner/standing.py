"""A ``Kontaktgruppe``: its name is STAR's, its elements are not public, and ours; read strictly."""

from datetime import date
from typing import Any
from uuid import UUID

from samspil.contracts.employment import StatusPeriod
from samspil.jobcenter_bridge.domain.group_codes import contact_group, target_group
from samspil.jobcenter_bridge.domain.standing import Groups
from samspil.jobcenter_bridge.partner.entity import (
    LONGEST_CODE,
    UnreadableEntity,
    Worded,
    agreed_day,
    maybe,
    words,
)
from samspil.jobcenter_bridge.partner.reading import Reading
from samspil.jobcenter_bridge.partner.strict_json import Unreadable, read_object, text

MOST_PERIODS = 200
"""More than anybody has."""


def from_kontaktgruppe(
    body: bytes | None, asked: UUID, today: date, reading: Reading
) -> Worded[Groups | None]:
    """With the coordinator's name; no entity where it tells of no group. Raises ``UnreadableEntity``."""
    try:
        return _groups(read_object(body), asked, today, reading)
    except Unreadable:
        raise UnreadableEntity from None


def _groups(read: dict[str, Any], asked: UUID, today: date, reading: Reading) -> Worded[Groups | None]:
    if text(read.get("kontaktgruppeIdentifier"), 36).lower() != str(asked):
        raise Unreadable
    told = read.get("perioder")
    if not isinstance(told, list) or len(told) > MOST_PERIODS:
        raise Unreadable
    periods = {_period(one, today, reading) for one in told}
    if not periods:
        return Worded(None, None)
    return Worded(Groups(tuple(sorted(periods, key=_order))), maybe(read.get("koordinator"), words))


def _period(one: object, today: date, reading: Reading) -> StatusPeriod:
    """A code that is not known is told as unknown, whatever it is."""
    if not isinstance(one, dict):
        raise Unreadable
    since = agreed_day(one.get("fra"), today)
    until = maybe(one.get("til"), agreed_day, today)
    if until is not None and until < since:
        raise Unreadable
    return StatusPeriod(
        contact_group=contact_group(maybe(one.get("kontaktgruppe"), _number)),
        target_group=target_group(
            maybe(one.get("maalgruppe"), text, LONGEST_CODE), since, until, reading.target_groups
        ),
        since=since,
        until=until,
    )


def _number(value: object) -> int:
    if type(value) is int:
        return value
    raise Unreadable


def _order(one: StatusPeriod) -> tuple[date, date, int, str]:
    """One order, in whichever they came."""
    return one.since, one.until or date.max, one.contact_group or 0, one.target_group or ""
