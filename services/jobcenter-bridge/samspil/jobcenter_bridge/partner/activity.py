"""An ``Aktivitet`` in the element names of STAR's public tables, read strictly."""

from datetime import date
from typing import Any
from uuid import UUID

from samspil.contracts.employment import MilestoneKind
from samspil.jobcenter_bridge.domain.activity import Activity, Status
from samspil.jobcenter_bridge.partner.entity import LONGEST_CODE, UnreadableEntity, agreed_day
from samspil.jobcenter_bridge.partner.reading import ProgressBy, Reading
from samspil.jobcenter_bridge.partner.strict_json import Unreadable, read_object, text

MOST_HOURS = 59
"""Of ``timerPrUge``, as published."""


_STATUS = {
    "oprettet": Status.CREATED,
    "paabegyndt": Status.STARTED,
    "afsluttet": Status.ENDED,
    "slettet": Status.DELETED,
}


def from_aktivitet(body: bytes | None, asked: UUID, reading: Reading, today: date) -> Activity:
    """Elements that are not used here are passed over. Raises ``UnreadableEntity``."""
    try:
        return _activity(read_object(body), asked, reading, today)
    except Unreadable:
        raise UnreadableEntity from None


def _activity(read: dict[str, Any], asked: UUID, reading: Reading, today: date) -> Activity:
    if text(read.get("aktivitetIdentifier"), 36).lower() != str(asked):
        raise Unreadable
    starts_on, ends_on = agreed_day(read.get("startdato"), today), read.get("slutdato")
    if ends_on is not None:
        ends_on = agreed_day(ends_on, today)
    status = _status(read.get("status"), reading.progress)
    if (ends_on is not None and ends_on < starts_on) or (status is Status.ENDED and ends_on is None):
        raise Unreadable
    kind = read.get("aktiveringstype")
    return Activity(
        id=asked,
        status=status,
        kind=MilestoneKind.OTHER
        if kind is None
        else reading.kinds.get(text(kind, LONGEST_CODE), MilestoneKind.OTHER),
        starts_on=starts_on,
        ends_on=ends_on,
        hours_per_week=_hours(read.get("timerPrUge")),
    )


def _hours(value: object) -> int | None:
    if value is None or (type(value) is int and 0 <= value <= MOST_HOURS):
        return value
    raise Unreadable


def _status(value: object, progress: ProgressBy) -> Status | None:
    if value is not None and not (isinstance(value, str) and value in _STATUS):
        raise Unreadable
    told = _STATUS[value] if isinstance(value, str) else None
    if progress is ProgressBy.DATES and told is not Status.DELETED:
        return None
    return told or Status.CREATED
