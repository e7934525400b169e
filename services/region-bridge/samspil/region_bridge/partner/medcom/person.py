"""Whom a message names: the subject of its stay, by the current civil number; old ones may stand beside."""

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from samspil.region_bridge.domain.whose import Named, Unclear
from samspil.region_bridge.partner.medcom.codes import CPR, NATIONAL_REPLACEMENT, REGIONAL_REPLACEMENT
from samspil.region_bridge.partner.medcom.fhir import Encounter, Message, Patient, PersonIdentifier
from samspil.region_bridge.partner.medcom.moments import NotAMoment, span
from samspil.vocabulary.cpr import Cpr, CprKind, InvalidCpr

_OFFICIAL: Final = frozenset({None, "usual", "official"})
"""The uses by which a number is somebody's own today (FHIR's identifier-use); MedCom's examples name none."""


def subjects_of(message: Message, encounter: Encounter) -> list[Patient]:
    """The patients that the stay may be about; one that is told twice in the same words is one.

    Raises pydantic's ``ValidationError``, as ``named`` does.
    """
    found = message.all_referred(Patient, encounter.subject)
    return [one for number, one in enumerate(found) if one not in found[:number]]


def named(message: Message, encounter: Encounter, now: datetime) -> Named | None:
    """Whom the message names; None without any number.

    Only civil numbers are allowed in this message: by another one it names somebody for a person to look at.
    """
    subjects = subjects_of(message, encounter)
    logical = encounter.subject.identifier if encounter.subject else None
    told = [one for patient in subjects or message.every(Patient) for one in patient.identifier]
    everything = [one for one in (*told, logical) if one is not None]
    identifiers = [one for one in everything if one.system == CPR]
    numbers = frozenset(cpr for one in identifiers if (cpr := _civil(one)) is not None)
    if numbers:
        return Named(_current(identifiers, now) if len(subjects) == 1 else Unclear.PATIENT, numbers)
    replacing = frozenset(cpr for one in everything if (cpr := _replacement(one)) is not None)
    if not replacing:
        return None
    current = next(iter(replacing)) if len(replacing) == 1 else Unclear.NUMBER
    return Named(current if len(subjects) == 1 else Unclear.PATIENT, replacing, by_replacement=True)


def _current(identifiers: Iterable[PersonIdentifier], now: datetime) -> Cpr | Unclear:
    """The one number that is current; a second, or what nobody can read, in its place leaves it open."""
    try:
        current = {_civil(one) for one in identifiers if one.use in _OFFICIAL and _holds(one.period, now)}
    except NotAMoment:
        return Unclear.NUMBER
    only = current.pop() if len(current) == 1 else None
    return only or Unclear.NUMBER


def _holds(period: object, now: datetime) -> bool:
    """Whether a number goes for its person at this moment. Raises ``NotAMoment``."""
    if period is None:
        return True
    if not isinstance(period, dict):
        raise NotAMoment("no period")
    start, end = (period.get(name) for name in ("start", "end"))
    return (start is None or span(start).first <= now) and (end is None or span(end).last >= now)


def _civil(identifier: PersonIdentifier) -> Cpr | None:
    """Replacement numbers have systems of their own, or none: under this one they are nobody's."""
    try:
        cpr = Cpr.parse(identifier.value or "")
    except InvalidCpr:
        return None
    return cpr if cpr.kind is CprKind.CIVIL else None


def _replacement(identifier: PersonIdentifier) -> Cpr | None:
    """A replacement number in the system of who gave it: the region's systems have arcs of their own."""
    system = identifier.system or ""
    try:
        cpr = Cpr.parse(identifier.value or "")
    except InvalidCpr:
        return None
    is_regional = system == REGIONAL_REPLACEMENT or system.startswith(f"{REGIONAL_REPLACEMENT}.")
    given_by = {
        CprKind.NATIONAL_REPLACEMENT: system == NATIONAL_REPLACEMENT,
        CprKind.REGIONAL_REPLACEMENT: is_regional,
    }
    return cpr if given_by.get(cpr.kind, False) else None
