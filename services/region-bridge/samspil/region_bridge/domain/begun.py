"""How stays began: admissions, and what hospitals corrected of them.

A correction tells another kind or another beginning of a stay, and not of which: that beginning is what was
wrong. Everything that was told of one stay's beginning names it from then on, the wrong one too.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from samspil.region_bridge.domain.notice import Happened, Notice, Start


@dataclass(frozen=True, slots=True)
class Begun:
    """Each stay of which a beginning was told, by the one that was told first."""

    first: Mapping[Start, Start]
    """Every beginning that was told → the first one of the same stay."""
    now: Mapping[Start, Start]
    """The first → the one that was noted last."""
    notices: Mapping[Start, tuple[Notice, ...]]
    """The first → who told."""
    guessed: frozenset[Start]
    """The first of those of which a correction is only taken to be."""


def begun(course: Collection[Notice]) -> Begun:
    """The stays of one course, as far as admissions and their corrections tell."""
    admissions = [one for one in course if one.what is Happened.ADMITTED]
    corrections = sorted((one for one in course if one.what is Happened.ADMISSION_CORRECTED), key=_as_noted)
    alike: dict[Start, frozenset[Start]] = {
        one.start: frozenset({one.start}) for one in (*admissions, *corrections)
    }

    def join(one: Notice, was: Start) -> None:
        together = alike.get(was, frozenset({was})) | alike[one.start]
        alike.update(dict.fromkeys(together, together))

    for one in corrections:
        join(one, _of_which(one, course, admissions) or one.start)
    begun_at = {one.start for one in admissions}
    mistakes = {one.start for one in course if one.what is Happened.RETRACTED}
    guessed: set[Start] = set()
    for one in corrections:
        if begun_at.isdisjoint(alike[one.start]):
            before = [
                each.start
                for each in admissions
                if each.noted_at <= one.noted_at and not mistakes & alike[each.start]
            ]
            of_kind = [start for start in before if start.kind is one.kind]
            last = max(of_kind or before, default=None)
            if last is not None:
                join(one, last)
                guessed.add(one.start)
    return _sorted((*admissions, *corrections), set(alike.values()), guessed)


def _of_which(correction: Notice, course: Collection[Notice], admissions: Collection[Notice]) -> Start | None:
    """The beginning that it corrects, by the message that it revises, by its own, or by the contact."""
    revised = [one.start for one in course if one.message_id == correction.revises]
    named = [one.start for one in admissions if one.start == correction.start]
    of_contact = [one.start for one in admissions if one.encounter == correction.encounter]
    return max(revised or named or of_contact, default=None)


def _sorted(
    notices: Collection[Notice], stays: Collection[frozenset[Start]], guessed: Collection[Start]
) -> Begun:
    first: dict[Start, Start] = {}
    now: dict[Start, Start] = {}
    by_stay: dict[Start, tuple[Notice, ...]] = {}
    for starts in stays:
        told = sorted((one for one in notices if one.start in starts), key=_as_noted)
        name = told[0].start
        first.update(dict.fromkeys(starts, name))
        now[name], by_stay[name] = told[-1].start, tuple(told)
    return Begun(first, now, by_stay, frozenset(first[one] for one in guessed))


def _as_noted(one: Notice) -> tuple[datetime, bool, Start]:
    return (one.noted_at, one.what is Happened.ADMISSION_CORRECTED, one.start)
