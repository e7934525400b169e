"""A refusal for a stale version tells what was said of the thing since: the kind, when, by whom, no more."""

from dataclasses import fields
from typing import Any
from uuid import UUID

import httpx2
import pytest
from fastapi import APIRouter

from samspil.contracts import topics
from samspil.contracts.catalogue import FACTS, reader
from samspil.contracts.envelope import Event, Fact, done_by
from samspil.contracts.plan import (
    LifeArea,
    PlanAgreed,
    PlanGoalAdded,
    PlanGoalChanged,
    PlanSupportQuestionWithdrawn,
    Whose,
)
from samspil.contracts.schemas.revisions import FOLDER
from samspil.ledger.said_since import said_since
from samspil.ledger.versions import Change, StaleVersion, require_version
from samspil.plan.domain.plan import Plan
from samspil.testkit.builders import CITIZEN, MONDAY, event, sealed
from samspil.vocabulary.sealed import Sealed
from samspil.web.app import create_app
from samspil.web.telling import PROBLEM

PLAN, OTHER = UUID(int=1), UUID(int=2)
ADDED = PlanGoalAdded(
    plan_id=PLAN,
    goal_id=UUID(int=3),
    area=LifeArea.HOME,
    words=sealed(),
    added_by="mette",
    occurred_at=MONDAY,
)
CHANGED = PlanGoalChanged(
    plan_id=PLAN,
    goal_id=UUID(int=3),
    area=LifeArea.HOME,
    words=sealed(),
    origin=Whose.CITIZEN,
    aim=None,
    rank=None,
    changed_by="citizen",
    occurred_at=MONDAY,
)
AGREED = PlanAgreed(plan_id=PLAN, agreed_on=MONDAY.date(), occurred_at=MONDAY)
ASKED_NO_MORE = PlanSupportQuestionWithdrawn(plan_id=PLAN, question_id=OTHER, occurred_at=MONDAY)
EVERY_FACT = [(topic, fact) for topic in topics.TOPICS for fact in FACTS[topic]]


@pytest.mark.parametrize(("topic", "fact"), EVERY_FACT, ids=lambda one: getattr(one, "TYPE", ""))
def test_of_any_fact_the_one_who_did_it_is_a_plain_name_of_staff_or_nobody(
    topic: topics.Topic, fact: type[Fact]
) -> None:
    for file in sorted((FOLDER / fact.TYPE).glob("*.example.json")):
        said = reader(topic).validate_json(file.read_bytes()).data

        who = done_by(said)

        candidates = {one.name: getattr(said, one.name) for one in fields(said) if one.name.endswith("_by")}
        assert who is None or (type(who) is str and who in candidates.values())
        assert not isinstance(who, Sealed)
        assert who is not None or not [one for one in candidates.values() if type(one) is str]


class Kept:
    """The ``event`` table, as far as it is asked."""

    def __init__(self, *facts: Fact) -> None:
        self._said = [event(fact, seq) for seq, fact in enumerate(facts, 1)]

    async def fetch(
        self, query: str, names: list[str], citizen: UUID, seen: int, version: int
    ) -> list[dict[str, Any]]:
        assert names == ["plan.v1"]
        assert citizen == CITIZEN
        found: list[Event[Any]] = [one for one in self._said if seen < one.seq <= version]
        rows = [{"topic": "plan.v1", "record": one.model_dump_json().encode()} for one in found]
        return rows[::-1]


async def since(kept: Any, seen: int, version: int) -> list[tuple[str, str | None]]:
    found = await said_since(kept, ["plan.v1"], CITIZEN, StaleVersion(seen, version, PLAN))
    assert all(one.occurred_at == MONDAY for one in found)
    return [(one.type, one.by) for one in found]


async def test_what_was_said_of_it_comes_in_its_order_and_nothing_of_other_things() -> None:
    kept = Kept(ADDED, ASKED_NO_MORE, CHANGED, AGREED)

    assert await since(kept, 1, 4) == [("plan.goal_changed.v1", "citizen"), ("plan.agreed.v1", None)]
    assert await since(kept, 0, 1) == [("plan.goal_added.v1", "mette")]
    assert await since(kept, 4, 4) == []


async def test_what_can_no_longer_be_read_leaves_the_refusal_without_it() -> None:
    class Unreadable:
        async def fetch(self, *_: Any) -> list[dict[str, Any]]:
            return [{"topic": "plan.v1", "record": b"{}"}]

    assert await since(Unreadable(), 0, 4) == []


def test_a_refusal_knows_of_which_thing_and_version_it_is() -> None:
    plan = Plan(PLAN, OTHER, MONDAY, {}, {}, version=7)

    with pytest.raises(StaleVersion) as refused:
        require_version(plan, 5)

    assert (refused.value.seen, refused.value.version, refused.value.thing) == (5, 7, PLAN)
    require_version(plan, 7)
    require_version(plan, None)


async def test_a_refusal_is_told_with_the_version_that_is_there_and_what_was_said() -> None:
    doors = APIRouter()

    @doors.get("/stale")
    async def stale() -> None:
        why = StaleVersion(5, 7, PLAN)
        why.since = (Change("plan.agreed.v1", MONDAY, None), Change("plan.goal_added.v1", MONDAY, "mette"))
        raise why

    app = create_app("test", routers=[doors])
    async with httpx2.AsyncClient(transport=httpx2.ASGITransport(app), base_url="http://door") as client:
        answer = await client.get("/stale")

    told = answer.json()
    assert (answer.status_code, told["type"], told["version"]) == (412, "/problems/stale-version", 7)
    assert told["changes"] == [
        {"type": "plan.agreed.v1", "occurred_at": "2026-11-23T09:00:00+00:00", "by": None},
        {"type": "plan.goal_added.v1", "occurred_at": "2026-11-23T09:00:00+00:00", "by": "mette"},
    ]
    assert told.keys() <= PROBLEM.schema["properties"].keys()
