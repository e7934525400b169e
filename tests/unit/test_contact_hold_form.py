"""The form of a contact hold: what is wrong is said in Danish at its field, whatever was written."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from samspil.overview.api.routes.page_citizen import _wrong_ask, _wrong_until
from samspil.overview.pages.danish import parse_day
from samspil.vocabulary.copenhagen import danish_day
from samspil.vocabulary.plain_text import NotPlain, plain_line
from samspil.vocabulary.plausible import AHEAD

TODAY = danish_day(datetime.now(UTC))


@given(st.dates() | st.integers(-3, AHEAD.days + 3).map(lambda days: TODAY + timedelta(days=days)))
@example(date.min)
@example(date.max)
@example(TODAY)
def test_a_day_is_read_as_it_is_written_and_what_is_wrong_with_it_is_said(until: date) -> None:
    written = f"{until:%d.%m}.{until.year:04}"
    said = {_wrong_until(text, parse_day(text)) for text in (written, until.isoformat())}

    if until < TODAY:
        assert said == {"Slutdatoen skal være i dag eller en senere dag"}
    elif until > TODAY + AHEAD:
        assert said == {"Datoen ligger for langt ude i fremtiden"}
    else:
        assert said == {None}


@given(st.text(max_size=20) | st.from_regex(r"[0-9]{1,2}[./-][0-9]{1,2}[./-][0-9]{1,5}", fullmatch=True))
@example("31.02.2027")
@example("٢٨.١١.٢٠٢٧")
@example("2027")
@example("20271128")
@example("1795000000")
@example("2027-W48-5")
@example("\x00")
def test_whatever_is_written_as_a_day_is_read_or_is_told_how_to_write_it(text: str) -> None:
    if parse_day(text) is None:
        assert _wrong_until(text, None) in {
            "Skriv, hvornår kontaktpausen slutter",
            "Skriv datoen som dag, måned og år, f.eks. 05.12.2026",
        }
        return
    assert sum(sign.isdigit() for sign in text) >= 6
    assert text.isascii()


@given(st.text(max_size=30) | st.text(alphabet="\x00\x07\u200b\u202e\u0301\ud800aå ", max_size=8))
@example("\x07")
@example("a" * 201)
def test_a_name_is_plain_or_what_is_wrong_with_it_is_said(text: str) -> None:
    wrong = _wrong_ask(text)

    if wrong is None:
        assert len(plain_line(text)) <= 200
        return
    assert text not in wrong or not text.strip()
    if wrong.startswith("Skriv navnet med"):
        with pytest.raises(NotPlain):
            plain_line(text)
