"""Courses: which notices belong together, and within a course, which stay each of them is about."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from samspil.contracts.hospital import StayStep
from samspil.region_bridge.domain.begun import Begun, begun
from samspil.region_bridge.domain.notice import STEPS, Happened, Notice, Start


def courses(notices: Iterable[Notice]) -> list[list[Notice]]:
    """Notices that share a name of their course, directly or through others."""
    found: list[list[Notice]] = []
    for notice in notices:
        names = set(notice.episodes)
        near = [course for course in found if any(names & set(one.episodes) for one in course)]
        found = [course for course in found if course not in near]
        found.append([notice, *(one for course in near for one in course)])
    return found


_LEAVES = {StayStep.LEAVE_STARTED, StayStep.LEAVE_ENDED}


class Tied(NamedTuple):
    """A notice of the stay that it is about."""

    notice: Notice
    guessed: bool
    """It names no stay that was told of, and was taken to be about the one that was going on."""


@dataclass(frozen=True, slots=True)
class ToldOf:
    """What was told of one stay."""

    first: Start
    """As it was told first: by that it is known, whatever is corrected."""
    now: Start
    about: tuple[Notice, ...]
    """The notices that name the stay: its admissions and their corrections, where there are any."""
    later: tuple[Tied, ...]
    """Leaves and discharges."""
    guessed: bool
    """Whether a correction of its beginning was taken to be about it, because nothing told of which."""


def sort_out(course: Collection[Notice]) -> tuple[ToldOf, ...]:
    """The stays that there were, the oldest first; the order of the notices does not matter."""
    told = begun(course)
    cancelled = _cancelled(course, told)
    later: dict[Start, list[Tied]] = {}
    for steps in (_LEAVES, {StayStep.DISCHARGED}):  # a leave tells of its stay, which a discharge may end
        stays = {**told.now, **{start: told.now.get(start, start) for start in (*later, *cancelled)}}
        found = [(one, _tie(one, told, stays, cancelled)) for one in course if STEPS.get(one.what) in steps]
        for notice, (start, guessed) in found:
            later.setdefault(start, []).append(Tied(notice, guessed))
    stood = (told.now.keys() | later.keys()) - cancelled
    return tuple(
        ToldOf(
            start,
            told.now.get(start, start),
            tuple(told.notices.get(start) or (one.notice for one in later[start])),
            tuple(later.get(start, ())),
            start in told.guessed,
        )
        for start in sorted(stood, key=lambda start: (told.now.get(start, start), start))
    )


def _tie(
    notice: Notice, told: Begun, stays: Mapping[Start, Start], cancelled: Collection[Start]
) -> tuple[Start, bool]:
    """The stay that it is about, by its first beginning; where none is told of, the one that it names."""
    named = _named(notice, stays, told)
    if named is not None:
        return named, False
    going_on = _latest_before(notice, {start: now for start, now in stays.items() if start not in cancelled})
    return (notice.start, False) if going_on is None else (going_on, True)


def _cancelled(course: Collection[Notice], told: Begun) -> set[Start]:
    """What was cancelled and not told anew afterwards; a cancellation may come before its admission."""
    noted: dict[Start, datetime] = {}
    for notice in course:
        if notice.what is Happened.RETRACTED:
            alike = [
                start
                for start, now in told.now.items()
                if now.kind is notice.kind and now.at < notice.occurred_at
            ]
            start = _named(notice, told.now, told) or max(
                alike, key=told.now.__getitem__, default=notice.start
            )
            noted[start] = max(notice.noted_at, noted.get(start, notice.noted_at))
    return {
        start for start, at in noted.items() if all(one.noted_at <= at for one in told.notices.get(start, ()))
    }


def _named(notice: Notice, stays: Collection[Start], told: Begun) -> Start | None:
    """The stay that it names: by a beginning that was told of it, else by the hospital's contact."""
    start = told.first.get(notice.start, notice.start)
    if start in stays:
        return start
    by_contact = [
        start
        for start, notices in told.notices.items()
        if told.now[start].at <= notice.occurred_at
        and any(one.encounter == notice.encounter for one in notices)
    ]
    return max(by_contact, key=told.now.__getitem__, default=None)


def _latest_before(notice: Notice, stays: Mapping[Start, Start]) -> Start | None:
    """The stay that was going on; leaves are taken from one of the same kind, home goes who is anywhere."""
    goes_home = STEPS[notice.what] is StayStep.DISCHARGED
    going_on = [
        start
        for start, now in stays.items()
        if now.at < notice.occurred_at and (goes_home or now.kind is notice.kind)
    ]
    return max(going_on, key=stays.__getitem__, default=None)
