"""The plan: one a citizen, in force as far as the citizen agreed, and what a stay brings with it."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samspil.contracts.plan import (
    LifeArea,
    PlanAgreed,
    PlanFollowUpWithdrawn,
    PlanGoalAdded,
    PlanInterventionAdded,
    PlanOpened,
    PlanSupportQuestionAsked,
    PlanSupportQuestionWithdrawn,
    SupportDuringStay,
)
from samspil.plan.domain.add_goal import add_goal
from samspil.plan.domain.add_intervention import LawWithoutHelp, NoGoalToServe, add_intervention
from samspil.plan.domain.agree import NothingToAgree, agree
from samspil.plan.domain.answer import QuestionClosed, answer
from samspil.plan.domain.ask import ask
from samspil.plan.domain.begin import begin
from samspil.plan.domain.complete import FollowUpWithdrawn, complete
from samspil.plan.domain.follow_up import follow_up
from samspil.plan.domain.plan import Goal, Intervention, NoPlan, Plan, require_plan
from samspil.plan.domain.settle import Brought, settle, take_back
from samspil.plan.domain.stay import Stay
from samspil.plan.domain.support_question import Questions, QuestionState
from samspil.vocabulary.copenhagen import danish_day
from samspil.vocabulary.legal_basis import LegalBasis
from samspil.vocabulary.sealed import Sealed
from samspil.vocabulary.working_days import is_working_day

NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
WORDS = Sealed.of(key_id=UUID(int=1), kind="words", token_id=UUID(int=2), box="A" * 40)
REFERRAL = UUID(int=3)
STAY = UUID(int=4)
GOAL = Goal(id=UUID(int=5), area=LifeArea.EMPLOYMENT, words=WORDS, added_by="staff")
PLAN, OPENED = begin(None, UUID(int=6), REFERRAL, NOW)


NOTHING = Brought({}, {})


def came_home(stay: UUID, at: datetime = NOW) -> Stay:
    return Stay(stay, admitted=1).ended_once_more(at, at_home=True)


def settled(plan: Plan, brought: Brought, stay: Stay) -> tuple[Brought, tuple[Any, ...]]:
    return settle(plan, brought, stay, NOW)


def support(
    number: int = 7, worker: str = "worker", provision: LegalBasis = LegalBasis.SEL_85
) -> Intervention:
    return Intervention(
        id=UUID(int=number),
        goal_id=GOAL.id,
        provision=provision,
        decision_reference="2026-1",
        support_worker=worker,
        support_worker_name=WORDS,
        added_by="staff",
    )


def agreed(*interventions: Intervention) -> Plan:
    plan, _ = add_goal(PLAN, GOAL, NOW)
    for one in interventions:
        plan, _ = add_intervention(plan, one, NOW)
    return agree(plan, NOW)[0]


def test_an_accepted_referral_opens_the_one_plan_and_another_adds_nothing() -> None:
    assert (PlanOpened(plan_id=PLAN.id, referral_id=REFERRAL, occurred_at=NOW),) == OPENED
    assert begin(PLAN, uuid4(), uuid4(), NOW) == (PLAN, ())


def test_goal_help_and_agreement_are_said() -> None:
    plan, goal = add_goal(PLAN, GOAL, NOW)
    plan, help_ = add_intervention(plan, support(), NOW)
    plan, yes = agree(plan, NOW)

    assert [type(fact) for fact in (*goal, *help_, *yes)] == [
        PlanGoalAdded,
        PlanInterventionAdded,
        PlanAgreed,
    ]
    assert plan.agreed_on == date(2026, 11, 23)


def test_help_serves_a_goal_of_the_plan_and_is_given_under_a_law_that_gives_help() -> None:
    with pytest.raises(NoGoalToServe):
        add_intervention(PLAN, support(), NOW)
    with pytest.raises(LawWithoutHelp):
        add_intervention(agreed(), support(provision=LegalBasis.RSL_12C), NOW)


def test_there_is_nothing_to_agree_to_in_an_empty_plan_or_twice() -> None:
    with pytest.raises(NothingToAgree):
        agree(PLAN, NOW)
    with pytest.raises(NothingToAgree):
        agree(agreed(support()), NOW)


def test_what_is_added_later_is_in_force_when_the_citizen_agrees_again() -> None:
    plan, _ = add_intervention(agreed(support(7)), support(8), NOW)

    assert [one.id for one in plan.support] == [UUID(int=7)]
    assert [one.id for one in agree(plan, NOW)[0].support] == [UUID(int=7), UUID(int=8)]


def test_nothing_is_decided_without_a_plan() -> None:
    assert require_plan(PLAN) is PLAN
    with pytest.raises(NoPlan):
        require_plan(None)


interventions = st.lists(
    st.tuples(
        st.integers(10, 20),
        st.sampled_from(["a", "b"]),
        st.sampled_from([LegalBasis.SEL_85, LegalBasis.SEL_104]),
    ),
    unique_by=lambda one: one[0],
    max_size=4,
)


@given(in_force=interventions, later=interventions, stays=st.lists(st.sampled_from([4, 9]), max_size=4))
def test_a_stay_asks_once_about_each_support_in_force_whatever_else_is_in_the_plan(
    in_force: list[tuple[int, str, LegalBasis]],
    later: list[tuple[int, str, LegalBasis]],
    stays: list[int],
) -> None:
    plan = agreed(*(support(*one) for one in in_force))
    for number, worker, provision in later:
        plan, _ = add_intervention(plan, support(number + 100, worker, provision), NOW)

    said: list[PlanSupportQuestionAsked] = []
    questions: Questions = {}
    for stay in stays:
        questions, facts = ask(plan, questions, UUID(int=stay), NOW)
        said += facts

    expected = {
        (UUID(int=stay), UUID(int=number), worker)
        for stay in stays
        for number, worker, provision in in_force
        if provision is LegalBasis.SEL_85
    }
    assert {(one.stay_id, one.intervention_id, one.support_worker) for one in said} == expected
    assert len(said) == len(questions) == len(expected)


@given(in_force=interventions, later=interventions)
def test_a_discharge_has_nobody_follow_up_but_those_whose_support_was_agreed(
    in_force: list[tuple[int, str, LegalBasis]], later: list[tuple[int, str, LegalBasis]]
) -> None:
    plan = agreed(*(support(*one) for one in in_force))
    for number, worker, provision in later:
        plan, _ = add_intervention(plan, support(number + 100, f"later {worker}", provision), NOW)

    _, facts = follow_up(plan, {}, STAY, NOW, NOW)

    expected = {worker for _, worker, provision in in_force if provision is LegalBasis.SEL_85}
    assert {one.support_worker for one in facts} == expected
    assert len(facts) == len(expected)


@pytest.mark.parametrize("provision", LegalBasis)
def test_help_that_nobody_agreed_to_asks_nobody_whatever_the_law(provision: LegalBasis) -> None:
    plan, _ = add_goal(PLAN, GOAL, NOW)
    if not provision.gives_help:
        with pytest.raises(LawWithoutHelp):
            add_intervention(plan, support(provision=provision), NOW)
        return
    plan, _ = add_intervention(plan, support(provision=provision), NOW)

    assert plan.support == ()
    assert ask(plan, {}, STAY, NOW) == ({}, ())
    assert follow_up(plan, {}, STAY, NOW, NOW) == ({}, ())


def test_a_stay_without_a_plan_asks_nobody_and_opens_nothing() -> None:
    for stay in (Stay(STAY, admitted=1), came_home(STAY)):
        assert settle(None, NOTHING, stay, NOW) == (NOTHING, ())
        assert take_back(None, NOTHING, stay, NOW) == (NOTHING, ())


def test_a_retracted_stay_takes_back_what_nobody_answered_and_keeps_what_somebody_did() -> None:
    plan = agreed(support(7), support(8))
    brought, (first, second) = settled(plan, NOTHING, Stay(STAY, admitted=1))
    asked = brought.questions
    answered, _ = answer(plan, asked[first.question_id], SupportDuringStay.PAUSED, "worker", NOW)

    gone = Stay(STAY, admitted=1, retracted=1)
    brought, facts = settled(plan, Brought({**asked, answered.id: answered}, {}), gone)

    assert facts == (
        PlanSupportQuestionWithdrawn(plan_id=plan.id, question_id=second.question_id, occurred_at=NOW),
    )
    assert [one.state for one in brought.questions.values()] == [
        QuestionState.ANSWERED,
        QuestionState.WITHDRAWN,
    ]
    with pytest.raises(QuestionClosed):
        answer(plan, brought.questions[second.question_id], SupportDuringStay.PAUSED, "worker", NOW)


def test_a_stay_that_was_after_all_is_asked_about_again_under_the_same_id() -> None:
    plan = agreed(support())
    brought, (asked,) = settled(plan, NOTHING, Stay(STAY, admitted=1))
    brought, _ = settled(plan, brought, Stay(STAY, admitted=1, retracted=1))
    brought, (again,) = settled(plan, brought, Stay(STAY, admitted=2, retracted=1))

    assert again == asked
    assert [one.state for one in brought.questions.values()] == [QuestionState.OPEN]


def test_a_stay_that_turns_out_to_go_on_opens_its_closed_question_and_withdraws_the_follow_up() -> None:
    plan = agreed(support())
    brought, _ = settled(plan, NOTHING, Stay(STAY, admitted=1))
    brought, (opened,) = settled(plan, brought, came_home(STAY))
    brought, facts = settled(plan, brought, Stay(STAY, admitted=1))

    assert facts == (
        PlanFollowUpWithdrawn(plan_id=plan.id, follow_up_id=opened.follow_up_id, occurred_at=NOW),
    )
    assert [one.state for one in brought.questions.values()] == [QuestionState.OPEN]
    with pytest.raises(FollowUpWithdrawn):
        complete(plan, brought.follow_ups[opened.follow_up_id], "worker", NOW)


def test_a_follow_up_that_waits_is_due_from_the_day_that_the_discharge_turns_out_to_have_been() -> None:
    plan = agreed(support())
    brought, (first,) = settled(plan, NOTHING, came_home(STAY))
    brought, (second,) = settled(plan, brought, came_home(STAY, NOW + timedelta(days=7)))

    assert first.follow_up_id == second.follow_up_id
    assert [one.due_on for one in brought.follow_ups.values()] == [second.due_on]
    assert first.due_on < second.due_on


def test_somebody_who_was_in_touch_stays_so_whatever_becomes_of_the_stay() -> None:
    plan = agreed(support())
    brought, (opened,) = settled(plan, NOTHING, came_home(STAY))
    completed, _ = complete(plan, brought.follow_ups[opened.follow_up_id], "worker", NOW)
    done = Brought(brought.questions, {completed.id: completed})

    for stay in (Stay(STAY, admitted=1, retracted=1), came_home(STAY, NOW + timedelta(days=7))):
        assert settled(plan, done, stay) == (done, ())


def test_a_discharge_opens_one_follow_up_for_each_support_worker_once() -> None:
    plan = agreed(support(7, "a"), support(8, "a"), support(9, "b"), support(10, "c", LegalBasis.SEL_104))
    follow_ups, facts = follow_up(plan, {}, STAY, NOW, NOW)

    assert sorted(fact.support_worker for fact in facts) == ["a", "b"]
    assert follow_up(plan, follow_ups, STAY, NOW, NOW) == (follow_ups, ())


def test_a_follow_up_after_christmas_is_not_due_before_people_are_back_at_work() -> None:
    before_christmas = datetime(2026, 12, 23, 12, tzinfo=UTC)

    _, (fact,) = follow_up(agreed(support()), {}, STAY, before_christmas, before_christmas)

    assert fact.due_on == date(2027, 1, 4)  # after 28 to 31 December, which four are


@given(st.datetimes(datetime(2024, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC)))  # noqa: DTZ001
def test_a_follow_up_is_due_on_a_working_day_with_five_of_them_to_act_in(discharged_at: datetime) -> None:
    _, (fact,) = follow_up(agreed(support()), {}, STAY, discharged_at, NOW)

    day, worked = danish_day(discharged_at), 0
    while day < fact.due_on:
        day += timedelta(days=1)
        worked += is_working_day(day)
    assert worked == 5
    assert is_working_day(fact.due_on)
