"""Looking at a person of one file or several: what each stay and milestone asks by any of the plans, once."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime
from uuid import UUID

from samspil.plan.domain.files import File, Files, are_ours
from samspil.plan.domain.follow_up import follow_up_by
from samspil.plan.domain.milestone import Milestone, Milestones
from samspil.plan.domain.one_stay import OneStay, stays_of
from samspil.plan.domain.pause_for_stays import pause_for_stays
from samspil.plan.domain.rest import asking, rest
from samspil.plan.domain.review_milestone import asked_by, review_by, review_milestone
from samspil.plan.domain.settle import Brought, settle
from samspil.plan.domain.stay import Stay
from samspil.plan.domain.withdraw import withdraw_follow_ups, withdraw_questions, withdraw_reviews
from samspil.rulebook.rulebook import Rulebook
from samspil.vocabulary.copenhagen import danish_day


def look(files: Files, rules: Rulebook, told: UUID | None, now: datetime, *, in_time: bool = True) -> Files:
    """As everything stands that files tell by now; ``told`` is what something was just heard of, if anything.

    What a stay or a milestone asked for it asks for as long as it stands. About help and plans about which it
    asked nothing yet it asks if it was just told or rested, and where it is still ``in_time``.
    """
    is_ours = are_ours(files, rules.municipalities)
    files = tuple(file.away(are_away=not is_ours) for file in files)
    if not is_ours:
        return tuple(_at_rest(file, told, now) for file in files)
    stays, milestones = stays_of(files), _milestones_of(files)
    known = {*milestones, *(name for one in stays for name in one.names)}
    anew = {*([told] if told else []), *(cause for file in files for cause in file.citizen.resting)}
    files = tuple(_without_strangers(file.awake(), known, now) for file in files)
    for stay in stays:
        is_anew = not anew.isdisjoint(stay.names) or (in_time and _is_of_today(stay, rules, now))
        files = _settled(files, stay, rules, now, anew=is_anew)
        if is_anew and stay.admitted_again:
            files = tuple(file.resting(stay.name_in(file)) if file.plan else file for file in files)
    for milestone in milestones.values():
        is_anew = milestone.id in anew or (in_time and _is_in_time(milestone, rules, now))
        files = tuple(_reviewed(file, milestone, rules, now, anew=is_anew) for file in files)
    return tuple(_paused(file, stays, now) for file in files)


def _at_rest(file: File, told: UUID | None, now: datetime) -> File:
    if file.plan is None:
        return file
    causes = (*asking(file.brought), *([told] if told else []))
    return file.resting(*causes).after(rest(file.plan, file.brought, now))


def _milestones_of(files: Files) -> Milestones:
    """Each by its id, which is the jobcenter's own, with what all files tell of it."""
    found: Milestones = {}
    for file in files:
        for id_, one in file.milestones.items():
            found[id_] = found.get(id_, one).told_also(one)
    return found


def _is_of_today(one: OneStay, rules: Rulebook, now: datetime) -> bool:
    """Whether it goes on, or those who help are still in time to be in touch after it."""
    home = one.stay.came_home_at
    return one.stay.goes_on or (home is not None and follow_up_by(rules, home) >= danish_day(now))


def _is_in_time(one: Milestone, rules: Rulebook, now: datetime) -> bool:
    asked = asked_by(one)
    return asked is not None and review_by(*asked, rules) >= danish_day(now)


def _reviewed(file: File, one: Milestone, rules: Rulebook, now: datetime, *, anew: bool) -> File:
    if file.plan is None:
        return file
    reviews, facts = review_milestone(file.plan, file.brought.reviews, one, rules, now, anew=anew)
    return file.after((file.brought._replace(reviews=reviews), facts))


def _paused(file: File, stays: Iterable[OneStay], now: datetime) -> File:
    """A stay without a beginning may be one that another file tells of: it counts where it is told alone."""
    if file.plan is None:
        return file
    told: Mapping[UUID, Stay] = {
        name: replace(one.stay, id=one.name_in(file))
        for one in stays
        for name in one.names
        if one.stay.begins is not None or one.is_told_of(file)
    }
    return file.with_plan(pause_for_stays(file.plan, told, now))


def _settled(files: Files, one: OneStay, rules: Rulebook, now: datetime, *, anew: bool) -> Files:
    """What the stay asks in each file; of a worker who helps by two plans, it is asked in one of them."""
    had = [each for file in files for each in file.follow_ups_of(one.names)]
    not_again = {each.support_worker for each in had if each.completed_at is not None}
    if not anew:
        not_again |= _newcomers(files, {each.support_worker for each in had}, danish_day(now))
    owing = {who: place for place, file in reversed([*enumerate(files)]) for who in _owing(file, one)}
    settled: list[File] = []
    for place, file in enumerate(files):
        elsewhere = {who for who, there in owing.items() if there != place}
        after = _settled_in(file, one, not_again | elsewhere, rules, now, anew=anew)
        if one.stay.came_home_at and any(
            each.withdrawn_at and each.support_worker in elsewhere for each in after.follow_ups_of(one.names)
        ):
            after = after.resting(one.name_in(after))
        owing = {**dict.fromkeys(_owing(after, one), place), **owing}
        settled.append(after)
    return tuple(settled)


def _settled_in(
    file: File, one: OneStay, but: Collection[str], rules: Rulebook, now: datetime, *, anew: bool
) -> File:
    """A stay without a beginning may be one that another file tells of: it asks where it is told alone."""
    plan, told_here = file.plan, one.is_told_of(file)
    if plan is None or (one.stay.begins is None and not told_here):
        return file
    name = one.name_in(file)
    file = _withdrawn_of(file, (other for other in one.names if other != name), now)
    follow_ups, withdrawn = withdraw_follow_ups(plan, file.brought.follow_ups, name, now, but)
    file = file.after((file.brought._replace(follow_ups=follow_ups), withdrawn))
    stay = replace(one.stay, id=name)
    told_here = name in file.stays
    return file.after(settle(plan, file.brought, stay, rules, now, told_here=told_here, but=but, anew=anew))


def _owing(file: File, one: OneStay) -> list[str]:
    """Who has to be in touch because of the stay, by this file."""
    return [each.support_worker for each in file.follow_ups_of(one.names) if each.waits]


def _newcomers(files: Files, had: Collection[str], day: date) -> set[str]:
    """Who would be asked that day about help only about which nobody was asked."""
    help_ = [one for file in files if file.plan for one in file.plan.support]
    known = {one.asked_on(day) for one in help_ if not one.may_be_asked.isdisjoint(had)}
    return {one.asked_on(day) for one in help_} - known


def _without_strangers(file: File, known: Collection[UUID], now: datetime) -> File:
    """Without what it asks because of what was told of somebody who turned out to be another person."""
    causes = {*file.unsettled, *asking(file.brought)}
    return _withdrawn_of(file, (one for one in sorted(causes) if one not in known), now)


def _withdrawn_of(file: File, causes: Iterable[UUID], now: datetime) -> File:
    for cause in causes:
        if file.plan is not None:
            questions, no_answers = withdraw_questions(file.plan, file.brought.questions, cause, now)
            follow_ups, no_contacts = withdraw_follow_ups(file.plan, file.brought.follow_ups, cause, now)
            reviews, no_reviews = withdraw_reviews(file.brought.reviews, {cause}, now)
            brought = Brought(questions, follow_ups, reviews)
            file = file.after((brought, (*no_answers, *no_contacts, *no_reviews)))
    return file
