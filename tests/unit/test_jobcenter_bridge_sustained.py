"""Whether what was achieved lasts: on its days by the calendar, and only where somebody could see it."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samspil.contracts.employment import EmploymentMilestoneSustained, MilestoneKind, SustainedFor
from samspil.jobcenter_bridge.domain.activity import Activity, Status
from samspil.jobcenter_bridge.domain.milestones import Milestones, record, void
from samspil.jobcenter_bridge.domain.sustained import looked_at, next_look, unsaid, unseen
from samspil.jobcenter_bridge.domain.told import Told
from samspil.rulebook.rulebook import Rulebook
from samspil.rulebook.sustained import SustainedMonths
from samspil.testkit.builders import RULES
from samspil.vocabulary.copenhagen import danish_day, start_of
from samspil.vocabulary.months import months_on

ID = UUID(int=7)
ON = date(2026, 8, 31)
DAY = timedelta(days=1)
THREE, SIX, TWELVE = MONTHS = tuple(SustainedFor)
DAYS = {THREE: date(2026, 11, 30), SIX: date(2027, 2, 28), TWELVE: date(2027, 8, 31)}
"""By hand: there is no 31 November, and none of February."""


def job(status: Status = Status.ACHIEVED, **changed: Any) -> Activity:
    whole: dict[str, Any] = {"ends_on": None, "minutes_per_week": 900, "achieved_on": ON}
    return Activity(ID, status, MilestoneKind.ORDINARY_JOB, date(2026, 8, 1), **{**whole, **changed})


TOLD = Told.of(job())


def noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 11, tzinfo=UTC)


@pytest.mark.parametrize(
    ("day", "months", "on"),
    [
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2027, 8, 31), 6, date(2028, 2, 29)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2026, 12, 31), 12, date(2027, 12, 31)),
        (date(9999, 11, 30), 3, date.max),
    ],
)
def test_months_are_those_of_the_calendar(day: date, months: int, on: date) -> None:
    assert months_on(day, months) == on


@given(st.dates(), st.sampled_from([3, 6, 12]))
def test_so_many_months_on_it_is_the_same_day_or_the_last_of_a_shorter_month(day: date, months: int) -> None:
    on = months_on(day, months)

    assert on > day or on == date.max
    if on != date.max:
        assert (on.year * 12 + on.month) - (day.year * 12 + day.month) == months
        assert on.day == day.day or (on.day < day.day and (on + DAY).day == 1)


def test_it_is_said_on_its_day_and_not_the_day_before() -> None:
    for months, day in DAYS.items():
        earlier = [one for one in SustainedFor if one < months]
        assert unsaid(TOLD, earlier, MONTHS, day) is months
        assert unsaid(TOLD, earlier, MONTHS, day - DAY) is None
        assert next_look(TOLD, day - DAY) == day
    assert next_look(TOLD, DAYS[TWELVE]) is None


def test_what_nobody_saw_in_its_time_stays_unknown_and_is_counted() -> None:
    assert unsaid(TOLD, [], MONTHS, DAYS[TWELVE]) is TWELVE
    assert unseen(TOLD, [TWELVE], MONTHS, DAYS[TWELVE]) == (THREE, SIX)
    assert unseen(TOLD, [], MONTHS, DAYS[TWELVE] - DAY) == (THREE, SIX)
    assert unseen(TOLD, [THREE, SIX, TWELVE], MONTHS, DAYS[TWELVE]) == ()


@pytest.mark.parametrize(
    "one",
    [
        job(Status.LOST, ends_on=date(2026, 10, 1)),
        job(Status.ENDED, ends_on=date(2026, 10, 1)),
        job(Status.CREATED),
        job(Status.PROPOSED),
        job(Status.STARTED, achieved_on=None),
    ],
    ids=lambda one: str(one.status),
)
def test_of_what_is_lost_over_or_not_achieved_nothing_lasts(one: Activity) -> None:
    assert unsaid(Told.of(one), [], MONTHS, date(2030, 1, 1)) is None
    assert next_look(Told.of(one), ON) is None
    assert unseen(Told.of(one), [], MONTHS, date(2030, 1, 1)) == ()


def sustained(facts: tuple[object, ...]) -> list[tuple[int, date]]:
    return [(one.months, one.checked_on) for one in facts if isinstance(one, EmploymentMilestoneSustained)]


def test_it_lasts_once_for_each_of_its_months_however_often_it_is_looked_at() -> None:
    known: Milestones = {}
    said = []
    for day in [ON, *DAYS.values(), date(2029, 1, 1)]:
        for at in (noon(day), noon(day)):
            known, facts, _ = record(known, job(), 1, MONTHS, at)
            said += sustained(facts)

    assert said == list(DAYS.items())


def test_a_corrected_day_begins_its_months_anew_and_a_deletion_ends_them() -> None:
    known, *_ = record({}, job(), 1, MONTHS, noon(DAYS[THREE]))
    later = job(achieved_on=date(2026, 9, 30))
    known, facts, _ = record(known, later, 2, MONTHS, noon(DAYS[THREE]))
    assert sustained(facts) == []
    known, facts, _ = record(known, later, 2, MONTHS, noon(date(2026, 12, 30)))
    assert sustained(facts) == [(3, date(2026, 12, 30))]

    known, *_ = void(known, ID, 3, noon(date(2027, 1, 1)))
    assert known[ID].sustained == ()
    assert known[ID].told is None


HAPPENS = st.sampled_from([job(), job(), job(Status.LOST, ends_on=date(2027, 1, 1)), None])
"""What a look finds; None: it could not be read."""


def test_whatever_happens_it_is_said_to_last_only_when_it_was_seen_to() -> None:
    met: Counter[str] = Counter()

    @settings(max_examples=200)
    @given(st.lists(st.tuples(st.integers(0, 500), HAPPENS), min_size=1, max_size=8))
    def holds(looks: list[tuple[int, Activity | None]]) -> None:
        known: Milestones = {}
        said: list[tuple[int, date]] = []
        seen = set()
        for version, (after, found) in enumerate(sorted(looks, key=lambda look: look[0])):
            at = noon(ON + after * DAY)
            if found is not None:
                known, facts, _ = record(known, found, version, MONTHS, at)
                said += sustained(facts)
                if found.status is Status.ACHIEVED:
                    seen.add(danish_day(at))
        for months, day in said:
            assert day in seen
            assert day >= DAYS[SustainedFor(months)]
        assert [months for months, _ in said] == sorted({months for months, _ in said})
        met["said"] += bool(said)
        met["skipped"] += [months for months, _ in said] in ([6], [12], [3, 12], [6, 12])
        met["could not be read"] += any(found is None for _, found in looks)

    holds()
    assert min(met.values()) >= 20


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(0, 500))
def test_from_look_to_look_no_month_is_passed_over(achieved_on: date, after: int) -> None:
    told = replace(TOLD, achieved_on=achieved_on)
    today = achieved_on + after * DAY
    day = next_look(told, today)

    if day is None:
        assert today >= months_on(achieved_on, 12)
    else:
        assert day > today
        assert unsaid(told, [], MONTHS, danish_day(start_of(day))) not in {
            None,
            unsaid(told, [], MONTHS, today),
        }
        assert unsaid(told, [], MONTHS, day - DAY) == unsaid(told, [], MONTHS, today)


def dated(*rows: tuple[date, tuple[int, ...]]) -> Rulebook:
    """A rulebook that says no more than these months, each from its day on."""
    sustained = tuple(SustainedMonths(months=months, valid_from=day, source="") for day, months in rows)
    return replace(RULES, sustained=sustained)


def test_the_shipped_rulebook_looks_after_every_number_of_months_that_can_be_said_of() -> None:
    assert looked_at(RULES, ON) == MONTHS


def test_another_rulebook_changes_the_looks_from_its_day_on() -> None:
    new_year = date(2027, 1, 1)
    rules = dated((date(2020, 1, 1), (3, 6, 12)), (new_year, (3, 12)))

    assert looked_at(rules, new_year - DAY) == MONTHS
    assert looked_at(rules, new_year) == (THREE, TWELVE)
    assert looked_at(rules, date(2019, 12, 31)) == ()
    assert unsaid(TOLD, [THREE], looked_at(rules, DAYS[SIX]), DAYS[SIX]) is None
    assert unsaid(TOLD, [THREE], looked_at(rules, DAYS[TWELVE]), DAYS[TWELVE]) is TWELVE
    assert unseen(TOLD, [THREE], looked_at(rules, DAYS[TWELVE]), DAYS[TWELVE]) == (TWELVE,)


def test_months_that_come_back_are_looked_at_because_each_day_is_kept() -> None:
    """Whoever adds a look later does not have to go through what was achieved before."""
    assert looked_at(dated((ON, (12,))), DAYS[SIX]) == (TWELVE,)
    assert next_look(TOLD, DAYS[THREE]) == DAYS[SIX]


@pytest.mark.parametrize("months", [(0,), (-3, 6), (6, 3), (3, 3)])
def test_months_that_are_none_or_do_not_rise_are_refused(months: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match=r"sustained\.toml"):
        SustainedMonths(months=months, valid_from=ON, source="")


def test_a_look_that_no_fact_can_say_is_refused() -> None:
    with pytest.raises(ValueError, match="9 is not a valid SustainedFor"):
        looked_at(dated((ON, (3, 9))), ON)
