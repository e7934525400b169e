"""Receiving a notice: it is tied to its stay and becomes the fact about it."""

from dataclasses import dataclass, replace
from uuid import UUID, uuid5

from samspil.contracts.hospital import (
    HospitalStayAdmitted,
    HospitalStayDischarged,
    HospitalStayLeaveEnded,
    HospitalStayLeaveStarted,
    HospitalStayRetracted,
)
from samspil.region_bridge.domain.notice import Happened, Notice
from samspil.vocabulary.citizen_id import CitizenId
from samspil.vocabulary.legal_basis import LegalBasis

BASIS = LegalBasis.RSL_12C
"""Hospitals tell the municipality of admissions and discharges by retssikkerhedsloven § 12 c."""

Fact = (
    HospitalStayAdmitted
    | HospitalStayLeaveStarted
    | HospitalStayLeaveEnded
    | HospitalStayDischarged
    | HospitalStayRetracted
)


@dataclass(frozen=True, slots=True)
class Stay:
    """One stay that has been told of."""

    id: UUID
    episodes: frozenset[UUID]
    """Every name of its course that was seen."""
    admitted_by: UUID | None
    """The hospital's contact that the admission named; None while only later notices have come."""


Stays = tuple[Stay, ...]
"""All stays of one citizen, the oldest first."""


def receive(stays: Stays, citizen: CitizenId, notice: Notice) -> tuple[Stays, Fact | None]:
    """The stays with this notice in them, and the fact; None where an admission is told once more."""
    episodes = frozenset(notice.episodes)
    course = [stay for stay in stays if stay.episodes & episodes]
    if notice.what is Happened.ADMITTED:
        if any(stay.admitted_by == notice.encounter for stay in course):
            return stays, None
        # A later notice may come before the admission; a transfer is a new admission in the same course.
        early = [stay for stay in course if stay.admitted_by is None]
        stay = early[-1] if early else _new_stay(citizen, notice, is_first=not course)
        stay = replace(stay, admitted_by=notice.encounter)
    else:
        stay = course[-1] if course else _new_stay(citizen, notice, is_first=True)
    stay = replace(stay, episodes=stay.episodes | episodes)
    known = {one.id: one for one in stays} | {stay.id: stay}
    return tuple(known.values()), _fact(stay.id, notice)


def _new_stay(citizen: CitizenId, notice: Notice, *, is_first: bool) -> Stay:
    course = uuid5(citizen, str(notice.episodes[0]))
    return Stay(course if is_first else uuid5(course, str(notice.encounter)), frozenset(), None)


def _fact(stay_id: UUID, notice: Notice) -> Fact:
    at = notice.occurred_at
    match notice.what:
        case Happened.ADMITTED:
            return HospitalStayAdmitted(
                stay_id=stay_id, kind=notice.kind, admitted_at=at, basis=BASIS, occurred_at=at
            )
        case Happened.LEAVE_STARTED:
            return HospitalStayLeaveStarted(stay_id=stay_id, basis=BASIS, occurred_at=at)
        case Happened.LEAVE_ENDED:
            return HospitalStayLeaveEnded(stay_id=stay_id, basis=BASIS, occurred_at=at)
        case Happened.DISCHARGED:
            return HospitalStayDischarged(stay_id=stay_id, discharged_at=at, basis=BASIS, occurred_at=at)
        case Happened.RETRACTED:
            return HospitalStayRetracted(stay_id=stay_id, basis=BASIS, occurred_at=at)
        case _:
            raise ValueError("a held notice has no fact")
