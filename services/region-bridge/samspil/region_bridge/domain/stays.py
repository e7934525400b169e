"""Stays: what all notices of a citizen, taken together, say that there was, and when.

A later start supersedes what was open in its course: acute ward and then admission is one course, of which
the hospital tells the starts only (MedCom, HospitalNotification 3.0). A discharge to the home ends the stay
that it names, or else the one that was going on; every stay before that one is over by then.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import zip_longest
from typing import NamedTuple
from uuid import UUID, uuid5

from samspil.contracts.hospital import StayKind, StayStep
from samspil.region_bridge.domain.courses import Course, courses, sort_out
from samspil.region_bridge.domain.notice import Happened, Held, Notice, Notices, Start
from samspil.vocabulary.citizen_id import CitizenId

_LEAVE: Mapping[Happened | Held, StayStep] = {
    Happened.LEAVE_STARTED: StayStep.LEAVE_STARTED,
    Happened.LEAVE_ENDED: StayStep.LEAVE_ENDED,
}
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Step(NamedTuple):
    """Something that happened within a stay, or ended it."""

    step: StayStep
    at: datetime


@dataclass(frozen=True, slots=True)
class Stay:
    """One stay as its notices tell it."""

    id: UUID
    kind: StayKind
    began_at: datetime
    steps: frozenset[Step]


def stays_of(citizen: CitizenId, notices: Notices) -> tuple[Stay, ...]:
    """All stays of the citizen, the oldest first; the order in which notices came does not matter."""
    found = courses(notices.values())
    # While a human has to look at a death, nobody is sent to meet the citizen at home.
    home = StayStep.ENDED if any(map(_tells_a_death, found)) else StayStep.DISCHARGED
    stays = [stay for course in found for stay in _stays(citizen, sort_out(course), home)]
    return tuple(sorted(stays, key=lambda stay: (stay.began_at, stay.id)))


def names_of(citizen: CitizenId, notices: Notices) -> frozenset[UUID]:
    """The id of every stay that these notices could be about, whatever else comes."""
    return frozenset(_name(citizen, one) for one in notices.values())


def _stays(citizen: CitizenId, course: Course, home: StayStep) -> Iterable[Stay]:
    for start, following in zip_longest(course.standing, course.standing[1:]):
        later = course.later.get(start, [])
        end = _end(start, later, following, home)
        leaves = {Step(_LEAVE[one.what], one.occurred_at) for one in later if one.what in _LEAVE}
        told_first = min(
            (one for one in course.about(start) if one.start == start),
            key=lambda one: (one.stay_id is None, one.message_id),
        )
        steps = frozenset(leaves | ({end} if end else set()))
        yield Stay(_name(citizen, told_first), start.kind, start.at, steps)


def _end(start: Start, later: Iterable[Notice], following: Start | None, home: StayStep) -> Step | None:
    discharges = [one for one in later if one.what is Happened.DISCHARGED and one.occurred_at >= start.at]
    if discharges:
        # Told twice and differently, the one that was noted last holds.
        at = max(discharges, key=lambda one: (one.noted_at, one.occurred_at)).occurred_at
        if following is None or at <= following.at:
            return Step(home, at)
    return Step(StayStep.ENDED, following.at) if following else None


def takes_back_a_death(notice: Notice, notices: Notices) -> bool:
    """Whether a death was told that this notice says was none."""
    return any(one.what is Held.DEATH and _takes_back(notice, one) for one in notices.values())


def _tells_a_death(course: Collection[Notice]) -> bool:
    return any(
        one.what is Held.DEATH and not any(_takes_back(later, one) for later in course) for one in course
    )


def _takes_back(notice: Notice, death: Notice) -> bool:
    """AN_MORS: noted no earlier than the death, of the same stay."""
    same = set(notice.episodes) & set(death.episodes) and (
        notice.encounter == death.encounter or notice.start == death.start
    )
    return notice.alive and bool(same) and notice.noted_at >= death.noted_at


def _name(citizen: CitizenId, notice: Notice) -> UUID:
    """From the course's first name and the stay's start: whichever notice comes first, it is the same."""
    since = (notice.started_at - _EPOCH) // timedelta(microseconds=1)
    return notice.stay_id or uuid5(uuid5(citizen, str(notice.episodes[0])), f"{notice.kind} {since}")
