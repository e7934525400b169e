"""Planted clashes among generated citizens: all are found, and none where nothing is wrong."""

from collections import Counter
from dataclasses import replace
from typing import Any

import pytest

from clash_facts import TODAY, Case, case_of
from samspil.contracts.catalogue import topic_of
from samspil.contracts.coordination import AttentionRule
from samspil.overview.domain.attention_rules import Received, clashes
from samspil.overview.domain.coordination import Coordination
from samspil.overview.domain.set_hold import set_hold
from samspil.overview.domain.view import View, combine
from samspil.overview.storage.folds import FOLDS
from samspil.overview.storage.transaction import PARTS
from samspil.testkit.builders import MONDAY, RULES, event

CITIZENS = 2_000
ALL = Received(calls=True, steps=True, status=True, stays=True)
NUMBERS = RULES.attention_numbers(TODAY)
LOOKS = RULES.sustained_months(TODAY)
NO_HOUR_IS_KNOWN = {AttentionRule.CALL_BESIDE_HELP}


def view_of(case: Case) -> View:
    states: dict[str, Any] = {}
    for seq, fact in enumerate(case.facts, 1):
        topic = topic_of(type(fact)).name
        states[topic] = FOLDS.by_topic()[topic].step(states.get(topic), event(fact, seq))
    view = combine(**{PARTS[topic]: state for topic, state in states.items()})
    if case.hold is None:
        return view
    return replace(view, coordination=set_hold(Coordination(), case.hold, MONDAY)[0])


def found(case: Case) -> set[Any]:
    return {(one.rule, one.about, one.beside) for one in clashes(view_of(case), ALL, NUMBERS, TODAY, LOOKS)}


def test_all_planted_clashes_are_found_and_nothing_else() -> None:
    seen: Counter[AttentionRule] = Counter()
    for seed in range(CITIZENS):
        case = case_of(seed, planted=True)
        assert found(case) == case.expected, seed
        seen.update(rule for rule, _, _ in case.expected)
    assert set(seen) == set(AttentionRule) - NO_HOUR_IS_KNOWN
    assert min(seen.values()) > CITIZENS / 4, seen


def test_none_is_found_where_nothing_is_wrong() -> None:
    for seed in range(CITIZENS):
        assert found(case_of(seed, planted=False)) == set(), seed


@pytest.mark.parametrize("left_out", ["calls", "steps", "status", "stays"])
def test_what_may_no_longer_be_received_is_not_looked_at(left_out: str) -> None:
    of = {
        "calls": {one for one in AttentionRule if one.startswith("call_")},
        "steps": {AttentionRule.DEMAND_DURING_STAY, AttentionRule.STEP_LOST},
        "status": {AttentionRule.TWO_COORDINATORS},
        "stays": {AttentionRule.CALL_DURING_STAY, AttentionRule.DEMAND_DURING_STAY},
    }[left_out]
    gone = 0
    for seed in range(60):
        case = case_of(seed, planted=True)
        less = clashes(view_of(case), replace(ALL, **{left_out: False}), NUMBERS, TODAY, LOOKS)
        ours = {step.id for step in view_of(case).employment.milestones if step.entered_by}
        # What we entered ourselves we know, whatever the jobcenter may tell.
        expected = {
            one for one in case.expected if one[0] not in of or (left_out == "steps" and one[1] in ours)
        }
        assert {(one.rule, one.about, one.beside) for one in less} == expected
        gone += len(case.expected) - len(expected)
    assert gone > 20
