"""An ``Aktivitet`` in the element names of STAR's public tables, and some of ours, read strictly."""

from datetime import date
from uuid import UUID

from samspil.contracts.employment import MilestoneKind, MilestoneOutcome
from samspil.jobcenter_bridge.domain.activity import Activity, Status
from samspil.jobcenter_bridge.partner.elements import Elements
from samspil.jobcenter_bridge.partner.entity import (
    LONGEST_CODE,
    UnreadableEntity,
    Worded,
    agreed_day,
    happened_day,
    words,
)
from samspil.jobcenter_bridge.partner.reading import ProgressBy, Reading
from samspil.jobcenter_bridge.partner.strict_json import Unreadable, read_object, text

MOST = 59
"""Of ``timerPrUge`` and ``minutterPrUge``, as published."""


_STATUS = {
    "foreslaaet": Status.PROPOSED,
    "oprettet": Status.CREATED,
    "paabegyndt": Status.STARTED,
    "opnaaet": Status.ACHIEVED,
    "ophoert": Status.LOST,
    "afsluttet": Status.ENDED,
    "slettet": Status.DELETED,
}


def from_aktivitet(body: bytes | None, asked: UUID, reading: Reading, today: date) -> Worded[Activity]:
    """With what it is for; elements that are not used here are passed over. Raises ``UnreadableEntity``."""
    try:
        read = read_object(body)
        if text(read.get("aktivitetIdentifier"), 36).lower() != str(asked):
            raise Unreadable
        return read_activity(Elements(read), asked, reading, today)
    except Unreadable:
        raise UnreadableEntity from None


def read_activity(elements: Elements, id_: UUID, reading: Reading, today: date) -> Worded[Activity]:
    """The activity of this id, and what it is for. Raises ``WrongElements``, which names all that is wrong.

    The order of its days is looked at when each of them is one.
    """
    starts_on = elements.must("startdato", agreed_day, today)
    ends_on = elements.maybe("slutdato", agreed_day, today)
    minutes_since = elements.maybe("timerGaelderFra", agreed_day, today)
    achieved_on = elements.maybe("opnaaetDato", happened_day, today)
    status = elements.read("status", _status, reading.progress)
    kind = elements.read("aktiveringstype", _kind, reading)
    hours, minutes = elements.maybe("timerPrUge", _few), elements.maybe("minutterPrUge", _few)
    outcome = elements.read("resultat", _outcome, reading)
    purpose = elements.maybe("formaal", words)
    elements.require()
    if ends_on is None and status in {Status.ENDED, Status.LOST}:
        elements.refuse("slutdato", "missing")
    if status is Status.ACHIEVED and achieved_on is None:
        elements.refuse("opnaaetDato", "missing")
    if ends_on is not None and ends_on < starts_on:
        elements.refuse("slutdato", "period_ends_early")
    if minutes_since is not None and minutes_since < starts_on:
        elements.refuse("timerGaelderFra", "period_ends_early")
    for name, day in (("timerGaelderFra", minutes_since), ("opnaaetDato", achieved_on)):
        if ends_on is not None and day is not None and day > ends_on:
            elements.refuse(name, "date_after_end")
    elements.require()
    activity = Activity(
        id=id_,
        status=status,
        kind=kind,
        starts_on=starts_on,
        ends_on=ends_on,
        minutes_per_week=None if hours is None and minutes is None else (hours or 0) * 60 + (minutes or 0),
        minutes_since=minutes_since,
        achieved_on=achieved_on,
        outcome=outcome,
    )
    return Worded(activity, purpose)


def _kind(value: object, reading: Reading) -> MilestoneKind:
    if value is None:
        return MilestoneKind.OTHER
    return reading.kinds.get(text(value, LONGEST_CODE), MilestoneKind.OTHER)


def _outcome(value: object, reading: Reading) -> MilestoneOutcome | None:
    return None if value is None else reading.outcomes.get(text(value, LONGEST_CODE))


def _few(value: object) -> int:
    if type(value) is int and 0 <= value <= MOST:
        return value
    raise Unreadable("from_0_to_59")


def _status(value: object, progress: ProgressBy) -> Status | None:
    if value is not None and not (isinstance(value, str) and value in _STATUS):
        raise Unreadable("enum")
    told = _STATUS[value] if isinstance(value, str) else None
    if progress is ProgressBy.DATES and told is not Status.DELETED:
        return None
    return told or Status.CREATED
