"""What of a plan waits for somebody: on which day, who is asked, and what comes last."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anything import counted, views
from plan_shown import (
    AHEAD,
    CARE,
    COORDINATED,
    DAY,
    OF_PLAN,
    OF_SUPPORT,
    PASSED,
    PLAN,
    SISTER,
    SUPPORT,
    TODAY,
)
from samspil.contracts.plan import LifeArea, PlanEnd, ReviewResult
from samspil.overview.domain.citizen_state import CitizenState, Who
from samspil.overview.domain.message_work import messages_change_on
from samspil.overview.domain.open_work import open_work
from samspil.overview.domain.plan_dates import FollowUp, MeetingState, Review
from samspil.overview.domain.plan_parts import Ended, GoalState, Intervention
from samspil.overview.domain.plan_state import PlanState
from samspil.overview.domain.plan_work import BEFORE_A_REVIEW, asked_on, plan_changes_on
from samspil.overview.domain.task import UNDATED, Task, Work
from samspil.overview.domain.view import View, combine
from samspil.testkit.builders import MONDAY, OURS, sealed
from samspil.vocabulary.copenhagen import danish_day
from samspil.vocabulary.ids import uuid7

QUIET = PlanState(
    opened_at=PLAN.opened_at,
    agreed_on=PLAN.agreed_on,
    employment_wish=PLAN.employment_wish,
    goals=PLAN.goals,
    interventions=PLAN.interventions,
)
"""Nothing waits of it."""


def seen(plan: PlanState, citizen: CitizenState = COORDINATED) -> View:
    return combine(citizen=citizen, plan=plan)


def tasks(plan: PlanState, today: date = TODAY, citizen: CitizenState = COORDINATED) -> list[Task]:
    return list(open_work(seen(plan, citizen), today, OURS))


def changed(one: Intervention, **parts: object) -> PlanState:
    others = (other for other in QUIET.interventions if other.id != one.id)
    return replace(QUIET, interventions=(replace(one, **parts), *others))  # type: ignore[arg-type]


def test_a_plan_that_is_right_asks_nobody_anything() -> None:
    assert tasks(QUIET) == []


@pytest.mark.parametrize(
    ("review", "asked", "unit", "late"),
    [(OF_SUPPORT, {"aisha"}, "VOKSEN-1", True), (OF_PLAN, {"mette"}, None, False)],
)
def test_a_review_asks_who_gives_the_help_and_of_the_whole_plan_the_coordinator(
    review: Review, asked: set[str], unit: str | None, late: bool
) -> None:
    [task] = tasks(replace(QUIET, reviews=(review,)))

    assert (task.work, task.due, {*task.asked}, task.unit) == (Work.REVIEW, review.due_on, asked, unit)
    assert (task.about, task.escalated) == (review.id, late)


def test_a_review_is_listed_two_weeks_ahead_and_not_when_it_was_held_or_withdrawn() -> None:
    first = OF_PLAN.due_on - BEFORE_A_REVIEW

    assert tasks(replace(QUIET, reviews=(OF_PLAN,)), first - DAY) == []
    assert len(tasks(replace(QUIET, reviews=(OF_PLAN,)), first)) == 1
    for over in (replace(OF_PLAN, held_on=TODAY), replace(OF_PLAN, withdrawn_at=MONDAY)):
        assert tasks(replace(QUIET, reviews=(over,))) == []


def test_reviews_because_of_milestones_and_stays_wait_as_the_regular_ones_do() -> None:
    milestone, need = replace(OF_PLAN, id=uuid7()), replace(OF_SUPPORT, id=uuid7())

    found = tasks(replace(QUIET, milestone_reviews=(milestone,), need_reviews=(need,)))

    assert {task.about for task in found} == {milestone.id, need.id}


@pytest.mark.parametrize(
    ("away_until", "deputy", "asked"),
    [
        (None, "jonas", "aisha"),
        (TODAY, "jonas", "jonas"),
        (TODAY - DAY, "jonas", "aisha"),
        (TODAY, None, "aisha"),
    ],
)
def test_the_deputy_is_asked_until_the_last_day_on_which_the_support_worker_is_away(
    away_until: date | None, deputy: str | None, asked: str
) -> None:
    away = replace(SUPPORT, away_until=away_until, deputy=deputy)

    assert asked_on(away, TODAY) == asked
    [task] = tasks(replace(changed(away), reviews=(OF_SUPPORT,)))
    assert task.asked == {asked}
    follow_up = FollowUp(uuid7(), uuid7(), "aisha", TODAY, MONDAY)
    [task] = tasks(replace(changed(away), follow_ups=(follow_up,)))
    assert task.asked == {"aisha", asked}


def test_a_follow_up_whose_day_has_passed_is_the_leaders_to_see_too() -> None:
    follow_up = FollowUp(uuid7(), uuid7(), "aisha", TODAY - DAY, MONDAY, is_overdue=True)

    [task] = tasks(replace(QUIET, follow_ups=(follow_up,)))

    assert task.escalated


def test_a_meeting_asks_its_responsible_from_its_day_on_until_somebody_said_what_became_of_it() -> None:
    [task] = tasks(replace(QUIET, meetings=(PASSED, AHEAD)))

    assert (task.work, {*task.asked}, task.due) == (Work.SAY_MEETING, {"aisha"}, TODAY - DAY)
    for became in MeetingState:
        waits = became is MeetingState.BOOKED
        assert len(tasks(replace(QUIET, meetings=(replace(PASSED, state=became),)))) == waits


def test_what_is_wrong_with_help_is_the_coordinators_and_comes_after_what_has_a_day() -> None:
    orphan = replace(SUPPORT, goal_id=uuid7(), support_worker_phone=None, change_wanted_since=MONDAY)
    found = tasks(replace(changed(orphan), meetings=(PASSED,)))

    assert [task.work for task in found] == [
        Work.SAY_MEETING,
        Work.CHANGE_WORKER,
        Work.ADD_PHONE,
        Work.SERVE_GOAL,
    ]
    assert all(task.asked == {"mette"} and task.about == SUPPORT.id for task in found[1:])


@pytest.mark.parametrize("over", [GoalState.ACHIEVED, GoalState.DROPPED])
def test_help_whose_goal_is_over_serves_nothing_and_help_on_an_exception_needs_no_goal(
    over: GoalState,
) -> None:
    goals = tuple(replace(one, state=over) for one in QUIET.goals)

    [task] = tasks(replace(QUIET, goals=goals))

    assert (task.work, task.about) == (Work.SERVE_GOAL, SUPPORT.id)
    assert CARE in QUIET.interventions


@pytest.mark.parametrize("is_over", [{"ended_on": TODAY}, {"agreed": False}])
def test_help_that_is_not_in_force_lacks_nothing(is_over: dict[str, object]) -> None:
    assert tasks(changed(replace(SUPPORT, support_worker_phone=None, goal_id=uuid7()), **is_over)) == []


@pytest.mark.parametrize("result", ReviewResult)
def test_help_that_a_review_ended_is_somebodys_to_end_until_it_is_or_is_looked_at_again(
    result: ReviewResult,
) -> None:
    ends = result in {ReviewResult.END, ReviewResult.END_AND_REFER}
    before = Review(uuid7(), SUPPORT.id, TODAY, MONDAY, held_on=TODAY - DAY, result=ReviewResult.END)
    last = replace(before, id=uuid7(), held_on=TODAY, result=result)
    of_other_help = replace(before, id=uuid7(), intervention_id=CARE.id, result=ReviewResult.CONTINUE)
    held = replace(QUIET, reviews=(last, before, of_other_help))
    again = replace(before, id=uuid7(), due_on=TODAY + 300 * DAY, held_on=None, result=None)

    found = [(one.work, one.about, danish_day(one.since), {*one.asked}) for one in tasks(held)]

    assert found == [(Work.END_HELP, SUPPORT.id, TODAY, {"mette"})] * ends
    assert tasks(replace(held, reviews=(*held.reviews, again))) == []
    assert tasks(replace(held, interventions=(CARE,))) == []


def test_an_agreed_plan_without_a_wish_about_work_asks_for_one_or_why_not_now() -> None:
    without = replace(QUIET, employment_wish=None, goals=(SISTER,), interventions=(CARE,))

    [task] = tasks(without)
    assert (task.work, {*task.asked}, task.about) == (Work.NOTE_WISH, {"mette"}, None)
    assert tasks(replace(without, agreed_on=None)) == []
    about_work = replace(SISTER, area=LifeArea.EMPLOYMENT)
    assert tasks(replace(without, goals=(about_work,))) == []


def test_of_a_plan_that_is_over_or_of_somebody_who_is_another_municipalitys_nothing_is_asked() -> None:
    without_phone = replace(SUPPORT, support_worker_phone=None)
    lacking = replace(PLAN, employment_wish=None, interventions=(without_phone,), agreements=())
    assert len(tasks(lacking)) > 2

    assert tasks(replace(lacking, ended=Ended(TODAY, PlanEnd.NO_NEED, None))) == []
    assert tasks(replace(lacking, opened_at=None)) == []
    moved = replace(COORDINATED, who=Who(sealed("name"), sealed("cpr"), "751", MONDAY))
    assert tasks(lacking, citizen=moved) == []


@counted
@given(views, st.dates(date(2000, 1, 1), date(2100, 1, 1)))
def test_until_the_day_on_which_it_changes_by_itself_the_same_waits_for_the_same(
    view: View, today: date
) -> None:
    changes = (plan_changes_on(view, today), messages_change_on(view, today))
    last = min((today + timedelta(days=400), *(day - DAY for day in changes if day)))

    def waiting(day: date) -> set[tuple[object, ...]]:
        return {(one.work, one.about, one.asked, one.escalated) for one in open_work(view, day)}

    assert waiting(last) == waiting(today)


def test_what_has_no_day_is_known_to_lists() -> None:
    assert {Work.NOTE_WISH, Work.SERVE_GOAL, Work.ADD_PHONE} == UNDATED
