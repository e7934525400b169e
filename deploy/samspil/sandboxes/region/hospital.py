"""The hospital: it tells of a made-up patient's stay by MedCom's HospitalNotification 3.0."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

from samspil.sandboxes.region.fhir import (
    CPR,
    ENDPOINT,
    HOSPITAL,
    IG,
    REGION,
    SOCIAL,
    Resource,
    at,
    bundle,
    header,
    meta,
    new_id,
    provenance,
    reference,
)

_GUIDE = "hospitalnotification"
_LEAVE_PERIOD = f"{IG}/{_GUIDE}/StructureDefinition/medcom-hospitalnotifiation-leave-period-extension"


class What(StrEnum):
    """What the hospital tells."""

    ADMIT = "admit"
    ADMIT_EMERGENCY = "admit-emergency"
    START_LEAVE = "start-leave"
    END_LEAVE = "end-leave"
    DISCHARGE = "discharge"
    CANCEL = "cancel"
    """The admission was a mistake."""
    CORRECT = "correct"
    """The admission is told anew."""
    DEATH = "death"


BEGINNINGS = frozenset({What.ADMIT, What.ADMIT_EMERGENCY})
"""While something is open, a new one goes on with its course: only its start is told."""
ENDINGS = frozenset({"finished", "entered-in-error"})


class NotAdmitted(Exception):
    """There is no stay to tell more of."""


@dataclass(frozen=True, slots=True)
class Patient:
    """Somebody who does not exist."""

    cpr: str
    name: str
    former_cpr: str | None = None
    """A number that the hospital keeps beside the current one, and tells first."""


@dataclass(frozen=True, slots=True)
class Course:
    """One stay and every message told of it; later messages carry the Provenance of all before them."""

    episode: str
    emergency: bool
    admitted_at: datetime
    status: str = "in-progress"
    leave_started: datetime | None = None
    leave_ended: datetime | None = None
    ended_at: datetime | None = None
    told: tuple[tuple[str, str, datetime], ...] = field(default=())
    """Message id, activity and time of each."""


def tell(
    what: What, course: Course | None, patient: Patient, now: datetime, message_id: str | None = None
) -> tuple[Course, bytes]:
    """The course with one more message, and the message. Raises ``NotAdmitted``."""
    message_id = message_id or new_id()
    course, activity = _next(what, course, now)
    course = replace(course, told=(*course.told, (message_id, activity, now)))
    return course, _message(message_id, course, patient, now, died=what is What.DEATH)


def _next(what: What, course: Course | None, now: datetime) -> tuple[Course, str]:
    if what in BEGINNINGS:
        emergency = what is What.ADMIT_EMERGENCY
        activity = f"admit-{_kind(emergency)}"
        if course is None or course.status in ENDINGS:
            return Course(new_id(), emergency, now), activity
        return Course(course.episode, emergency, now, told=course.told), activity
    if course is None:
        raise NotAdmitted
    kind = _kind(course.emergency)
    match what:
        case What.START_LEAVE:
            return replace(course, status="onleave", leave_started=now), "start-leave-inpatient"
        case What.END_LEAVE:
            return replace(course, status="in-progress", leave_ended=now), "end-leave-inpatient"
        case What.DISCHARGE:
            return replace(course, status="finished", ended_at=now), f"discharge-{kind}-home"
        case What.CANCEL:
            return replace(course, status="entered-in-error"), f"cancel-admit-{kind}"
        case What.CORRECT:
            return replace(course, admitted_at=now), f"revise-admit-{kind}"
        case _:  # a death repeats the activity before it
            return replace(course, status="finished", ended_at=now), course.told[-1][1]


def _kind(emergency: bool) -> str:
    return "emergency" if emergency else "inpatient"


def _message(message_id: str, course: Course, patient: Patient, now: datetime, *, died: bool) -> bytes:
    who: Resource = {
        "resourceType": "Patient",
        "id": new_id(),
        "meta": meta("core", "medcom-core-patient"),
        "identifier": _numbers(patient),
        "name": [{"use": "official", "family": patient.name.split()[-1]}],
    }
    if died:
        who["deceasedBoolean"] = True
    stay = _encounter(course, who)
    before = (None, *(told for told, _, _ in course.told))
    chain = [
        provenance(activity, told, moment, earlier)
        for (told, activity, moment), earlier in zip(course.told, before, strict=False)
    ]
    head = header(
        message_id,
        meta(_GUIDE, "medcom-hospitalNotification-messageHeader"),
        "hospital-notification-message",
        {"focus": [reference(stay)]},
    )
    profile = meta(_GUIDE, "medcom-hospitalNotification-message")
    return bundle(profile, now, [head, who, stay, SOCIAL, REGION, *chain])


def _numbers(patient: Patient) -> list[dict[str, str]]:
    if patient.former_cpr is None:
        return [{"system": CPR, "value": patient.cpr}]
    return [
        {"use": "old", "system": CPR, "value": patient.former_cpr},
        {"use": "official", "system": CPR, "value": patient.cpr},
    ]


def _encounter(course: Course, who: Resource) -> Resource:
    period = {"start": at(course.admitted_at)}
    if course.ended_at:
        period["end"] = at(course.ended_at)
    stay: dict[str, Any] = {
        "resourceType": "Encounter",
        "id": new_id(),
        "meta": meta(_GUIDE, "medcom-hospitalNotification-encounter"),
        "status": course.status,
        "class": {
            "system": "http://terminology.hl7.org/CodeSystem/v3-ActCode",
            "code": "EMER" if course.emergency else "IMP",
        },
        "subject": reference(who),
        "episodeOfCare": [{"identifier": {"system": f"{ENDPOINT}{HOSPITAL[0]}", "value": course.episode}}],
        "period": period,
        "serviceProvider": reference(REGION),
    }
    if course.leave_started:
        leave = {"start": at(course.leave_started)}
        if course.leave_ended:
            leave["end"] = at(course.leave_ended)
        stay["extension"] = [{"url": _LEAVE_PERIOD, "valuePeriod": leave}]
    return stay
