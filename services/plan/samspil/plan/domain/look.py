"""Looking at a person of several files: what each stay asks of whoever helps by any of the plans, once."""

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from samspil.plan.domain.files import File, Files, are_ours
from samspil.plan.domain.follow_up import last_day
from samspil.plan.domain.one_stay import OneStay, stays_of
from samspil.plan.domain.rest import asking, rest
from samspil.plan.domain.settle import settle
from samspil.plan.domain.withdraw import withdraw_follow_ups, withdraw_questions
from samspil.vocabulary.copenhagen import danish_day


def look(files: Files, ours: Collection[str], told: UUID | None, now: datetime) -> Files:
    """As everything stands that files tell by now; ``told`` is the stay of which something was just heard.

    Of one file alone it gives what hearing about it gives, and takes back what it asked for others.
    """
    files = tuple(file.away(are_away=not are_ours(files, ours)) for file in files)
    if not are_ours(files, ours):
        return tuple(_at_rest(file, told, now) for file in files)
    stays = stays_of(files)
    names = {name for one in stays for name in one.names}
    resting = {stay for file in files for stay in file.citizen.resting}
    files = tuple(_without_strangers(file.awake(), names, now) for file in files)
    for one in stays:
        asked_anew = told in one.names or not resting.isdisjoint(one.names) or _is_of_today(one, now)
        if asked_anew or any(not set(asking(file.brought)).isdisjoint(one.names) for file in files):
            files = _settled(files, one, now, to_newcomers=asked_anew)
    return files


def _at_rest(file: File, told: UUID | None, now: datetime) -> File:
    if file.plan is None:
        return file
    stays = (*asking(file.brought), *([told] if told else []))
    return file.resting(*stays).after(rest(file.plan, file.brought, now))


def _is_of_today(one: OneStay, now: datetime) -> bool:
    """Whether it goes on, or those who help are still in time to be in touch after it."""
    home = one.stay.came_home_at
    return one.stay.goes_on or (home is not None and last_day(home) >= danish_day(now))


def _settled(files: Files, one: OneStay, now: datetime, *, to_newcomers: bool) -> Files:
    """What the stay asks in each file; of a worker who helps by two plans, it is asked in one of them."""
    had = [each for file in files for each in file.follow_ups_of(one.names)]
    not_again = {each.support_worker for each in had if each.completed_at is not None}
    if not to_newcomers:
        not_again |= _helpers(files) - {each.support_worker for each in had}
    owing = {who: place for place, file in reversed([*enumerate(files)]) for who in _owing(file, one)}
    settled: list[File] = []
    for place, file in enumerate(files):
        elsewhere = {who for who, there in owing.items() if there != place}
        after = _settled_in(file, one, not_again | elsewhere, now)
        if one.stay.came_home_at and any(
            each.withdrawn_at and each.support_worker in elsewhere for each in after.follow_ups_of(one.names)
        ):
            after = after.resting(one.name_in(after))
        owing = {**dict.fromkeys(_owing(after, one), place), **owing}
        settled.append(after)
    return tuple(settled)


def _settled_in(file: File, one: OneStay, but: Collection[str], now: datetime) -> File:
    """A stay without a beginning may be one that another file tells of: it asks where it is told alone."""
    plan, told_here = file.plan, one.is_told_of(file)
    if plan is None or (one.stay.began is None and not told_here):
        return file
    name = one.name_in(file)
    file = _withdrawn_of(file, (other for other in one.names if other != name), now)
    follow_ups, withdrawn = withdraw_follow_ups(plan, file.brought.follow_ups, name, now, but)
    file = file.after((file.brought._replace(follow_ups=follow_ups), withdrawn))
    stay = replace(one.stay, id=name)
    return file.after(settle(plan, file.brought, stay, now, told_here=name in file.stays, but=but))


def _owing(file: File, one: OneStay) -> list[str]:
    """Who has to be in touch because of the stay, by this file."""
    return [each.support_worker for each in file.follow_ups_of(one.names) if each.waits]


def _helpers(files: Files) -> set[str]:
    return {help_.support_worker for file in files if file.plan for help_ in file.plan.support}


def _without_strangers(file: File, known: Collection[UUID], now: datetime) -> File:
    """Without what it asks because of stays of somebody who turned out to be another person."""
    return _withdrawn_of(file, (stay for stay in file.unsettled if stay not in known), now)


def _withdrawn_of(file: File, stays: Iterable[UUID], now: datetime) -> File:
    for stay in stays:
        if file.plan is not None:
            questions, no_answers = withdraw_questions(file.plan, file.brought.questions, stay, now)
            follow_ups, no_contacts = withdraw_follow_ups(file.plan, file.brought.follow_ups, stay, now)
            file = file.after((file.brought._replace(questions=questions), no_answers))
            file = file.after((file.brought._replace(follow_ups=follow_ups), no_contacts))
    return file
