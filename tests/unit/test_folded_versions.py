"""A thing that was heard of has the version that it has at its publisher: a page may send it there."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anything import one_of_these, patiently
from samspil.contracts.catalogue import FACTS
from samspil.contracts.envelope import about
from samspil.contracts.topics import Topic
from samspil.overview.domain.citizen_state import Who
from samspil.overview.domain.plan_state import PlanState
from samspil.overview.storage.folds import FOLDS
from samspil.testkit.builders import CITIZEN, event

ABOUT_THE_CITIZEN = (Who,)
"""What has no id of its own: there is one of each citizen."""


def versions(state: Any) -> Iterator[tuple[UUID, int]]:
    """Of every thing in it that has one, under its id."""
    if isinstance(state, ABOUT_THE_CITIZEN):
        yield CITIZEN, state.version
    elif is_dataclass(state):
        if hasattr(state, "version") and hasattr(state, "id"):
            yield state.id, state.version
        for one in fields(state):
            yield from versions(getattr(state, one.name))
    elif isinstance(state, dict | tuple):
        for part in state.values() if isinstance(state, dict) else state:
            yield from versions(part)


@pytest.mark.parametrize("topic", [fold.topic for fold in FOLDS], ids=lambda topic: topic.name)
def test_whatever_is_told_a_thing_has_the_number_of_the_last_fact_about_it(topic: Topic) -> None:
    fold: Any = FOLDS.by_topic()[topic.name]
    risen = 0

    @patiently
    @given(st.lists(one_of_these(FACTS[topic]), min_size=4, max_size=12))
    def told(facts: list[Any]) -> None:
        nonlocal risen
        state, last = None, dict[tuple[str, UUID], int]()
        for seq, fact in enumerate(facts, 1):
            state = fold.step(state, event(fact, seq))
            last[fact.ABOUT, about(fact, CITIZEN)] = seq
        numbers = {id_: {seq for (_, of), seq in last.items() if of == id_} for id_ in {of for _, of in last}}
        shown = sorted(versions(state))
        for id_, version in dict(shown).items():  # the newest of what was said twice under one id
            assert version in numbers[id_]
            risen += version > 1
        if isinstance(state, PlanState):
            assert state.version == max((seq for (of, _), seq in last.items() if of == "plan_id"), default=0)

    told()
    assert risen > 10
