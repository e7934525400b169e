"""The plan's doors for the citizen: a wish of their own, another support worker, and nothing else."""

from typing import Any
from uuid import uuid4

import httpx2
import pytest

from component.test_plan_goal_doors import Plan, doors, hearer, in_force, plan
from samspil.testkit.in_process import bearer
from samspil.testkit.people import synthetic_cpr
from samspil.web.auth import Role

__all__ = ["doors", "hearer", "plan"]

WISH = {"area": "leisure", "words": "Jeg vil lære at svømme."}


async def ask(plan: Plan, path: str, body: object, who: str, citizen: object = None) -> httpx2.Response:
    seen = (await plan.doors.get(plan.address)).headers["etag"]
    address = f"/v1/citizens/{citizen or plan.citizen}/plan/{path}"
    return await plan.doors.doors.post(
        address, json=body, headers={"authorization": who, "if-match": seen, "idempotency-key": str(uuid4())}
    )


def own(plan: Plan) -> str:
    return bearer(Role.CITIZEN, None, str(plan.citizen))


async def said(plan: Plan, kind: str) -> list[Any]:
    return [one.data for one in await plan.doors.said(plan.citizen) if one.type == f"plan.{kind}.v1"]


async def test_a_wish_from_home_is_the_citizens_own_whatever_is_said_and_waits_to_be_agreed(
    plan: Plan,
) -> None:
    answer = await ask(plan, "goals", {**WISH, "origin": "professional"}, own(plan))

    assert answer.status_code == 201, answer.text
    [fact] = await said(plan, "goal_added")
    assert (fact.origin, fact.added_by) == ("citizen", "citizen")
    [shown] = (await plan.read())["goals"]
    assert (shown["words"], shown["agreed"]) == (WISH["words"], False)


async def test_the_citizen_asks_for_another_support_worker_with_or_without_a_word_of_why(
    plan: Plan,
) -> None:
    _, help_ = await in_force(plan)

    for body in ({}, {"words": "Vi taler forbi hinanden."}):
        answer = await ask(plan, f"interventions/{help_}/change-wanted", body, own(plan))
        assert answer.status_code == 200, answer.text
    without, with_words = await said(plan, "support_worker_change_requested")
    assert (without.words, without.noted_by, with_words.noted_by) == (None, "citizen", "citizen")
    assert with_words.words is not None
    [shown] = (await plan.read())["interventions"]
    assert (shown["support_worker"], shown["change_wanted"]) == ("kontaktperson-social", True)


async def test_what_staff_write_is_still_theirs(plan: Plan) -> None:
    _, help_ = await in_force(plan)
    await plan.done(f"interventions/{help_}/change-wanted", {}, Role.SUPPORT_WORKER)

    [goal] = await said(plan, "goal_added")
    [wanted] = await said(plan, "support_worker_change_requested")
    assert goal.origin == "jointly"
    assert "citizen" not in {goal.added_by, wanted.noted_by}


async def test_what_was_written_for_an_older_plan_is_refused_and_nothing_is_said(plan: Plan) -> None:
    headers = {"authorization": own(plan), "if-match": '"1"'}
    await plan.done("goals", WISH)
    stale = await plan.doors.doors.post(f"{plan.address}/goals", json=WISH, headers=headers)

    assert stale.status_code == 412
    assert len(await said(plan, "goal_added")) == 1


async def test_nobody_from_home_is_let_in_about_another_and_a_relative_not_at_all(plan: Plan) -> None:
    _, help_ = await in_force(plan)
    other = await plan.doors.keyring.get_or_create(synthetic_cpr(73_001))
    before = await plan.said()
    for path, body in (("goals", WISH), (f"interventions/{help_}/change-wanted", {})):
        for who, kind in (
            (bearer(Role.CITIZEN, None, str(other)), "not-their-own"),
            (bearer(Role.CITIZEN, None, "borger"), "not-their-own"),
            (bearer(Role.RELATIVE, None, str(uuid4()), plan.citizen), "forbidden-role"),
        ):
            answer = await ask(plan, path, body, who)
            assert (answer.status_code, answer.json()["type"].rpartition("/")[2]) == (403, kind)
        elsewhere = await ask(plan, path, body, own(plan), other)
        assert elsewhere.status_code == 403
    assert await plan.said() == before


@pytest.mark.parametrize("path", ["resources", "employment-wish", "agree", "interventions"])
async def test_no_other_door_of_the_plan_is_open_from_home(plan: Plan, path: str) -> None:
    assert (await ask(plan, path, {}, own(plan))).status_code == 403
    read = await plan.doors.doors.get(plan.address, headers={"authorization": own(plan)})
    assert read.status_code == 403
