"""The hospital: it tells of a made-up patient's stay by MedCom's HospitalNotification 3.0."""

from dataclasses import replace
from datetime import datetime

from samspil.sandboxes.region.course import DEATHS, next_step, settled
from samspil.sandboxes.region.course import Course as Course
from samspil.sandboxes.region.course import NotAdmitted as NotAdmitted
from samspil.sandboxes.region.course import Patient as Patient
from samspil.sandboxes.region.course import What as What
from samspil.sandboxes.region.fhir import new_id
from samspil.sandboxes.region.notification import notification


def tell(
    what: What,
    course: Course | None,
    patient: Patient,
    now: datetime,
    message_id: str | None = None,
    *,
    wants_report: bool = False,
) -> tuple[Course, bytes]:
    """The course with one more message, and the message. Raises ``NotAdmitted``."""
    course, activity = next_step(what, course, now)
    course = replace(course, told=(*course.told, (message_id or new_id(), activity, now)))
    body = notification(course, patient, now, dead=DEATHS.get(what), wants_report=wants_report)
    return settled(what, course), body
