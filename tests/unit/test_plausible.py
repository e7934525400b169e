"""Dates that can be meant, and the one form in which a request writes them."""

import json
from datetime import date, timedelta

import pytest
import time_machine
from hypothesis import example, given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from samspil.vocabulary.plausible import AgreedDay, Meaning, is_plausible, iso_day

DAY = TypeAdapter(AgreedDay)
TODAY = date(2026, 11, 28)


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
