"""No fact that the overview hears is folded by nobody unnoticed."""

import json
import re
from itertools import chain, permutations
from typing import Any

import pytest

from overview_facts import without_versions
from samspil.contracts import topics
from samspil.contracts.catalogue import FACTS, reader, topic_of
from samspil.contracts.employment import EmploymentHelpRequested, EmploymentHelpRequestWithdrawn
from samspil.contracts.envelope import Event, Fact
from samspil.contracts.hospital import HospitalDeathReported, HospitalDeathRetracted
from samspil.contracts.schemas.revisions import FOLDER
from samspil.contracts.topics import Topic
from samspil.overview.api.subscriptions import HEARD
from samspil.overview.domain.citizen_state import CitizenState
from samspil.overview.domain.employment_state import EmploymentState
from samspil.overview.domain.hospital_state import HospitalState
from samspil.overview.domain.plan_state import PlanState
from samspil.overview.storage.folds import FOLDS

NOT_FOLDED: dict[type[Fact], str] = {
    EmploymentHelpRequested: "it becomes a referral, which is told as one",
    HospitalDeathReported: "it becomes a death in the citizen's file",
    HospitalDeathRetracted: "it takes the death in the citizen's file back",
    EmploymentHelpRequestWithdrawn: "its referral is taken back, which is told of that",
}
"""Facts that change nothing of the view, each with the reason."""

FOLD = {fold.topic: fold for fold in FOLDS}
ONE_ID = "01a20c5a-b001-7a10-8b5e-00000000000f"
ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
EMPTY: dict[Topic, Any] = {
    topics.CITIZEN: CitizenState(),
    topics.REFERRAL: {},
    topics.PLAN: PlanState(),
    topics.EMPLOYMENT: EmploymentState(),
    topics.HOSPITAL: HospitalState(),
}
BEFORE = 2
"""So many other facts, at most, have to be known before one can change anything."""


def kept_example(fact: type[Fact]) -> Event[Any]:
    """The newest kept example, about the one thing that all of them are about."""
    file = max((FOLDER / fact.TYPE).glob("*.example.json"), key=lambda one: int(one.name.partition(".")[0]))
    said = json.loads(file.read_text())
    said["data"] = json.loads(ID.sub(ONE_ID, json.dumps(said["data"])))
    return reader(topic_of(fact)).validate_json(json.dumps(said))


def changes_something(fact: type[Fact]) -> bool:
    """Whether it changes the state, after some of the other facts of its topic."""
    topic = topic_of(fact)
    others = [other for other in FACTS[topic] if other is not fact]
    step: Any = FOLD[topic].step
    for earlier in chain.from_iterable(permutations(others, count) for count in range(BEFORE + 1)):
        state: Any = EMPTY[topic]
        for one in earlier:
            state = step(state, kept_example(one))
        if without_versions(step(state, kept_example(fact))) != without_versions(state):
            return True
    return False


@pytest.mark.parametrize("fact", list(chain.from_iterable(HEARD.values())), ids=lambda fact: fact.TYPE)
def test_a_fact_that_is_heard_changes_the_view_or_is_named_with_the_reason(fact: type[Fact]) -> None:
    assert changes_something(fact) is (fact not in NOT_FOLDED)


def test_every_topic_that_is_heard_is_folded_and_every_reason_is_about_a_fact_that_is_heard() -> None:
    assert set(HEARD) == set(FOLD)
    assert set(NOT_FOLDED) <= set(chain.from_iterable(HEARD.values()))
