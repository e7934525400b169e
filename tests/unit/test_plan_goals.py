"""Goals: put in the citizen's words, put otherwise, reached or given up; and what there is to build on."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any, Final
from uuid import UUID

import pytest

from plan_with_goals import (
    AGREED,
    HELP,
    NOBODY,
    NOW,
    OPENED_ON,
    OVER,
    PROPOSED,
    TODAY,
    TOMORROW,
    YESTERDAY,
    plan,
)
from samspil.contracts.plan import (
    GoalAim,
    LifeArea,
    PlanEmploymentWishRecorded,
    PlanGoalAchieved,
    PlanGoalAdded,
    PlanGoalChanged,
    PlanGoalDropped,
    PlanResourceNoted,
    Whose,
)
from samspil.plan.domain.achieve_goal import AchievedAhead, AchievedBeforePlan, GoalNotAgreed, achieve_goal
from samspil.plan.domain.add_goal import add_goal
from samspil.plan.domain.agree import NothingToAgree, agree
from samspil.plan.domain.change_goal import PutOtherwise, change_goal
from samspil.plan.domain.drop_goal import drop_goal
from samspil.plan.domain.goal import GoalOver, UnknownGoal
from samspil.plan.domain.note_resource import note_resource
from samspil.plan.domain.plan import (
    EmploymentWish,
    Goal,
    GoalEnd,
    Plan,
    PlanOver,
    Resource,
    Wording,
)
from samspil.plan.domain.record_wish import WishOrReason, record_wish
from samspil.testkit.builders import sealed

WORDS: Final = sealed()
NEW: Final = Goal(
    UUID(int=7), LifeArea.LEISURE, WORDS, "planner", origin=Whose.CITIZEN, aim=GoalAim.KEEP, rank=1
)
TO: Final = PutOtherwise(LifeArea.HEALTH, WORDS, Whose.PROFESSIONAL, GoalAim.LIMIT_LOSS, 2)
ENDED: Final = replace(AGREED, ended=GoalEnd.DROPPED, ended_on=YESTERDAY)
RESOURCE: Final = Resource(UUID(int=8), WORDS, Whose.CITIZEN)


def test_a_goal_is_added_with_whose_it_is_what_it_aims_at_and_how_much_it_matters() -> None:
    after, facts = add_goal(plan(), NEW, NOW)

    assert after == plan(NEW)
    assert facts == (
        PlanGoalAdded(
            plan_id=after.id,
            goal_id=NEW.id,
            area=LifeArea.LEISURE,
            words=WORDS,
            added_by="planner",
            origin=Whose.CITIZEN,
            aim=GoalAim.KEEP,
            rank=1,
            occurred_at=NOW,
        ),
    )


@pytest.mark.parametrize("before", [AGREED, PROPOSED], ids=["agreed", "proposed"])
def test_a_changed_goal_waits_for_a_yes_and_keeps_how_it_was_put(before: Goal) -> None:
    after, facts = change_goal(plan(), before.id, TO, "colleague", NOW)

    old = Wording(before.area, before.words, None, agreed=before.agreed, until=NOW)
    changed = replace(
        before,
        area=LifeArea.HEALTH,
        words=WORDS,
        origin=Whose.PROFESSIONAL,
        aim=GoalAim.LIMIT_LOSS,
        rank=2,
        agreed=False,
        earlier=(old,),
    )
    assert after == plan(changed)
    assert facts == (
        PlanGoalChanged(
            plan_id=after.id,
            goal_id=before.id,
            area=LifeArea.HEALTH,
            words=WORDS,
            origin=Whose.PROFESSIONAL,
            aim=GoalAim.LIMIT_LOSS,
            rank=2,
            changed_by="colleague",
            occurred_at=NOW,
        ),
    )
    assert changed.in_force is before.agreed
    agreed = agree(after, NOW)[0].goals[before.id]
    assert (agreed.agreed, agreed.in_force, agreed.earlier) == (True, True, (old,))


def test_changed_twice_before_the_yes_it_is_what_was_agreed_that_stays_in_force() -> None:
    once, _ = change_goal(plan(), AGREED.id, TO, "a", NOW)
    twice, _ = change_goal(once, AGREED.id, replace(TO, words=sealed()), "b", NOW + timedelta(hours=1))

    goal = twice.goals[AGREED.id]
    assert [(one.words, one.agreed) for one in goal.earlier] == [(AGREED.words, True), (WORDS, False)]
    assert goal.in_force
    assert not goal.agreed


@pytest.mark.parametrize(("said", "day"), [(None, TODAY), (TODAY, TODAY), (OPENED_ON, OPENED_ON)])
def test_a_goal_is_reached_on_a_day_and_what_made_it_possible_is_kept(said: date | None, day: date) -> None:
    after, facts = achieve_goal(plan(), AGREED.id, said, WORDS, "planner", NOW)

    assert after == plan(replace(AGREED, ended=GoalEnd.ACHIEVED, ended_on=day, ending=WORDS))
    assert facts == (
        PlanGoalAchieved(
            plan_id=after.id,
            goal_id=AGREED.id,
            achieved_on=day,
            words=WORDS,
            noted_by="planner",
            occurred_at=NOW,
        ),
    )


def test_a_goal_that_is_put_otherwise_can_be_reached_as_it_was_agreed() -> None:
    changed, _ = change_goal(plan(), AGREED.id, TO, "planner", NOW)

    after, _ = achieve_goal(changed, AGREED.id, None, None, "planner", NOW)

    assert after.goals[AGREED.id].ended is GoalEnd.ACHIEVED


@pytest.mark.parametrize("goal", [AGREED, PROPOSED], ids=["agreed", "proposed"])
def test_a_goal_is_given_up_with_why_and_by_whom_agreed_or_not(goal: Goal) -> None:
    after, facts = drop_goal(plan(), goal.id, WORDS, Whose.CITIZEN, "planner", NOW)

    dropped = replace(goal, ended=GoalEnd.DROPPED, ended_on=TODAY, ending=WORDS, given_up_by=Whose.CITIZEN)
    assert after == plan(dropped)
    assert facts == (
        PlanGoalDropped(
            plan_id=after.id,
            goal_id=goal.id,
            dropped_on=TODAY,
            reason=WORDS,
            whose=Whose.CITIZEN,
            noted_by="planner",
            occurred_at=NOW,
        ),
    )


def test_what_is_over_is_in_force_for_nobody_and_no_yes_brings_it_back() -> None:
    over, _ = drop_goal(plan(), PROPOSED.id, WORDS, Whose.JOINTLY, "planner", NOW)

    after, _ = agree(over, NOW)

    assert after.goals[PROPOSED.id] == over.goals[PROPOSED.id]
    assert not after.goals[PROPOSED.id].in_force
    with pytest.raises(NothingToAgree):
        agree(after, NOW)


@pytest.mark.parametrize(
    ("day", "why"),
    [
        (TOMORROW, AchievedAhead),
        (date.max, AchievedAhead),
        (OPENED_ON - timedelta(days=1), AchievedBeforePlan),
        (date.min, AchievedBeforePlan),
    ],
)
def test_nobody_reaches_a_goal_on_a_day_to_come_or_before_there_was_a_plan(
    day: date, why: type[Exception]
) -> None:
    with pytest.raises(why):
        achieve_goal(plan(), AGREED.id, day, None, "planner", NOW)


def test_a_goal_that_nobody_agreed_to_is_not_reached() -> None:
    with pytest.raises(GoalNotAgreed):
        achieve_goal(plan(), PROPOSED.id, None, None, "planner", NOW)


def test_what_the_citizen_has_to_build_on_is_noted() -> None:
    after, facts = note_resource(plan(), RESOURCE, "worker", NOW)

    assert after == plan(resources={RESOURCE.id: RESOURCE})
    assert facts == (
        PlanResourceNoted(
            plan_id=after.id,
            resource_id=RESOURCE.id,
            words=WORDS,
            origin=Whose.CITIZEN,
            noted_by="worker",
            occurred_at=NOW,
        ),
    )


@pytest.mark.parametrize(("wish", "not_now"), [(WORDS, None), (None, WORDS)])
def test_a_wish_or_why_not_now_stands_in_place_of_what_was_said_before(wish: Any, not_now: Any) -> None:
    assert not plan().has_employment_wish
    before = plan(employment_wish=EmploymentWish(sealed(), None, OPENED_ON))

    after, facts = record_wish(before, wish, not_now, "worker", NOW)

    assert after == plan(employment_wish=EmploymentWish(wish, not_now, TODAY))
    assert after.has_employment_wish
    assert facts == (
        PlanEmploymentWishRecorded(
            plan_id=after.id,
            wish=wish,
            not_now=not_now,
            recorded_on=TODAY,
            recorded_by="worker",
            occurred_at=NOW,
        ),
    )


@pytest.mark.parametrize("both", [(None, None), (WORDS, WORDS)], ids=["neither", "both"])
def test_of_wish_and_reason_there_is_one(both: tuple[Any, Any]) -> None:
    with pytest.raises(WishOrReason):
        record_wish(plan(), *both, "worker", NOW)


Verb = Callable[[Plan, UUID], object]
ON_A_GOAL: Final[dict[str, Verb]] = {
    "change": lambda it, goal: change_goal(it, goal, TO, "planner", NOW),
    "achieve": lambda it, goal: achieve_goal(it, goal, None, None, "planner", NOW),
    "drop": lambda it, goal: drop_goal(it, goal, WORDS, Whose.JOINTLY, "planner", NOW),
}
ON_THE_PLAN: Final[dict[str, Verb]] = {
    **ON_A_GOAL,
    "add": lambda it, _: add_goal(it, NEW, NOW),
    "note": lambda it, _: note_resource(it, RESOURCE, "worker", NOW),
    "wish": lambda it, _: record_wish(it, WORDS, None, "worker", NOW),
    "agree": lambda it, _: agree(it, NOW),
}


@pytest.mark.parametrize("verb", ON_A_GOAL)
def test_a_goal_that_is_over_or_unknown_is_not_changed(verb: str) -> None:
    with pytest.raises(GoalOver):
        ON_A_GOAL[verb](plan(ENDED), AGREED.id)
    with pytest.raises(UnknownGoal):
        ON_A_GOAL[verb](plan(), NOBODY)
    with pytest.raises(UnknownGoal):
        ON_A_GOAL[verb](plan(), HELP.id)


@pytest.mark.parametrize("verb", ON_THE_PLAN)
def test_nothing_of_it_changes_in_a_plan_that_has_ended(verb: str) -> None:
    with pytest.raises(PlanOver):
        ON_THE_PLAN[verb](plan(**OVER), AGREED.id)
