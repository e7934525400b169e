"""Stays: what all notices of a citizen, taken together, say that there was, and when.

A later start supersedes what was open in its course: acute ward and then admission is one course, of which
the hospital tells the starts only (MedCom, HospitalNotification 3.0). A discharge to the home ends the stay
that it names, or else the one that was going on; every stay before that one is over by then.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import zip_longest
from typing import NamedTuple
from uuid import UUID, uuid5

from samspil.contracts.hospital import StayKind, StayStep
from samspil.region_bridge.domain.courses import ToldOf, courses, sort_out
from samspil.region_bridge.domain.notice import CANCELLATIONS, STEPS, Held, Notice, Notices, Start
from samspil.region_bridge.domain.steps import Moments, moments
from samspil.vocabulary.citizen_id import CitizenId
from samspil.vocabulary.sealed import Sealed

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_END_OF_TIME = datetime.max.replace(tzinfo=UTC)


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
    first: Start | None = None
    """As it was told first; None: as it is told now."""
    cancelled: frozenset[Step] = frozenset()
    """What the hospital took back expressly."""
    guessed: frozenset[Step] = frozenset()
    """Steps that were told of no stay that is known, and are taken to be of this one."""
    guessed_beginning: bool = False
    """Whether a correction is taken to be of this stay, because it names none."""
    wants_report: bool = False
    """Whether the ward asks for an admission report."""
    report_to: Sealed | None = None

    @property
    def told_first(self) -> Start:
        """Of what kind it was said to be and when it was said to have begun, before any correction."""
        return self.first or self.now

    @property
    def now(self) -> Start:
        """Of what kind it is and when it began, as is known now."""
        return Start(self.began_at, self.kind)


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


def cancels_nothing(citizen: CitizenId, notice: Notice, notices: Notices) -> bool:
    """Whether it takes back what none of these tells, so that nothing follows from it.

    What else was cancelled is left aside: told twice, a cancellation is still of something.
    """
    if notice.what not in CANCELLATIONS:
        return False
    told = {id_: one for id_, one in notices.items() if one.what not in CANCELLATIONS}
    last = replace(notice, noted_at=_END_OF_TIME)
    return stays_of(citizen, {**told, notice.message_id: last}) == stays_of(citizen, told)


def _stays(citizen: CitizenId, told: tuple[ToldOf, ...], home: StayStep) -> Iterable[Stay]:
    for one, following in zip_longest(told, told[1:]):
        found = {step: _moments(one, step) for step in dict.fromkeys(STEPS.values())}
        end = _end(found[StayStep.DISCHARGED], following.now.at if following else None, home)
        steps = {
            Step(step, at)
            for step in (StayStep.LEAVE_STARTED, StayStep.LEAVE_ENDED)
            for at in found[step].standing
        }
        asking = [each for each in (*one.about, *(late.notice for late in one.later)) if each.wants_report]
        yield Stay(
            _name(citizen, _told_first(one)),
            one.now.kind,
            one.now.at,
            frozenset(steps | ({end} if end else set())),
            one.first,
            frozenset(Step(step, at) for step, moments in found.items() for at in moments.cancelled),
            frozenset(
                Step(STEPS[late.notice.what], late.notice.occurred_at) for late in one.later if late.guessed
            ),
            one.guessed,
            bool(asking),
            min((each.report_to for each in asking if each.report_to), default=None),
        )


def _told_first(told: ToldOf) -> Notice:
    return min(told.about, key=lambda one: (one.stay_id is None, one.start != told.first, one.message_id))


def _moments(told: ToldOf, step: StayStep) -> Moments:
    about = [one.notice for one in told.later if STEPS[one.notice.what] is step]
    if step is StayStep.DISCHARGED:
        about = [one for one in about if one.what in CANCELLATIONS or one.occurred_at >= told.now.at]
    return moments(about, once=step is StayStep.DISCHARGED)


def _end(discharges: Moments, following: datetime | None, home: StayStep) -> Step | None:
    for at in discharges.standing:  # one at most
        if following is None or at <= following:
            return Step(home, at)
    return Step(StayStep.ENDED, following) if following else None


def takes_back_a_death(notice: Notice, notices: Notices) -> bool:
    """Whether a death was told that this notice says was none."""
    return any(one.what is Held.DEATH and takes_back(notice, one) for one in notices.values())


def _tells_a_death(course: Collection[Notice]) -> bool:
    return any(
        one.what is Held.DEATH and not any(takes_back(later, one) for later in course) for one in course
    )


def takes_back(notice: Notice, death: Notice) -> bool:
    """Whether it says that this death was none (AN_MORS): noted no earlier, of the same stay."""
    same = set(notice.episodes) & set(death.episodes) and (
        notice.encounter == death.encounter or notice.start == death.start
    )
    return notice.alive and bool(same) and notice.noted_at >= death.noted_at


def _name(citizen: CitizenId, notice: Notice) -> UUID:
    """From the course's first name and the stay's start: whichever notice comes first, it is the same."""
    since = (notice.started_at - _EPOCH) // timedelta(microseconds=1)
    return notice.stay_id or uuid5(uuid5(citizen, str(notice.episodes[0])), f"{notice.kind} {since}")
