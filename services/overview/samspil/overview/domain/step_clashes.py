"""Steps towards work that do not go with a stay, or with the help; and such as were lost."""

from collections.abc import Collection, Iterable, Iterator
from datetime import date

from samspil.contracts.coordination import AttentionRule
from samspil.contracts.employment import SustainedFor
from samspil.overview.domain.clash import Clash
from samspil.overview.domain.employment_state import Milestone
from samspil.overview.domain.hospital_state import Stay
from samspil.overview.domain.plan_parts import Intervention
from samspil.overview.domain.view import View
from samspil.rulebook.attention import AttentionNumbers
from samspil.vocabulary.months import months_on
from samspil.vocabulary.working_days import add_working_days, working_day_before


def going_on(steps: tuple[Milestone, ...], today: date, numbers: AttentionNumbers) -> list[Milestone]:
    """Those that are not over, and have begun or begin soon."""
    return [
        one
        for one in steps
        if not one.is_over
        and (one.ends_on is None or one.ends_on >= today)
        and (one.starts_on - today).days <= numbers.days_ahead
    ]


def during_stay(
    steps: list[Milestone], stay: Stay, today: date, numbers: AttentionNumbers
) -> Iterator[Clash]:
    """Each asks something of somebody who is in hospital."""
    for one in steps:
        by = _look_by(one, today, numbers)
        yield Clash(AttentionRule.DEMAND_DURING_STAY, one.id, stay.id, str(one.starts_on), by)


def beside_help(
    steps: list[Milestone], view: View, today: date, numbers: AttentionNumbers
) -> Iterator[Clash]:
    """Their minutes and those of the help, in the fullest week that is near; about the step that fills it.

    Help that rests takes no time, and what nobody has said the length of counts as nothing.
    """
    help_ = [one for one in view.plan.agreed_help if one.pause is None and one.minutes_per_week]
    days = sorted({day for one in steps for day in _changes(one) if (day - today).days > 0}) if help_ else []
    near = [today, *(day for day in days if (day - today).days <= numbers.days_ahead)]
    weeks = [(_total(steps, help_, day), day) for day in near]
    fullest, day = max(weeks, key=lambda week: (week[0], -week[1].toordinal()))
    asking = [one for one in steps if minutes(one, day)]
    if fullest <= numbers.minutes_a_week or not asking or not any(_given(one, day) for one in help_):
        return
    last = max(asking, key=lambda one: (one.starts_on, one.id))
    beside = min(one.id for one in help_ if _given(one, day))
    by = _look_by(last, today, numbers)
    yield Clash(AttentionRule.HOURS_BESIDE_HELP, last.id, beside, f"{fullest}", by)


def lost(steps: tuple[Milestone, ...], view: View, today: date, numbers: AttentionNumbers) -> Iterator[Clash]:
    """Those that were achieved and did not last: somebody speaks with the citizen about support.

    What was raised stands as long as the loss does; one that is heard of late is not raised.
    """
    raised = {one.id for one in view.coordination.open_attention}
    for one in steps:
        if one.lost_on is None:
            continue
        by = add_working_days(max(one.lost_on, today), numbers.working_days_to_look)
        found = Clash(AttentionRule.STEP_LOST, one.id, None, str(one.lost_on), by)
        if (today - one.lost_on).days <= numbers.days_after_loss or found.id in raised:
            yield found


def unseen(
    steps: Iterable[Milestone], looks: Collection[int], today: date, numbers: AttentionNumbers
) -> Iterator[Clash]:
    """Of what lasts as far as anybody knows, when its newest look has come and nobody has said so much of it.

    No case system is asked of what was entered here; what was not seen in its time stays unknown.
    """
    for one in steps:
        come = [months for months, day in looked_at(one).items() if months in looks and day <= today]
        if come and all(said.months < come[-1] for said in one.sustained):
            by = add_working_days(today, numbers.working_days_to_look)
            yield Clash(AttentionRule.STEP_UNSEEN, one.id, None, f"{one.achieved_on} {come[-1]}", by)


def looked_at(step: Milestone) -> dict[SustainedFor, date]:
    """The days on which somebody is to ask whether it lasts; none of what is not ours, or over."""
    if step.entered_by is None or step.achieved_on is None or step.is_over:
        return {}
    return {months: months_on(step.achieved_on, months) for months in SustainedFor}


def minutes(step: Milestone, day: date) -> int:
    """How long a week of it is on that day; 0 where it is not, or nobody has said."""
    if step.starts_on > day or (step.ends_on is not None and step.ends_on < day):
        return 0
    return next((one.minutes for one in reversed(step.weekly) if one.since <= day), 0)


def _changes(step: Milestone) -> tuple[date, ...]:
    return (step.starts_on, *(one.since for one in step.weekly))


def _given(help_: Intervention, day: date) -> int:
    begun = help_.starts_on is None or help_.starts_on <= day
    return (help_.minutes_per_week or 0) if begun else 0


def _total(steps: list[Milestone], help_: list[Intervention], day: date) -> int:
    return sum(minutes(one, day) for one in steps) + sum(_given(one, day) for one in help_)


def _look_by(step: Milestone, today: date, numbers: AttentionNumbers) -> date:
    """Before it begins; of what goes on, some days from now."""
    if step.starts_on > today:
        return working_day_before(step.starts_on)
    return add_working_days(today, numbers.working_days_to_look)


def near_from(step: Milestone, numbers: AttentionNumbers) -> Iterator[date]:
    """Days on which something of it comes near, begins or is over, by itself."""
    ends = (step.ends_on,) if step.ends_on else ()
    for day in (*_changes(step), *ends):
        yield from (day, ahead_of(day, numbers))


def ahead_of(day: date, numbers: AttentionNumbers) -> date:
    """The first day on which it is near."""
    return date.fromordinal(max(day.toordinal() - numbers.days_ahead, 1))
