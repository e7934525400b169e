"""One stay, whichever of a person's files it was told of: its id differs there, its beginning does not."""

from collections.abc import Iterable
from datetime import datetime
from functools import reduce
from typing import NamedTuple
from uuid import UUID

from samspil.plan.domain.files import File, Files
from samspil.plan.domain.stay import Stay
from samspil.plan.domain.support_question import QuestionState


class OneStay(NamedTuple):
    """What all files tell of one stay, counted together."""

    stay: Stay
    names: tuple[UUID, ...]
    """Its ids, that of the surviving file first."""
    admitted_again: bool = False
    """Whether the citizen came home from it, and was admitted again."""

    def name_in(self, file: File) -> UUID:
        """The id by which the file's plan asks because of it: by which somebody acted, else is asked."""
        here = sorted(self.names, key=lambda one: one not in file.stays)
        done, waiting = _done(file), file.unsettled
        return min(here, key=lambda one: (one not in done, one not in waiting))

    def is_told_of(self, file: File) -> bool:
        """Whether the file itself was told of it."""
        return any(one in file.stays for one in self.names)


def stays_of(files: Files) -> tuple[OneStay, ...]:
    """Every stay of the person. One told elsewhere is over once the person has come home after it began.

    Its own end may be told nowhere: what is new is told of another file, where nobody knows of it.
    """
    found: list[list[Stay]] = []
    for file in files:
        of_others = list(found)
        for stay in file.stays.values():
            same = _same(stay, of_others)
            if same is None:
                found.append([stay])
            else:
                of_others.remove(same)
                same.append(stay)
    stays = [OneStay(reduce(Stay.told_also, told), tuple(one.id for one in told)) for told in found]
    stays = [_until_home(one, stays, files) for one in stays]
    return tuple(_until_admitted_again(one, stays) for one in stays)


def _same(stay: Stay, told: Iterable[list[Stay]]) -> list[Stay] | None:
    """What other files tell of the stay; rather of one that was than of one that was told by mistake."""
    alike = [one for one in told if any(stay.beginnings & each.beginnings for each in one)]
    return min(alike, key=lambda one: all(each.never_was for each in one), default=None)


def _until_home(one: OneStay, stays: Iterable[OneStay], files: Files) -> OneStay:
    home = [at for other in stays if (at := _came_home_elsewhere(one, other, files)) is not None]
    if not home or not one.stay.goes_on:
        return one
    return one._replace(stay=one.stay.ended_once_more(min(home), at_home=False))


def _came_home_elsewhere(one: OneStay, other: OneStay, files: Files) -> datetime | None:
    """When the person came home from another stay, told only where nothing is told of this one."""
    at, began = other.stay.came_home_at, one.stay.begins
    if at is None or began is None or at <= began.at:
        return None
    return None if any(one.is_told_of(file) and other.is_told_of(file) for file in files) else at


def _until_admitted_again(one: OneStay, stays: Iterable[OneStay]) -> OneStay:
    """Nobody is to be met at home because of a stay, once the citizen was admitted again after it."""
    home = one.stay.came_home_at
    again = [began.at for other in stays if (began := other.stay.begins) and _is_later(other.stay, one.stay)]
    if home is None or not again:
        return one
    over = one.stay.ended_once_more(min(again), at_home=False)
    return one._replace(stay=over, admitted_again=True)


def _is_later(stay: Stay, than: Stay) -> bool:
    """Whether it was, and began after the other was over; of two that began at once, one is the later."""
    began, home = stay.begins, than.came_home_at
    if began is None or home is None or stay.never_was or began.at < home:
        return False
    return than.begins is None or (began.at, stay.id) > (than.begins.at, than.id)


def _done(file: File) -> frozenset[UUID]:
    questions, follow_ups, reviews = file.brought
    answered = {one.stay_id for one in questions.values() if one.state is QuestionState.ANSWERED}
    met = {one.stay_id for one in follow_ups.values() if one.completed_at is not None}
    return frozenset(
        answered | met | {one.stay_id for one in reviews.values() if one.held_on and one.stay_id}
    )
