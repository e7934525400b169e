"""From MedCom's HospitalNotification 3.0 to a notice: the code table, and what is refused.

Refused is what cannot be read; what can be read and contradicts itself is held, and so is a death.
"""

from collections.abc import Mapping
from dataclasses import fields, replace
from datetime import datetime
from typing import Final
from uuid import NAMESPACE_OID, UUID, uuid5

from pydantic import ValidationError as Invalid

from samspil.contracts.hospital import StayKind, StayStep
from samspil.region_bridge.domain.notice import CANCELLATIONS, STEPS, Happened, Held, Notice
from samspil.region_bridge.partner.medcom.codes import LEAVE_PERIOD, LPR3, Error
from samspil.region_bridge.partner.medcom.fhir import (
    Encounter,
    Message,
    MessageHeader,
    Patient,
    Period,
    Provenance,
    Reference,
    activities_in,
)
from samspil.region_bridge.partner.medcom.loosely import report_recipient, revised, wants_report
from samspil.region_bridge.partner.medcom.moments import NotAMoment, span
from samspil.region_bridge.partner.medcom.person import named, subjects_of
from samspil.region_bridge.partner.medcom.reading import About, Refused
from samspil.vocabulary.copenhagen import danish_day
from samspil.vocabulary.plausible import Meaning, is_plausible

_EMER, _IMP = "EMER", "IMP"
_KINDS: Final = {_EMER: StayKind.ACUTE_AMBULANT, _IMP: StayKind.INPATIENT}
_STATUSES: Final = {"in-progress", "onleave", "finished", "entered-in-error"}

_CODES: Final[Mapping[str, tuple[str, str, Happened]]] = {
    "admit-emergency": (_EMER, "in-progress", Happened.ADMITTED),
    "admit-inpatient": (_IMP, "in-progress", Happened.ADMITTED),
    "revise-admit-emergency": (_EMER, "in-progress", Happened.ADMISSION_CORRECTED),
    "revise-admit-inpatient": (_IMP, "in-progress", Happened.ADMISSION_CORRECTED),
    "cancel-admit-emergency": (_EMER, "entered-in-error", Happened.RETRACTED),
    "cancel-admit-inpatient": (_IMP, "entered-in-error", Happened.RETRACTED),
    "start-leave-inpatient": (_IMP, "onleave", Happened.LEAVE_STARTED),
    "revise-start-leave-inpatient": (_IMP, "onleave", Happened.LEAVE_START_CORRECTED),
    "cancel-start-leave-inpatient": (_IMP, "in-progress", Happened.LEAVE_START_CANCELLED),
    "end-leave-inpatient": (_IMP, "in-progress", Happened.LEAVE_ENDED),
    "revise-end-leave-inpatient": (_IMP, "in-progress", Happened.LEAVE_END_CORRECTED),
    "cancel-end-leave-inpatient": (_IMP, "onleave", Happened.LEAVE_END_CANCELLED),
    "discharge-emergency-home": (_EMER, "finished", Happened.DISCHARGED),
    "revise-discharge-emergency-home": (_EMER, "finished", Happened.DISCHARGE_CORRECTED),
    "cancel-discharge-emergency-home": (_EMER, "in-progress", Happened.DISCHARGE_CANCELLED),
    "discharge-inpatient-home": (_IMP, "finished", Happened.DISCHARGED),
    "revise-discharge-inpatient-home": (_IMP, "finished", Happened.DISCHARGE_CORRECTED),
    "cancel-discharge-inpatient-home": (_IMP, "in-progress", Happened.DISCHARGE_CANCELLED),
}
"""Activity → the class and status that belong to it, and what we say has happened."""

ACTIVITIES: Final = frozenset(_CODES)

_FIELDS: Final = tuple(one.name for one in fields(Notice))


EVENT: Final = "hospital-notification-message"
"""The family's event code."""


def read(message: Message, header: MessageHeader, now: datetime) -> About:
    """The notice. Raises ``Refused``."""
    try:
        encounter = message.referred(Encounter, header.focus[0] if header.focus else None)
        provenance = message.about_this()
        if encounter is None or provenance is None or not message.every(Patient):
            raise Refused(Error.DAMAGED)
        who, subjects = named(message, encounter, now), subjects_of(message, encounter)
    except Invalid:
        raise Refused(Error.DATATYPE) from None
    if who is None:
        raise Refused(Error.DATATYPE)
    # Where nobody can say which patient is meant, the rest has to be acceptable all the same.
    notice = _notice(message.id, subjects[0] if len(subjects) == 1 else Patient(), encounter, provenance)
    _require_plausible(notice, now)
    notice = replace(notice, wants_report=wants_report(header))
    return About(who, notice, report_recipient(message, header) if notice.wants_report else None)


def _require_plausible(notice: Notice, now: datetime) -> None:
    """Every moment that a notice holds has happened."""
    today = danish_day(now)
    for name in _FIELDS:
        told = getattr(notice, name)
        if isinstance(told, datetime) and not is_plausible(danish_day(told), Meaning.HAPPENED, today):
            raise Refused(Error.DATATYPE)


def _notice(message_id: str, patient: Patient, encounter: Encounter, provenance: Provenance) -> Notice:
    code = encounter.class_.code if encounter.class_ else None
    if code not in _KINDS or encounter.status not in _STATUSES:
        raise Refused(Error.NOT_IN_VALUE_SET)
    episodes = _episodes(encounter.episodeOfCare)
    activity = _activity(provenance)
    what = _what(activity, code, encounter.status, patient)
    told = _CODES[activity][2]
    started_at = encounter.period.start if encounter.period else None
    noted_at = provenance.occurredDateTime or provenance.recorded
    died_at = _died_at(patient) if what is Held.DEATH else None
    occurred_at = died_at or _occurred_at(told if what is Held.CONTRADICTION else what, encounter) or noted_at
    if not episodes or started_at is None or occurred_at is None:
        raise Refused(Error.DAMAGED)
    if not _in_order(what, encounter, started_at, occurred_at):
        what = Held.CONTRADICTION
    return Notice(
        message_id=message_id,
        what=what,
        kind=_KINDS[code],
        episodes=episodes,
        encounter=uuid5(NAMESPACE_OID, encounter.id),
        started_at=started_at,
        occurred_at=occurred_at,
        noted_at=noted_at or occurred_at,
        alive=patient.deceasedBoolean is False,
        activity=told if what is Held.CONTRADICTION else None,
        revises=revised(provenance),
    )


def _activity(provenance: Provenance) -> str:
    for code in activities_in(provenance):
        if code in ACTIVITIES:
            return code
    raise Refused(Error.NOT_IN_CODE_SYSTEM)


def _what(activity: str, code: str, status: str, patient: Patient) -> Happened | Held:
    if patient.deceasedBoolean or patient.deceasedDateTime is not None:
        return Held.DEATH
    needed_code, needed_status, what = _CODES[activity]
    if (code, status) == (needed_code, needed_status):
        return what
    # That somebody is not dead after all is told with whatever activity and status stood before.
    return Held.DEATH_RETRACTED if patient.deceasedBoolean is False else Held.CONTRADICTION


def _episodes(references: tuple[Reference, ...]) -> tuple[UUID, ...]:
    """The names of the course, the hospital's own before the national one."""
    named = [one.identifier for one in references if one.identifier and one.identifier.value]
    named.sort(key=lambda identifier: identifier.system == LPR3)
    return tuple(uuid5(NAMESPACE_OID, _plain(identifier.value or "")) for identifier in named)


def _plain(value: str) -> str:
    """Written with and without ``urn:uuid:`` and hyphens, it is one name."""
    return value.strip().lower().removeprefix("urn:uuid:").replace("-", "")


def _leave(encounter: Encounter) -> Period:
    return next((one.valuePeriod for one in encounter.extension if one.url == LEAVE_PERIOD), None) or Period()


def _occurred_at(what: Happened | Held, encounter: Encounter) -> datetime | None:
    """When it was true, as told."""
    period = encounter.period or Period()
    match what:
        case Happened.ADMITTED | Happened.ADMISSION_CORRECTED:
            return period.start
        case Happened.LEAVE_STARTED | Happened.LEAVE_START_CORRECTED | Happened.LEAVE_START_CANCELLED:
            return _leave(encounter).start
        case Happened.LEAVE_ENDED | Happened.LEAVE_END_CORRECTED | Happened.LEAVE_END_CANCELLED:
            return _leave(encounter).end
        case Happened.DISCHARGED | Happened.DISCHARGE_CORRECTED | Happened.DISCHARGE_CANCELLED | Held.DEATH:
            return period.end
        case _:
            return None


def _died_at(patient: Patient) -> datetime | None:
    """The moment of the death, or the first one of its day, where the patient's own mark tells it."""
    try:
        found = span(patient.deceasedDateTime)
    except NotAMoment:
        return None
    return found.first if danish_day(found.first) == danish_day(found.last) else None


def _in_order(
    what: Happened | Held, encounter: Encounter, started_at: datetime, occurred_at: datetime
) -> bool:
    """Nothing of a stay happened before it began, and no leave ended before it; a cancellation may."""
    if not isinstance(what, Happened) or what in CANCELLATIONS:
        return True
    left_at = _leave(encounter).start if STEPS.get(what) is StayStep.LEAVE_ENDED else None
    return started_at <= occurred_at and (left_at is None or left_at <= occurred_at)
