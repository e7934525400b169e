"""A made-up patient's stay, and what the next message about it says."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum

from samspil.sandboxes.region.fhir import new_id

_OPEN, _ON_LEAVE, _OVER, _MISTAKEN = "in-progress", "onleave", "finished", "entered-in-error"


class What(StrEnum):
    """What the hospital tells: every use case of MedCom's HospitalNotification 3.0."""

    ADMIT = "admit"
    ADMIT_EMERGENCY = "admit-emergency"
    TRANSFER = "transfer"
    """Another ward or hospital goes on with the course: its start is told, and no end of the stay before."""
    START_LEAVE = "start-leave"
    END_LEAVE = "end-leave"
    DISCHARGE = "discharge"
    DEATH = "death"
    CORRECT = "correct"
    """The admission is told anew."""
    CORRECT_START_LEAVE = "correct-start-leave"
    CORRECT_END_LEAVE = "correct-end-leave"
    CORRECT_DISCHARGE = "correct-discharge"
    CANCEL = "cancel"
    """The admission was a mistake."""
    CANCEL_START_LEAVE = "cancel-start-leave"
    CANCEL_END_LEAVE = "cancel-end-leave"
    CANCEL_DISCHARGE = "cancel-discharge"
    RETRACT_DEATH = "retract-death"


BEGINNINGS = frozenset({What.ADMIT, What.ADMIT_EMERGENCY, What.TRANSFER})
"""While something is open, a new one goes on with its course: only its start is told."""
ENDINGS = frozenset({_OVER, _MISTAKEN})
DEATHS = {What.DEATH: True, What.RETRACT_DEATH: False}
"""What is told of the patient's death."""


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
    status: str = _OPEN
    leave_started: datetime | None = None
    leave_ended: datetime | None = None
    ended_at: datetime | None = None
    told: tuple[tuple[str, str, datetime], ...] = field(default=())
    """Message id, activity and time of each."""
    encounter: str = field(default_factory=new_id)
    """The hospital's own name of the stay; a new start has a new one."""
    before_death: tuple[str, datetime | None] = (_OPEN, None)
    """Status and end, as they were before a death was told."""

    @property
    def kind(self) -> str:
        """As activities name it."""
        return "emergency" if self.emergency else "inpatient"


def next_step(what: What, course: Course | None, now: datetime) -> tuple[Course, str]:
    """The stay as the message shows it, and its activity. Raises ``NotAdmitted``."""
    if what in BEGINNINGS:
        return _begun(what, course, now)
    if course is None:
        raise NotAdmitted
    return _changed(what, course, now)


def _begun(what: What, course: Course | None, now: datetime) -> tuple[Course, str]:
    emergency = what is What.ADMIT_EMERGENCY
    if course is None or course.status in ENDINGS:
        if what is What.TRANSFER:
            raise NotAdmitted
        begun = Course(new_id(), emergency, now)
    else:
        begun = Course(course.episode, emergency, now, told=course.told)
    return begun, f"admit-{begun.kind}"


def _changed(what: What, course: Course, now: datetime) -> tuple[Course, str]:
    match what:
        case What.START_LEAVE | What.CORRECT_START_LEAVE:
            changed = replace(course, status=_ON_LEAVE, leave_started=now, leave_ended=None)
        case What.END_LEAVE | What.CORRECT_END_LEAVE:
            changed = replace(course, status=_OPEN, leave_ended=now)
        case What.DISCHARGE | What.CORRECT_DISCHARGE:
            changed = replace(course, status=_OVER, ended_at=now)
        case What.CORRECT:
            changed = replace(course, admitted_at=now)
        case What.CANCEL:
            changed = replace(course, status=_MISTAKEN)
        case What.CANCEL_START_LEAVE:  # it tells which leave was none
            changed = replace(course, status=_OPEN)
        case What.CANCEL_END_LEAVE:
            changed = replace(course, status=_ON_LEAVE, leave_ended=None)
        case What.CANCEL_DISCHARGE:
            changed = replace(course, status=_OPEN, ended_at=None)
        case What.DEATH:
            before = (course.status, course.ended_at)
            changed = replace(course, status=_OVER, ended_at=now, before_death=before)
        case _:
            status, ended_at = course.before_death
            changed = replace(course, status=status, ended_at=ended_at)
    return changed, _activity(what, course)


def settled(what: What, course: Course) -> Course:
    """The stay as the hospital goes on with it, once that was told."""
    if what is What.CANCEL_START_LEAVE:
        return replace(course, leave_started=None, leave_ended=None)
    return course


_ACTIVITIES = {
    What.START_LEAVE: "start-leave-inpatient",
    What.CORRECT_START_LEAVE: "revise-start-leave-inpatient",
    What.CANCEL_START_LEAVE: "cancel-start-leave-inpatient",
    What.END_LEAVE: "end-leave-inpatient",
    What.CORRECT_END_LEAVE: "revise-end-leave-inpatient",
    What.CANCEL_END_LEAVE: "cancel-end-leave-inpatient",
    What.DISCHARGE: "discharge-{kind}-home",
    What.CORRECT_DISCHARGE: "revise-discharge-{kind}-home",
    What.CANCEL_DISCHARGE: "cancel-discharge-{kind}-home",
    What.CORRECT: "revise-admit-{kind}",
    What.CANCEL: "cancel-admit-{kind}",
}


def _activity(what: What, course: Course) -> str:
    """A death, and that it was none, repeats the activity before it."""
    if what in DEATHS:
        return course.told[-1][1]
    return _ACTIVITIES[what].format(kind=course.kind)
