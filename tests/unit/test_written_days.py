"""A day as people write it in a form."""

import re
from datetime import date

from hypothesis import example, given
from hypothesis import strategies as st

from samspil.overview.pages.danish import parse_day

WRITTEN = re.compile(r"[0-9]{1,2}([./-])[0-9]{1,2}\1[0-9]{4}|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}")


@given(st.dates())
@example(date.min)
@example(date.max)
def test_a_day_is_read_in_every_form_that_people_write(day: date) -> None:
    year = f"{day.year:04}"

    assert {parse_day(f"{day:%d{sign}%m}{sign}{year}") for sign in ".-/"} == {day}
    assert parse_day(f" {day.day}.{day.month}.{year} ") == parse_day(day.isoformat()) == day


@given(st.text(max_size=20) | st.from_regex(r"[0-9]{1,4}[./-][0-9]{1,2}[./-][0-9]{1,5}", fullmatch=True))
@example("31.02.2027")
@example("28.11.٢٠٢٧")
@example("2027")
@example("20271128")
@example("1795000000")
@example("2027-W48-5")
@example("28.11.27")
@example("28.11.2027\x00")
def test_whatever_else_is_written_is_no_day(text: str) -> None:
    assert parse_day(text) is None or WRITTEN.fullmatch(text.strip())
