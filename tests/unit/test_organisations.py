"""Regions and hospitals as dated data: to whom a message goes on a day, and whose numbers are known."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samspil.rulebook.organisations import (
    NoOrganisation,
    Organisation,
    Organisations,
    ReceiverForm,
    ReceiverType,
    read_organisations,
)
from samspil.rulebook.rulebook import read_rulebook

LAST_DAY, NEW_YEAR = date(2026, 12, 31), date(2027, 1, 1)
SHIPPED = read_organisations()


def organisation(number: int, first: date, last: date | None = None, **more: object) -> Organisation:
    return Organisation(
        name=f"Nr. {number}",
        sor=f"99999{number:010}",
        gln=f"579999{number:07}",
        valid_from=first,
        valid_to=last,
        source="",
        **more,  # type: ignore[arg-type]  # each names what it needs
    )


@pytest.mark.parametrize("unit", [None, "REGION-1", "NOBODY-KNOWS-IT", ""])
def test_on_new_years_day_region_ostdanmark_takes_the_place_of_our_region(unit: str | None) -> None:
    before, after = SHIPPED.of_unit(unit, LAST_DAY), SHIPPED.of_unit(unit, NEW_YEAR)

    assert (before.name, after.name) == ("Region Nordøst", "Region Østdanmark")
    assert not {before.sor, before.gln} & {after.sor, after.gln}
    assert SHIPPED.region(NEW_YEAR) is after


def test_a_region_that_is_no_more_is_still_found_and_a_stranger_never_was() -> None:
    gone = SHIPPED.region(LAST_DAY)

    assert SHIPPED.at(gone.sor, NEW_YEAR) is gone
    assert SHIPPED.at("100000000000000", NEW_YEAR) is None


def test_a_hospital_of_several_at_once_answers_for_its_own_units_and_the_region_for_the_rest() -> None:
    region = organisation(1, date.min, is_our_region=True, units=("A",))
    hospital = organisation(2, NEW_YEAR, units=("B", "C"), receiver_type=ReceiverType.C)
    all_ = Organisations((region, hospital))

    assert [all_.of_unit(unit, NEW_YEAR) for unit in ("A", "B", "C", "D")] == [
        *(region, hospital, hospital, region)
    ]
    assert all_.of_unit("B", LAST_DAY) is region


@given(st.lists(st.tuples(st.integers(0, 400), st.integers(0, 400)), min_size=1), st.integers(-9, 900))
def test_whoever_a_message_goes_to_is_there_on_that_day(spans: list[tuple[int, int]], after: int) -> None:
    start, one = date(2026, 1, 1), timedelta(days=1)
    rows = tuple(
        organisation(n, start + first * one, start + (first + long) * one, is_our_region=True)
        for n, (first, long) in enumerate(spans)
    )
    day = start + after * one
    try:
        found = Organisations(rows).of_unit("A", day)
    except NoOrganisation:
        assert not any(row.holds(day) for row in rows)
    else:
        assert found.holds(day)


def test_of_a_number_that_was_told_anew_the_row_of_the_day_counts() -> None:
    first = organisation(1, date(2025, 1, 1), LAST_DAY)
    second = organisation(1, NEW_YEAR, receiver_type=ReceiverType.C)
    all_ = Organisations((second, first))

    assert (all_.at(first.sor, LAST_DAY), all_.at(first.sor, NEW_YEAR)) == (first, second)
    assert all_.at(first.sor, date(2020, 1, 1)) is second


def test_every_unit_that_somebody_answers_for_is_a_unit_of_the_region() -> None:
    units = read_rulebook()
    for row in SHIPPED.rows:
        for code in row.units:
            unit = units.unit(code, row.valid_from)
            assert unit is not None
            assert unit.sector == "region"


def test_who_has_not_asked_for_xml_reads_json() -> None:
    asked = {one.name: one.receiver_form for one in SHIPPED.rows}

    assert asked.pop("Region Sydøst") is ReceiverForm.XML
    assert {*asked.values()} == {ReceiverForm.JSON}


@pytest.mark.parametrize(
    "told",
    [
        "organisation = []",
        '[[organisation]]\nname = "R"\nsor = "1"\ngln = "5799999900013"\nis_our_region = true\n',
        '[[organisation]]\nname = "R"\nsor = "999990000000001"\ngln = "x"\nis_our_region = true\n',
        '[[organisation]]\nname = "R"\nsor = "999990000000001"\ngln = "5799999900013"\n',
        '[[organisation]]\nname = "R"\nsor = "999990000000001"\ngln = "5799999900013"\nis_our_region = true\n'
        'receiver_form = "edifact"\n',
    ],
    ids=["nobody", "no SOR number", "no GLN number", "not ours", "a form that nobody writes"],
)
def test_organisations_nobody_could_write_to_are_refused_at_start(tmp_path: Path, told: str) -> None:
    days = 'valid_from = 2025-01-01\nsource = ""\n' if "[[" in told else ""
    (tmp_path / "organisations.toml").write_text(f"{told}{days}", encoding="utf-8")

    with pytest.raises(ValueError, match=r"ours|validation"):
        read_organisations(tmp_path)
