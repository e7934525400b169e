"""A hundred people change one plan at once: each change lands, or is refused with what was said since."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from datetime import UTC, date, datetime
from itertools import count
from typing import Any
from uuid import UUID, uuid4

import httpx2
import pytest

from samspil.contracts.referral import ReferralAccepted
from samspil.ledger.hear import Hearing
from samspil.plan.api.subscriptions import heard as plan_heard
from samspil.plan.app.web import application
from samspil.plan.storage.transaction import plan_store
from samspil.testkit.builders import RULES, UNITS, asked_of
from samspil.testkit.people import synthetic_cpr
from samspil.testkit.servers import Servers
from samspil.testkit.web_under_test import Hearer, WebUnderTest, web_under_test
from samspil.web.auth import Role

THEN = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
PEOPLE = 100
NEW = count()


@pytest.fixture(scope="module")
async def plan(servers: Servers) -> AsyncIterator[WebUnderTest]:
    async with web_under_test(servers, "plan", application) as made:
        yield made


@pytest.fixture(scope="module")
def hearer(plan: WebUnderTest) -> Hearer:
    return Hearer(Hearing("plan", plan_store(plan.pool), plan_heard(RULES)))


@pytest.fixture
async def address(plan: WebUnderTest, hearer: Hearer) -> str:
    """That of a new plan, at version 1."""
    citizen = await plan.keyring.get_or_create(synthetic_cpr(next(NEW)))
    accepted = ReferralAccepted(
        referral_id=uuid4(), accepted_by="visitator", starts_on=date(2026, 12, 1), occurred_at=THEN
    )
    await hearer.hear(citizen, *asked_of(*UNITS), accepted)
    return f"/v1/citizens/{citizen}/plan"


async def adds(plan: WebUnderTest, address: str, number: int, seen: int) -> httpx2.Response:
    """As somebody else for each number; said anew, it is the same request."""
    goal, key = {"area": "home", "words": f"Ro {number}."}, f"{address}/{number}"
    who, version = f"staff-{number}", f'"{seen}"'
    return await plan.post(f"{address}/goals", goal, subject=who, if_match=version, idempotency_key=key)


async def test_of_a_hundred_at_once_one_lands_and_the_others_learn_who_was_first(
    plan: WebUnderTest, address: str
) -> None:
    citizen = UUID(address.split("/")[3])
    await plan.reason(citizen, *(f"staff-{number}" for number in range(PEOPLE)))

    answers = await asyncio.gather(*(adds(plan, address, number, 1) for number in range(PEOPLE)))

    assert Counter(one.status_code for one in answers) == {201: 1, 412: PEOPLE - 1}
    [winner] = (number for number, one in enumerate(answers) if one.status_code == 201)
    shown = (await plan.get(address)).json()
    assert [one["words"] for one in shown["goals"]] == [f"Ro {winner}."]
    for refused in (one.json() for one in answers if one.status_code == 412):
        assert refused["version"] == shown["version"] == 2
        [change] = refused["changes"]
        assert change.keys() == {"type", "occurred_at", "by"}
        assert (change["type"], change["by"]) == ("plan.goal_added.v1", f"staff-{winner}")
        assert datetime.fromisoformat(change["occurred_at"]).tzinfo


async def test_whoever_reads_what_was_said_and_says_it_anew_lands_in_the_end_and_nothing_is_lost(
    plan: WebUnderTest, address: str
) -> None:
    citizen, people = UUID(address.split("/")[3]), range(20)
    await plan.reason(citizen, *(f"staff-{number}" for number in people))
    told: list[dict[str, Any]] = []

    async def insists(number: int) -> int:
        seen = 1
        for _ in people:
            answer = await adds(plan, address, number, seen)
            if answer.status_code == 201:
                return int(answer.json()["version"])
            refused = answer.json()
            told.append(refused)
            assert len(refused["changes"]) == refused["version"] - seen > 0
            seen = refused["version"]
        raise AssertionError(f"{number} never landed")

    landed = await asyncio.gather(*map(insists, people))

    assert sorted(landed) == [number + 2 for number in people]
    goals = (await plan.get(address)).json()["goals"]
    assert {one["words"] for one in goals} == {f"Ro {number}." for number in people}
    assert told  # some were refused
    seqs = await plan.pool.fetch("SELECT seq FROM event WHERE citizen_id = $1 ORDER BY seq", citizen)
    assert [row["seq"] for row in seqs] == list(range(1, len(people) + 2))


async def test_a_refusal_tells_of_the_plan_alone_and_nothing_that_anybody_wrote(
    plan: WebUnderTest, address: str
) -> None:
    wish = {"wish": "Et par timer."}
    first = await plan.post(f"{address}/goals", {"area": "home", "words": "Ro."}, if_match='"1"')
    assert first.status_code == 201
    second = await plan.post(f"{address}/employment-wish", wish, Role.SUPPORT_WORKER, if_match='"2"')
    assert second.status_code == 200

    for seen, changes in (("1", 2), ("2", 1), ("9", 0), ("0", 3), ("9" * 18, 0)):
        refused = await plan.post(f"{address}/agree", if_match=f'"{seen}"')
        told = refused.json()
        assert (refused.status_code, told["type"], told["version"]) == (412, "/problems/stale-version", 3)
        assert [one["type"] for one in told["changes"]] == [
            "plan.opened.v1",
            "plan.goal_added.v1",
            "plan.employment_wish_recorded.v1",
        ][3 - changes :]
        assert "Ro" not in refused.text
        assert "timer" not in refused.text
