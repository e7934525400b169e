"""The leader's page: every overdue step, every unit's balance, and no count that could tell of a person."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samspil.overview.domain.open_work import Task, Work
from samspil.overview.pages.rendering import render
from samspil.overview.pages.team_page import COUNTS, FEW, HEADINGS, TeamPage, team_page
from samspil.overview.pages.units import unit_words
from samspil.rulebook.rulebook import read_rulebook
from samspil.testkit.builders import MONDAY

TODAY = MONDAY.date()
UNITS = unit_words(read_rulebook(), TODAY)
OWN = "VISITATION-1"
OTHERS = "JOB-1"


def line(unit: str, **counts: int) -> dict[str, Any]:
    return {"to_unit": unit, "to_sector": "social", **dict.fromkeys(COUNTS, 0), **counts}


def shown(*balance: dict[str, Any]) -> TeamPage:
    return team_page(balance, [], 0, frozenset({OWN}), UNITS, TODAY)


@given(st.fixed_dictionaries(dict.fromkeys(COUNTS, st.integers(0, 3 * FEW))))
def test_a_small_count_is_told_of_ones_own_units_only(counts: dict[str, int]) -> None:
    own, other = shown(line(OWN, **counts), line(OTHERS, **counts)).units

    assert own.is_own
    assert own.counts == tuple(str(counts[name]) for name in COUNTS)
    assert not other.is_own
    for name, told in zip(COUNTS, other.counts, strict=True):
        assert (told == "under 5") == (0 < counts[name] < FEW)
        assert told in {"under 5", str(counts[name])}
    assert (other.open_width == 0) >= (counts["open"] < FEW)  # nor is a short bar one that can be measured
    assert (other.late_width == 0) >= (counts["overdue"] < FEW)


@given(st.lists(st.tuples(st.integers(0, 5000), st.integers(0, 5000)), min_size=1, max_size=6))
def test_every_bar_fits_and_what_is_overdue_is_a_part_of_what_is_open(pairs: list[tuple[int, int]]) -> None:
    balance = [line(OWN, open=max(pair), overdue=min(pair)) for pair in pairs]

    for unit in shown(*balance).units:
        assert 0 <= unit.late_width <= unit.open_width <= 100


@pytest.mark.parametrize(("days", "told"), [(1, "1 dag efter fristen"), (14, "14 dage efter fristen")])
def test_an_overdue_step_says_whose_it_is_and_for_how_long(days: int, told: str) -> None:
    task = Task(Work.ANSWER_REFERRAL, MONDAY, due=TODAY - timedelta(days=days))
    page = team_page([], [(replace(task, unit=OWN), None)], 1, frozenset({OWN}), UNITS, TODAY)

    [late] = page.late
    assert page.summary == "1 opgave er over fristen."
    assert late.unit == UNITS.name(OWN)
    assert late.due.endswith(told)
    assert late.name is None
    assert not page.is_part


def test_all_that_is_overdue_is_counted_also_where_only_the_longest_so_is_shown() -> None:
    task = Task(Work.ANSWER_REFERRAL, MONDAY, due=TODAY - timedelta(days=1), unit=OWN)
    page = team_page([], [(task, None)] * 2, 3, frozenset({OWN}), UNITS, TODAY)

    assert page.summary == "3 opgaver er over fristen."
    assert page.is_part
    told = render("team.html", me=None, form_token="", page=page, headings=HEADINGS, names_at_most=50)
    assert "Viser de 2, der er længst over fristen." in told


def test_a_unit_of_ones_own_that_nobody_has_asked_yet_can_be_chosen_all_the_same() -> None:
    [other, own] = shown(line(OTHERS)).units

    assert (own.code, own.is_own, set(own.counts)) == (OWN, True, {"0"})
    assert not other.is_own


def test_when_nothing_is_overdue_the_page_says_so() -> None:
    assert shown(line(OWN)).summary == "Alt er inden for fristen."
