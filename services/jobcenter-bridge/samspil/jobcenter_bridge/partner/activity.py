"""An ``Aktivitet`` in the element names of STAR's public tables, read strictly."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Any, NamedTuple
from uuid import UUID

from samspil.contracts.employment import MilestoneKind
from samspil.jobcenter_bridge.domain.activity import Activity, Status
from samspil.jobcenter_bridge.partner.strict_json import Unreadable, read_object, text
from samspil.vocabulary.cpr import Cpr, CprKind, InvalidCpr
from samspil.vocabulary.plausible import Meaning, is_plausible, iso_day

CPR_HEADER = "x-civilregistrationIdentifier"
UNKNOWN_CPR = "0" * 10

LONGEST_CODE = 100
MOST_HOURS = 59
"""Of ``timerPrUge``, as published."""


class ProgressBy(StrEnum):
    """What tells that an activity has begun or is over."""

    STATUS = "status"
    """The element ``status``, which is ours and in no public table: without it nothing begins by itself."""
    DATES = "dates"
    """Its days: what was planned for a day that has come is taken to have begun."""


class Reading(NamedTuple):
    """How the case system is read."""

    kinds: Mapping[str, MilestoneKind]
    """Its own ``aktiveringstype`` → what it is here; its code list is not public."""
    progress: ProgressBy = ProgressBy.STATUS


class UnreadableActivity(Exception):
    """The case system's answer is not the activity that was asked for; the text never holds any of it."""


_STATUS = {
    "oprettet": Status.CREATED,
    "paabegyndt": Status.STARTED,
    "afsluttet": Status.ENDED,
    "slettet": Status.DELETED,
}


def from_aktivitet(body: bytes | None, asked: UUID, reading: Reading, today: date) -> Activity:
    """Elements that are not used here are passed over. Raises ``UnreadableActivity``."""
    try:
        return _activity(read_object(body), asked, reading, today)
    except Unreadable:
        raise UnreadableActivity from None


def _activity(read: dict[str, Any], asked: UUID, reading: Reading, today: date) -> Activity:
    if text(read.get("aktivitetIdentifier"), 36).lower() != str(asked):
        raise Unreadable
    starts_on, ends_on = _day(read.get("startdato"), today), read.get("slutdato")
    if ends_on is not None:
        ends_on = _day(ends_on, today)
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


def _day(value: object, today: date) -> date:
    day = iso_day(value) if isinstance(value, str) else None
    if day is None or not is_plausible(day, Meaning.AGREED, today):
        raise Unreadable
    return day


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


def from_cpr_header(text: str | None) -> Cpr | None:
    """Whom it is about; None where the case system does not know, or names nobody by a CPR number.

    A replacement number is no CPR number, whosever it is here. Raises ``UnreadableActivity``.
    """
    if text is None or text == UNKNOWN_CPR:
        return None
    try:
        cpr = Cpr.parse(text)
    except InvalidCpr:
        raise UnreadableActivity from None
    return cpr if cpr.kind is CprKind.CIVIL else None
