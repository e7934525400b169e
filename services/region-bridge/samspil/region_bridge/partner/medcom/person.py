"""Whom a message names: its subject, by the current number; old ones may stand beside.

A notice of a stay knows civil numbers only; what somebody writes may be about whoever has a replacement.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from samspil.region_bridge.domain.whose import Named, Unclear
from samspil.region_bridge.partner.medcom.codes import CPR, NATIONAL_REPLACEMENT, REGIONAL_REPLACEMENT
from samspil.region_bridge.partner.medcom.fhir import Encounter, Message, Patient, PersonIdentifier, Subject
from samspil.region_bridge.partner.medcom.moments import NotAMoment, span
from samspil.vocabulary.cpr import Cpr, CprKind, InvalidCpr

_OFFICIAL: Final[frozenset[str | None]] = frozenset({None, "usual", "official"})
"""The uses by which a number is somebody's own today (FHIR's identifier-use); MedCom's examples name none."""

_KINDS: Final = (CprKind.CIVIL, CprKind.NATIONAL_REPLACEMENT, CprKind.REGIONAL_REPLACEMENT)
"""By which somebody goes who has several."""


def subjects_of(message: Message, encounter: Encounter) -> list[Patient]:
    """The patients that the stay may be about; one that is told twice in the same words is one.

    Raises pydantic's ``ValidationError``, as ``named`` does.
    """
    return _subjects(message, encounter.subject)


def _subjects(message: Message, subject: Subject | None) -> list[Patient]:
    found = message.all_referred(Patient, subject)
    return [one for number, one in enumerate(found) if one not in found[:number]]


def named(message: Message, encounter: Encounter, now: datetime) -> Named | None:
    """Whom the message names; None without any number.

    Only civil numbers are allowed in this message: by another one it names somebody for a person to look at.
    """
    subjects = subjects_of(message, encounter)
    logical = encounter.subject.identifier if encounter.subject else None
    told = [one for patient in subjects or message.every(Patient) for one in patient.identifier]
    everything = [(one, _any(one)) for one in (*told, logical) if one is not None]
    of_cpr = [(one, cpr) for one, cpr in everything if one.system == CPR]
    numbers = frozenset(cpr for _, cpr in of_cpr if cpr is not None)
    if numbers:
        return Named(_current(of_cpr, now) if len(subjects) == 1 else Unclear.PATIENT, numbers)
    replacing = frozenset(cpr for _, cpr in everything if cpr is not None)
    if not replacing:
        return None
    current = next(iter(replacing)) if len(replacing) == 1 else Unclear.NUMBER
    return Named(current if len(subjects) == 1 else Unclear.PATIENT, replacing, by_replacement=True)


def named_by_any(message: Message, subject: Subject | None, now: datetime) -> Named | None:
    """Whom a message names whose subject may go by a replacement number; None without any that can be read.

    Whoever has several kinds goes by the civil one, else by the national replacement.
    """
    subjects = _subjects(message, subject)
    logical = subject.identifier if subject else None
    told = [one for patient in subjects or message.every(Patient) for one in patient.identifier]
    identifiers = [(one, _any(one)) for one in (*told, logical) if one is not None]
    numbers = frozenset(cpr for _, cpr in identifiers if cpr is not None)
    if not numbers:
        return None
    if len(subjects) != 1:
        return Named(Unclear.PATIENT, numbers)
    for kind in _KINDS:
        of_kind = [(one, cpr) for one, cpr in identifiers if _kind(one) is kind]
        if of_kind:
            return Named(_current(of_kind, now, _OFFICIAL | {"temp"}), numbers)
    return Named(Unclear.NUMBER, numbers)


def _kind(identifier: PersonIdentifier) -> CprKind | None:
    """Of which kind the number has to be that stands under its system."""
    match identifier.system:
        case str(system) if system == CPR:
            return CprKind.CIVIL
        case str(system) if system == NATIONAL_REPLACEMENT:
            return CprKind.NATIONAL_REPLACEMENT
        case str(system) if f"{system}.".startswith(f"{REGIONAL_REPLACEMENT}."):
            return CprKind.REGIONAL_REPLACEMENT
        case _:
            return None


def _any(identifier: PersonIdentifier) -> Cpr | None:
    """The number, where it is of the kind that its system is for: under another one it is nobody's."""
    try:
        cpr = Cpr.parse(identifier.value or "")
    except InvalidCpr:
        return None
    return cpr if cpr.kind is _kind(identifier) else None


def _current(
    identifiers: Iterable[tuple[PersonIdentifier, Cpr | None]],
    now: datetime,
    uses: frozenset[str | None] = _OFFICIAL,
) -> Cpr | Unclear:
    """Of identifiers with their numbers the one that is current.

    A second, or what nobody can read, in its place leaves it open.
    """
    try:
        current = {cpr for one, cpr in identifiers if one.use in uses and _holds(one.period, now)}
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
