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
    homeless = []
    for notice in course:
        if notice.what not in {Happened.LEAVE_STARTED, Happened.LEAVE_ENDED, Happened.DISCHARGED}:
            continue
        start = _named(notice, admissions, cancelled) or _latest_before(notice, admissions, cancelled)
        if start is None:
            homeless.append(notice)
        else:
            later.setdefault(start, []).append(notice)
    if homeless:
        later.setdefault(min(one.start for one in homeless), []).extend(homeless)
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
            start = _named(notice, admissions) or max(alike, default=notice.start)
            noted[start] = max(notice.noted_at, noted.get(start, notice.noted_at))
    return {
        start for start, at in noted.items() if all(one.noted_at <= at for one in admissions.get(start, ()))
    }


def _named(
    notice: Notice, admissions: Mapping[Start, list[Notice]], cancelled: Collection[Start] = ()
) -> Start | None:
    """The stay that it names: by its beginning, else by the hospital's contact."""
    if notice.start in admissions or notice.start in cancelled:
        return notice.start
    by_contact = [
        start
        for start, told in admissions.items()
        if start.at <= notice.occurred_at and any(one.encounter == notice.encounter for one in told)
    ]
    return max(by_contact, default=None)


def _latest_before(
    notice: Notice, admissions: Mapping[Start, list[Notice]], cancelled: Collection[Start]
) -> Start | None:
    """The stay that was going on; leaves are taken from one of the same kind, home goes who is anywhere."""
    begun = (
        start
        for start in admissions
        if start.at < notice.occurred_at
        and start not in cancelled
        and (notice.what is Happened.DISCHARGED or start.kind is notice.kind)
    )
    return max(begun, default=None)
