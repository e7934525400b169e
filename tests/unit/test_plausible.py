"""Dates that can be meant, and the one form in which a request writes them."""

import json
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from hypothesis import example, given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from samspil.vocabulary.plausible import AgreedDay, AgreedTime, HappenedDay, Meaning, is_plausible, iso_day

DAY = TypeAdapter(AgreedDay)
TODAY = date(2026, 11, 28)
NOON = datetime(2026, 11, 28, 12, tzinfo=UTC)


@given(st.dates(), st.dates(), st.sampled_from(Meaning))
@example(date.max, date.max, Meaning.AGREED)
@example(date.max, date.max, Meaning.HAPPENED)
@example(date.min, date.min, Meaning.BIRTH)
def test_every_day_is_either_plausible_or_not(day: date, today: date, meaning: Meaning) -> None:
    assert is_plausible(day, meaning, today) in {True, False}


@pytest.mark.parametrize(
    ("meaning", "first", "last"),
    [
        (Meaning.BIRTH, date(1858, 1, 1), TODAY),
        (Meaning.HAPPENED, date(1900, 1, 1), TODAY + timedelta(days=1)),
        (Meaning.AGREED, date(1900, 1, 1), TODAY + timedelta(days=3653)),
    ],
)
def test_each_meaning_has_its_first_and_its_last_day(meaning: Meaning, first: date, last: date) -> None:
    day = timedelta(days=1)
    assert is_plausible(first, meaning, TODAY)
    assert is_plausible(last, meaning, TODAY)
    assert not is_plausible(first - day, meaning, TODAY)
    assert not is_plausible(last + day, meaning, TODAY)


@pytest.mark.parametrize("no_end", [date(2099, 12, 31), date(2999, 12, 31), date(9999, 12, 31), date.min])
def test_what_other_systems_write_for_no_end_is_refused(no_end: date) -> None:
    with pytest.raises(ValidationError) as refused:
        DAY.validate_python(no_end.isoformat())
    assert refused.value.errors()[0]["type"] == "date_implausible"


@pytest.mark.parametrize(
    "written",
    [
        1795000000,
        20261128,
        "1795000000",
        "20261128",
        "2026",
        "2026-11",
        "2026-W48-6",
        "2026-332",
        "2026-11-28T00:00:00Z",
        "2026-11-31",
        "２０２６-11-28",
        " 2026-11-28",
        "2026-11-28\n",
        "",
        None,
        True,
        ["2026-11-28"],
    ],
)
def test_a_day_is_written_in_one_way_only(written: object) -> None:
    for read, given_ in ((DAY.validate_python, written), (DAY.validate_json, json.dumps(written))):
        with time_machine.travel(TODAY), pytest.raises(ValidationError) as refused:
            read(given_)  # type: ignore[arg-type]  # that is the question
        assert refused.value.errors()[0]["type"] == "date_parsing"


@given(st.dates())
def test_a_written_day_is_read_as_that_day(day: date) -> None:
    assert iso_day(day.isoformat()) == day


HAPPENED = TypeAdapter(HappenedDay)
TIME = TypeAdapter(AgreedTime)


@pytest.mark.parametrize(
    ("day", "wrong"),
    [
        (TODAY, None),
        (date(1900, 1, 1), None),
        (TODAY + timedelta(days=1), "date_future"),
        (date.max, "date_future"),
        (date(1899, 12, 31), "date_implausible"),
        (date.min, "date_implausible"),
    ],
)
def test_what_happened_happened_today_at_the_latest(day: date, wrong: str | None) -> None:
    with time_machine.travel(NOON):
        assert first_wrong(HAPPENED, day.isoformat()) == wrong


@pytest.mark.parametrize("written", [1795000000, "20261128", "2026-W48-6", "2026-11-28T00:00:00Z", None])
def test_a_day_on_which_something_happened_is_written_in_one_way_only(written: object) -> None:
    assert first_wrong(HAPPENED, written) == "date_parsing"


@pytest.mark.parametrize(
    ("written", "wrong"),
    [
        ("2026-11-28T13:30+01:00", None),
        ("2026-11-28T12:30:15.5Z", None),
        ("2036-11-28T12:30Z", None),
        ("2026-11-28T13:30", "timezone_aware"),
        ("2036-11-30T12:30Z", "date_implausible"),
        ("9999-12-31T23:59-12:00", "date_implausible"),
        ("0001-01-01T00:00+14:00", "date_implausible"),
        ("2026-11-28", "datetime_parsing"),
        ("2026-11-28 13:30Z", "datetime_parsing"),
        ("20261128T1330Z", "datetime_parsing"),
        ("2026-W48-6T13:30Z", "datetime_parsing"),
        ("2026-02-30T13:30Z", "datetime_parsing"),
        ("2026-11-28T24:30Z", "datetime_parsing"),
        ("2026-11-28T13:30+99:00", "datetime_parsing"),
        ("２０２６-11-28T13:30Z", "datetime_parsing"),
        ("2026-11-28T13:30Z\n", "datetime_parsing"),
        ("", "datetime_parsing"),
        (1795000000, "datetime_parsing"),
        (None, "datetime_parsing"),
        (True, "datetime_parsing"),
    ],
)
def test_a_time_of_something_agreed_is_written_with_its_zone_and_can_be_meant(
    written: object, wrong: str | None
) -> None:
    with time_machine.travel(NOON):
        assert first_wrong(TIME, written) == wrong


@given(st.datetimes(timezones=st.timezones()))
@example(datetime.max.replace(tzinfo=UTC))
@example(datetime.min.replace(tzinfo=UTC))
def test_any_time_is_taken_as_that_time_or_refused(at: datetime) -> None:
    assert first_wrong(TIME, at.isoformat()) in {None, "date_implausible", "datetime_parsing"}


def first_wrong(kind: TypeAdapter[Any], written: object) -> str | None:
    """What is wrong with it, in Python as in JSON; None: it is taken."""
    found = set[str | None]()
    for read, given_ in ((kind.validate_python, written), (kind.validate_json, json.dumps(written))):
        try:
            read(given_)  # type: ignore[arg-type]  # that is the question
            found.add(None)
        except ValidationError as refused:
            found.add(refused.errors()[0]["type"])
    [one] = found
    return one
