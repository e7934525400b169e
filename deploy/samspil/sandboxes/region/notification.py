"""MedCom's HospitalNotification 3.0, as the hospital writes it."""

from datetime import datetime
from typing import Any

from samspil.sandboxes.region.course import Course, Patient
from samspil.sandboxes.region.fhir import (
    CPR,
    ENDPOINT,
    HOSPITAL,
    IG,
    REGION,
    SOCIAL,
    WARD,
    Resource,
    at,
    bundle,
    header,
    meta,
    new_id,
    person_number,
    provenance,
    reference,
)

_GUIDE = "hospitalnotification"
_EXTENSIONS = f"{IG}/{_GUIDE}/StructureDefinition"
_LEAVE_PERIOD = f"{_EXTENSIONS}/medcom-hospitalnotifiation-leave-period-extension"


def notification(
    course: Course, patient: Patient, now: datetime, *, dead: bool | None, wants_report: bool
) -> bytes:
    """The newest of what was told of the course; ``wants_report`` asks for a report on who was admitted."""
    message_id = course.told[-1][0]
    who = _patient(patient, dead=dead)
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
    if wants_report:
        head["extension"] = _asks_for_report()
    profile = meta(_GUIDE, "medcom-hospitalNotification-message")
    return bundle(profile, now, [head, who, stay, *([WARD] if wants_report else ()), SOCIAL, REGION, *chain])


def _asks_for_report() -> list[Resource]:
    return [
        {"url": f"{_EXTENSIONS}/medcom-messaging-reportOfAdmissionExtension", "valueBoolean": True},
        {
            "url": f"{_EXTENSIONS}/medcom-messaging-reportOfAdmissionRecipientExtension",
            "valueReference": reference(WARD),
        },
    ]


def _patient(patient: Patient, *, dead: bool | None) -> Resource:
    who: Resource = {
        "resourceType": "Patient",
        "id": new_id(),
        "meta": meta("core", "medcom-core-patient"),
        "identifier": _numbers(patient),
        "name": [{"use": "official", "family": patient.name.split()[-1]}],
    }
    if dead is not None:
        who["deceasedBoolean"] = dead
    return who


def _numbers(patient: Patient) -> list[dict[str, str]]:
    if patient.former_cpr is None:
        return [person_number(patient.cpr)]
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
        "id": course.encounter,
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
