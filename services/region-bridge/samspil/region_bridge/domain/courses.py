"""Courses: which notices belong together, and within a course, which stay each of them is about."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from samspil.region_bridge.domain.notice import Happened, Notice, Start


def courses(notices: Iterable[Notice]) -> list[list[Notice]]:
    """Notices that share a name of their course, directly or through others."""
    found: list[list[Notice]] = []
    for notice in notices:
        names = set(notice.episodes)
        near = [course for course in found if any(names & set(one.episodes) for one in course)]
        found = [course for course in found if course not in near]
        found.append([notice, *(one for course in near for one in course)])
    return found


_LEAVES = {Happened.LEAVE_STARTED, Happened.LEAVE_ENDED}


@dataclass(frozen=True, slots=True)
class Course:
    """What was told of each stay, by its start; a cancelled one is told of and does not stand."""

    admissions: Mapping[Start, list[Notice]]
    later: Mapping[Start, list[Notice]]
    """Leaves and discharges; where no admission fits them, under the start that they tell themselves."""
    cancelled: frozenset[Start]

    @property
    def standing(self) -> list[Start]:
        """The stays that there were, the oldest first."""
        return sorted((self.admissions.keys() | self.later.keys()) - self.cancelled)

    def about(self, start: Start) -> list[Notice]:
        """The notices that name the stay: its admissions, where there are any."""
        return self.admissions.get(start) or self.later[start]


def sort_out(course: Collection[Notice]) -> Course:
    """Tie each notice to its stay; the order of the notices does not matter."""
    admissions = _by_start(one for one in course if one.what is Happened.ADMITTED)
    cancelled = _cancelled(course, admissions)
    later: dict[Start, list[Notice]] = {}
    for whats in (_LEAVES, {Happened.DISCHARGED}):  # a leave tells of its stay, which a discharge may end
        begun = admissions.keys() | later.keys() | cancelled
        told = [one for one in course if one.what in whats]
        starts = [
            _named(one, begun, admissions) or _latest_before(one, begun - cancelled) or one.start
            for one in told
        ]
        for start, notice in zip(starts, told, strict=True):
            later.setdefault(start, []).append(notice)
    return Course(admissions, later, frozenset(cancelled))


def _by_start(notices: Iterable[Notice]) -> dict[Start, list[Notice]]:
    found: dict[Start, list[Notice]] = {}
    for notice in notices:
        found.setdefault(notice.start, []).append(notice)
    return found


def _cancelled(course: Collection[Notice], admissions: Mapping[Start, list[Notice]]) -> set[Start]:
    """What was cancelled and not told anew afterwards; a cancellation may come before its admission."""
    noted: dict[Start, datetime] = {}
    for notice in course:
        if notice.what is Happened.RETRACTED:
            alike = [one for one in admissions if one.kind is notice.kind and one.at < notice.occurred_at]
            start = _named(notice, admissions, admissions) or max(alike, default=notice.start)
            noted[start] = max(notice.noted_at, noted.get(start, notice.noted_at))
    return {
        start for start, at in noted.items() if all(one.noted_at <= at for one in admissions.get(start, ()))
    }


def _named(
    notice: Notice, begun: Collection[Start], admissions: Mapping[Start, list[Notice]]
) -> Start | None:
    """The stay that it names: by its beginning, else by the hospital's contact."""
    if notice.start in begun:
        return notice.start
    by_contact = [
        start
        for start, told in admissions.items()
        if start.at <= notice.occurred_at and any(one.encounter == notice.encounter for one in told)
    ]
    return max(by_contact, default=None)


def _latest_before(notice: Notice, begun: Collection[Start]) -> Start | None:
    """The stay that was going on; leaves are taken from one of the same kind, home goes who is anywhere."""
    going_on = (
        start
        for start in begun
        if start.at < notice.occurred_at and (notice.what is Happened.DISCHARGED or start.kind is notice.kind)
    )
    return max(going_on, default=None)
