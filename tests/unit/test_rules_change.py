"""What other names, groups, looks and numbers would change for a citizen, and for whom nothing does."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from hypothesis import event as met
from hypothesis import given
from hypothesis import strategies as st

from clash_facts import TOLD, achieved, at, called, ended, in_group, lost, planned, stay
from new_year import NEW_YEAR, RULES_OF_2027
from overview_facts import AGREED, added, asked, registered
from samspil.contracts.catalogue import topic_of
from samspil.contracts.envelope import Fact
from samspil.overview.domain.rules_change import InForce, RulesChange, rules_change
from samspil.overview.domain.view import View, combine
from samspil.overview.storage.folds import FOLDS
from samspil.overview.storage.transaction import PARTS
from samspil.rulebook.rulebook import Rulebook
from samspil.rulebook.sustained import SustainedMonths
from samspil.rulebook.target_groups import TargetGroup
from samspil.testkit.builders import MONDAY, RULES, event
from samspil.testkit.newest_law import newest_law

[LAW] = newest_law()
JULY, ONE = date(2026, 7, 1), timedelta(days=1)
STEP, CALL, WARD = UUID(int=31), UUID(int=32), UUID(int=33)


def view_of(*facts: Fact) -> View:
    states: dict[str, Any] = {}
    for seq, fact in enumerate(facts, 1):
        topic = topic_of(type(fact)).name
        states[topic] = FOLDS.by_topic()[topic].step(states.get(topic), event(fact, seq))
    return combine(**{PARTS[topic]: state for topic, state in states.items()})


def on(day: date, rules: Rulebook = RULES) -> InForce:
    return InForce(LAW, rules, day)


def changes(view: View, before: InForce, after: InForce) -> list[tuple[str, str]]:
    return [(one.about, one.becomes) for one in rules_change(view, before, after)]


def looked(*months: int) -> Rulebook:
    row = SustainedMonths(months=months, valid_from=date(2020, 1, 1), source="")
    return replace(RULES, sustained=(row,))


def grouped(code: str, **changed: Any) -> Rulebook:
    row: dict[str, Any] = {"code": code, "name": "Ressourceforløb", "valid_from": NEW_YEAR, "source": ""}
    return replace(RULES, target_groups=(*RULES.target_groups, TargetGroup(**{**row, **changed})))


def test_the_first_of_july_2026_closes_two_groups_for_whoever_is_in_them_and_nobody_else() -> None:
    closed = "is closed to whoever is not in it"
    for code, expected in {"6.8": [closed], "6.10": [closed], "6.7": [], None: []}.items():
        view = view_of(in_group(code, date(2026, 1, 1)))
        assert changes(view, on(JULY - ONE), on(JULY)) == [(f"target group {code}", one) for one in expected]


def test_another_name_from_the_first_of_january_2027_is_read_by_whoever_has_anything_there() -> None:
    eve, day = (on(one, RULES_OF_2027) for one in (NEW_YEAR - ONE, NEW_YEAR))
    named = [("jobcentret", "is called jobindsatsen")]
    for known in (called(CALL, at(3)), planned(STEP, JULY), in_group(None, JULY)):
        assert changes(view_of(known), eve, day) == named
    assert changes(view_of(registered()), eve, day) == []


def test_another_group_and_another_look_from_that_day_are_listed_with_it() -> None:
    eve, day = (on(one, RULES_OF_2027) for one in (NEW_YEAR - ONE, NEW_YEAR))
    steps = planned(STEP, JULY), achieved(STEP, date(2026, 7, 1))

    assert changes(view_of(in_group("6.7", JULY), *steps), eve, day) == [
        ("jobcentret", "is called jobindsatsen"),
        ("target group 6.7", "is called Afklaringsforløb"),
        ("target group 6.7", "is closed to whoever is not in it"),
        ("look after 6 months", "falls away"),
    ]


@pytest.mark.parametrize(
    ("rules", "becomes"),
    [
        (grouped("6.8", name="Udviklingsforløb", enters=False), ["is called Udviklingsforløb"]),
        (grouped("6.8"), ["is open again"]),
        (grouped("6.8", name="Andet"), ["is called Andet", "is open again"]),
        (replace(RULES, target_groups=()), ["is known no more"]),
        (RULES, []),
    ],
)
def test_another_rulebook_on_the_same_day_is_compared_too(rules: Rulebook, becomes: list[str]) -> None:
    view = view_of(in_group("6.8", JULY))
    assert changes(view, on(NEW_YEAR), on(NEW_YEAR, rules)) == [("target group 6.8", one) for one in becomes]


def test_a_group_that_was_left_before_the_day_is_nobodys_and_one_that_is_to_come_is() -> None:
    renamed = grouped("6.8", name="Andet", enters=False)
    for since, until, is_affected in (
        (JULY, NEW_YEAR - ONE, False),
        (JULY, NEW_YEAR, True),
        (NEW_YEAR + 9 * ONE, None, True),
    ):
        view = view_of(in_group("6.8", since, until))
        assert bool(changes(view, on(NEW_YEAR), on(NEW_YEAR, renamed))) is is_affected


def test_a_look_that_falls_away_or_comes_is_listed_while_it_is_still_to_come() -> None:
    view = view_of(planned(STEP, JULY), achieved(STEP, date(2026, 7, 1)))
    both = (on(NEW_YEAR, looked(3, 6, 12)), on(NEW_YEAR, looked(6, 9)))
    assert changes(view, *both) == [
        ("look after 9 months", "is taken"),
        ("look after 12 months", "falls away"),
    ]
    assert ("look after 6 months", "falls away") in changes(view, both[0], on(NEW_YEAR, looked(12)))
    assert changes(view, both[0], on(NEW_YEAR + ONE, looked(3, 12))) == []


@pytest.mark.parametrize("over", [ended(STEP), lost(STEP)])
def test_what_does_not_last_is_not_looked_at_under_any_rules(over: Fact) -> None:
    view = view_of(planned(STEP, JULY), achieved(STEP, JULY), over)
    assert changes(view, on(NEW_YEAR, looked(12)), on(NEW_YEAR, looked(9))) == []


def test_other_numbers_of_attention_are_listed_by_their_rule_for_whoever_they_touch() -> None:
    day = MONDAY.date()
    known = (registered(), TOLD, asked(), added(), AGREED, *stay(WARD), called(CALL, at(10)))
    fewer = replace(RULES, attention=(replace(RULES.attention[0], days_ahead=5),))
    raised, dropped = (on(day), on(day, fewer)), [("attention call_during_stay", "is not raised")]

    assert changes(view_of(*known), *raised) == dropped
    assert changes(view_of(*known), *raised[::-1]) == [("attention call_during_stay", "is raised")]
    untold = [one for one in known if one is not TOLD]
    assert changes(view_of(*untold), *raised) == []


@given(st.dates(JULY, date(2028, 1, 1)), st.sampled_from(["6.7", "6.8", "6.10", "9.9"]), st.booleans())
def test_under_the_same_rules_on_one_day_nothing_changes_and_back_and_forth_touches_the_same(
    day: date,
    code: str,
    has_job: bool,
) -> None:
    job: tuple[Fact, ...] = (planned(STEP, JULY), achieved(STEP, JULY)) if has_job else ()
    view = view_of(in_group(code, date(2026, 1, 1)), *job)
    now, other = on(day), on(day, replace(looked(6), target_groups=RULES.target_groups[:3]))

    assert rules_change(view, now, now) == ()
    there = {one.about for one in rules_change(view, now, other)}
    assert there == {one.about for one in rules_change(view, other, now)}
    met(f"touched {bool(there)}")


def test_a_change_names_a_group_or_a_rule_and_nothing_else_of_the_citizen() -> None:
    view = view_of(registered(), planned(STEP, JULY), achieved(STEP, JULY), in_group("6.8", JULY))
    for one in rules_change(view, on(JULY - ONE), on(NEW_YEAR, looked(12))):
        assert isinstance(one, RulesChange)
        assert not any(secret in str(one) for secret in ("s1.", str(STEP), "staff-"))


@pytest.mark.parametrize(
    ("day", "later"),
    [(JULY - ONE, JULY), (JULY, NEW_YEAR), (NEW_YEAR - ONE, NEW_YEAR), (NEW_YEAR, None)],
)
def test_the_next_day_on_which_a_row_changes_something_is_known(day: date, later: date | None) -> None:
    assert RULES_OF_2027.next_change(day) == later


def test_a_row_that_ends_changes_something_the_day_after_its_last() -> None:
    ends = replace(RULES.sustained[0], valid_to=NEW_YEAR + 9 * ONE)
    assert replace(RULES, sustained=(ends,)).next_change(NEW_YEAR) == NEW_YEAR + 10 * ONE
    for_ever = replace(ends, valid_to=date.max)
    assert replace(RULES, sustained=(for_ever,)).next_change(NEW_YEAR) is None
