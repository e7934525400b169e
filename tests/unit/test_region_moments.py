"""FHIR's own grammar of moments: what is one, what is none, and what a day means at the ends of a period."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from pydantic import ValidationError

from samspil.region_bridge.partner.medcom.fhir import Period
from samspil.region_bridge.partner.medcom.moments import NotAMoment, Span, span
from samspil.vocabulary.copenhagen import danish_day

# hl7.org/fhir/R4/datatypes.html, letter by letter.
PUBLISHED = re.compile(
    r"([0-9]([0-9]([0-9][1-9]|[1-9]0)|[1-9]00)|[1-9]000)"
    r"(-(0[1-9]|1[0-2])(-(0[1-9]|[1-2][0-9]|3[0-1])"
    r"(T([01][0-9]|2[0-3]):[0-5][0-9]:([0-5][0-9]|60)(\.[0-9]+)?(Z|(\+|-)((0[0-9]|1[0-3]):[0-5][0-9]|14:00)))?)?)?"
)


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)  # type: ignore[arg-type,misc]  # mypy does not count them


@pytest.mark.parametrize(
    ("written", "moment"),
    [
        ("2026-11-22T10:30:00+01:00", utc(2026, 11, 22, 9, 30)),
        ("2026-11-22T09:30:00Z", utc(2026, 11, 22, 9, 30)),
        ("2026-11-22T10:30:00.123456789+01:00", utc(2026, 11, 22, 9, 30, 0, 123456)),
        ("2026-11-22T10:30:00.5+01:00", utc(2026, 11, 22, 9, 30, 0, 500000)),
        ("2016-12-31T23:59:60Z", utc(2016, 12, 31, 23, 59, 59, 999999)),
        ("2026-11-22T10:30:00+14:00", utc(2026, 11, 21, 20, 30)),
        ("2026-11-22T10:30:00-13:59", utc(2026, 11, 23, 0, 29)),
        ("2026-11-22T10:30:00-00:00", utc(2026, 11, 22, 10, 30)),
    ],
)
def test_a_moment_is_read_as_it_is_written(written: str, moment: datetime) -> None:
    assert span(written) == Span(moment, moment)


@pytest.mark.parametrize(
    "written",
    [
        *("", " 2026-11-22", "2026-11-22 ", "2026-11-22\n", "yesterday", "22-11-2026", "0000", "0000-01-01"),
        *("20261127", "2026-W48", "2026-W48-5", "2026-331", "26", "02026", "+2026", "-2026", "２０２６"),
        *("2026-13", "2026-00", "2026-11-31", "2026-02-29", "2026-11-00", "1900-02-29"),
        *("2026-11-22T10:30Z", "2026-11-22T10:30:00", "2026-11-22 10:30:00Z", "2026-11-22t10:30:00z"),
        *("2026-11-22T24:00:00Z", "2026-11-22T10:60:00Z", "2026-11-22T10:30:61Z", "2026-11-22T10:30:00.Z"),
        *(
            "2026-11-22T10:30:00+14:01",
            "2026-11-22T10:30:00+15:00",
            "2026-11-22T10:30:00+1",
            "2026T10:30:00Z",
        ),
        *(1795000000, 1795000000.0, 2026, True, None, [], {}, b"2026-11-22"),
    ],
)
def test_what_fhir_does_not_know_is_no_moment(written: object) -> None:
    with pytest.raises(NotAMoment):
        span(written)


@given(
    st.from_regex(PUBLISHED, fullmatch=True)
    | st.builds(
        "{}-{}-{}{}".format,
        st.sampled_from(["0001", "1900", "2000", "2026", "9999"]),
        st.sampled_from(["01", "02", "12"]),
        st.sampled_from(["01", "28", "29", "31"]),
        st.sampled_from(["", "T00:00:00+14:00", "T23:59:60-14:00", "T23:59:59.999999999Z"]),
    )
)
@example("9999-12-31")
@example("0001-01-01")
@example("9999")
def test_whatever_the_published_grammar_allows_is_a_span_or_no_such_day(written: str) -> None:
    day = written[:10]
    try:
        found = span(written)
    except NotAMoment:
        with pytest.raises(ValueError, match="day"):
            date.fromisoformat(day)
        return

    assert found.first <= found.last
    if len(written) == len("2026-11-22"):
        assert danish_day(found.first) == danish_day(found.last) == date.fromisoformat(day)


@given(st.text(alphabet="0123456789-:TZ+.W ", max_size=30))
def test_nothing_else_is_a_moment(written: str) -> None:
    if PUBLISHED.fullmatch(written) is None:
        with pytest.raises(NotAMoment):
            span(written)


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)))
def test_a_day_begins_with_its_first_moment_and_ends_with_its_last(day: date) -> None:
    period = Period.model_validate({"start": day.isoformat(), "end": day.isoformat()})

    assert period.start is not None
    assert period.end is not None
    tick = timedelta(microseconds=1)
    assert [danish_day(at) for at in (period.start, period.end)] == [day, day]
    assert danish_day(period.start - tick) == day - timedelta(1)
    assert danish_day(period.end + tick) == day + timedelta(1)


def test_a_day_of_which_a_stay_is_told_by_day_alone_is_not_over_before_it_began() -> None:
    period = Period.model_validate({"start": "2026-11-26T10:00:00+01:00", "end": "2026-11-26"})

    assert period.start is not None
    assert period.end is not None
    assert period.start < period.end


TICK = timedelta(microseconds=1)


@pytest.mark.parametrize(
    ("written", "first", "next_"),
    [
        ("2026", utc(2025, 12, 31, 23), utc(2026, 12, 31, 23)),
        ("2026-11", utc(2026, 10, 31, 23), utc(2026, 11, 30, 23)),
        ("2024-02", utc(2024, 1, 31, 23), utc(2024, 2, 29, 23)),
        ("2026-07-01", utc(2026, 6, 30, 22), utc(2026, 7, 1, 22)),
    ],
)
def test_a_year_a_month_or_a_day_is_all_of_it_in_denmark(
    written: str, first: datetime, next_: datetime
) -> None:
    assert span(written) == Span(first, next_ - TICK)


@pytest.mark.parametrize("vague", ["2026", "2026-11"])
@pytest.mark.parametrize("end", ["start", "end"])
def test_a_year_or_a_month_alone_is_no_moment_of_a_stay(vague: str, end: str) -> None:
    assert span(vague).first < span(vague).last
    with pytest.raises(ValidationError):
        Period.model_validate({end: vague})
