"""Danish days, and ids that tell no more than they should."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from holidays import country_holidays
from hypothesis import given
from hypothesis import strategies as st

from samspil.vocabulary.citizen_id import new_citizen_id
from samspil.vocabulary.copenhagen import danish_day, danish_time, day_after, start_of
from samspil.vocabulary.ids import uuid7
from samspil.vocabulary.working_days import add_working_days, is_working_day, working_day_before

DAYS = st.dates(min_value=date(2015, 1, 1), max_value=date(2060, 12, 31))
COUNTS = st.integers(min_value=1, max_value=60)


@pytest.mark.parametrize(
    "day",
    [
        date(2026, 4, 2),  # skærtorsdag
        date(2026, 4, 6),  # anden påskedag
        date(2026, 5, 14),  # Kristi himmelfartsdag
        date(2026, 6, 5),  # Grundlovsdag, a Friday
        date(2026, 12, 24),  # juleaftensdag, a Thursday
        date(2026, 12, 25),
        date(2027, 1, 1),
        date(2023, 5, 5),  # the last store bededag
        date(2026, 11, 21),  # a Saturday
        date(2026, 11, 22),  # a Sunday
    ],
)
def test_a_day_on_which_the_office_is_closed_is_no_working_day(day: date) -> None:
    assert not is_working_day(day)


@pytest.mark.parametrize(
    "day",
    [date(2026, 5, 1), date(2026, 12, 31), date(2024, 4, 26), date(2026, 11, 23)],
    ids=["1 May", "31 December", "where store bededag would have been", "a Monday"],
)
def test_a_day_that_is_free_by_local_custom_at_most_is_a_working_day(day: date) -> None:
    assert is_working_day(day)


def test_of_a_whole_year_these_weekdays_and_no_others_are_free() -> None:
    year = [date(2027, 1, 1) + timedelta(days=n) for n in range(365)]

    assert [day for day in year if day.weekday() < 5 and not is_working_day(day)] == [
        date(2027, 1, 1),
        date(2027, 3, 25),  # skærtorsdag
        date(2027, 3, 26),
        date(2027, 3, 29),
        date(2027, 5, 6),  # Kristi himmelfartsdag
        date(2027, 5, 17),  # anden pinsedag
        date(2027, 12, 24),
    ]
    assert not any(is_working_day(day) for day in year if day.weekday() >= 5)


def test_besides_our_own_closed_days_those_weekdays_are_free_that_the_library_of_holidays_knows() -> None:
    weekdays = [day for n in range(100 * 365) if (day := date(2000, 1, 1) + timedelta(days=n)).weekday() < 5]
    ours = {(6, 5), (12, 24)}
    theirs = country_holidays("DK")

    free = [day for day in weekdays if (day.month, day.day) in ours or day in theirs]

    assert [day for day in weekdays if not is_working_day(day)] == free


def test_a_deadline_is_counted_from_the_day_after_whatever_day_it_starts_on() -> None:
    friday, saturday, sunday, monday = (date(2026, 11, day) for day in (20, 21, 22, 23))

    assert {add_working_days(day, 1) for day in (friday, saturday, sunday)} == {monday}
    assert add_working_days(monday, 5) == date(2026, 11, 30)


def test_easter_is_stepped_over() -> None:
    assert add_working_days(date(2026, 4, 1), 1) == date(2026, 4, 7)


@given(DAYS, COUNTS)
def test_a_deadline_is_a_working_day_with_exactly_that_many_from_the_start(start: date, count: int) -> None:
    deadline = add_working_days(start, count)

    passed = [start + timedelta(days=n) for n in range(1, (deadline - start).days + 1)]
    assert sum(map(is_working_day, passed)) == count
    assert is_working_day(deadline)


@given(DAYS)
def test_between_a_day_and_the_working_day_before_it_nobody_is_at_work(day: date) -> None:
    before = working_day_before(day)

    between = [before + timedelta(days=n) for n in range(1, (day - before).days)]
    assert before < day
    assert is_working_day(before)
    assert not any(map(is_working_day, between))


def test_before_the_first_day_that_can_be_written_there_is_none() -> None:
    assert working_day_before(date.min) == date.min


@given(DAYS, COUNTS, COUNTS)
def test_two_steps_reach_as_far_as_one_long_step(start: date, one: int, two: int) -> None:
    assert add_working_days(add_working_days(start, one), two) == add_working_days(start, one + two)


@pytest.mark.parametrize("count", [0, -1])
def test_a_deadline_lies_ahead(count: int) -> None:
    with pytest.raises(ValueError):
        add_working_days(date(2026, 1, 1), count)


@given(st.dates(min_value=date(1990, 1, 1), max_value=date(2100, 12, 31)))
def test_a_danish_day_begins_at_its_start_and_not_a_moment_before(day: date) -> None:
    assert danish_day(start_of(day)) == day
    assert danish_day(start_of(day) - timedelta(microseconds=1)) == day - timedelta(days=1)


def test_a_danish_day_begins_the_evening_before_in_utc() -> None:
    assert start_of(date(2026, 1, 15)) == datetime(2026, 1, 14, 23, tzinfo=UTC)
    assert start_of(date(2026, 7, 15)) == datetime(2026, 7, 14, 22, tzinfo=UTC)


def test_an_instant_without_time_zone_names_no_day() -> None:
    with pytest.raises(ValueError):
        danish_day(datetime(2026, 1, 1))  # noqa: DTZ001


def test_ids_of_events_sort_by_time_and_those_of_citizens_tell_nothing() -> None:
    made = [uuid7() for _ in range(1000)]
    assert made == sorted(made)
    assert type(made[0]) is UUID
    assert made[0].version == 7
    assert new_citizen_id().version == 4


@given(st.dates())
def test_every_day_that_can_be_written_has_a_start_a_next_day_and_a_deadline(day: date) -> None:
    assert abs((danish_day(start_of(day)) - day).days) <= 1
    following = day_after(day)
    assert following is None or following - day == timedelta(days=1)
    assert day <= add_working_days(day, 5) <= date.max


@given(st.datetimes(timezones=st.just(UTC)))
def test_every_instant_that_can_be_written_has_a_danish_time(instant: datetime) -> None:
    assert abs((danish_day(instant) - instant.date()).days) <= 1
    assert danish_time(instant).date() == danish_day(instant)


def test_at_the_ends_of_what_can_be_written_the_end_is_the_answer() -> None:
    assert start_of(date.min) == datetime.min.replace(tzinfo=UTC)
    assert danish_day(datetime.max.replace(tzinfo=UTC)) == date.max
    assert day_after(date.max) is None
    assert add_working_days(date.max, 1) == date.max
