"""What each verb of the plan service saves and says, and in whose case."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from uuid import UUID

import pytest

from plan_in_memory import (
    DUE_ON,
    ENDED,
    GOAL,
    OTHER_STAY,
    REFERRAL,
    STAY,
    SUPPORT,
    accepted,
    admitted,
    discharged,
    hears,
    in_force,
    last_said,
    plan_of,
    questions,
)
from samspil.contracts.plan import (
    LifeArea,
    PlanAgreed,
    PlanFollowUpCompleted,
    PlanFollowUpOpened,
    PlanGoalAdded,
    PlanInterventionAdded,
    PlanOpened,
    PlanSupportQuestionAnswered,
    PlanSupportQuestionAsked,
    SupportDuringStay,
)
from samspil.plan.domain.plan import NoPlan, Plan, StaleVersion
from samspil.plan.domain.support_question import QuestionState
from samspil.plan.handlers.add_plan_goal import add_plan_goal
from samspil.plan.handlers.add_plan_intervention import add_plan_intervention
from samspil.plan.handlers.agree_plan import agree_plan
from samspil.plan.handlers.answer_support_question import answer_support_question
from samspil.plan.handlers.complete_follow_up import complete_follow_up
from samspil.plan.storage.transaction import PlanTransaction
from samspil.testkit.builders import CITIZEN, MONDAY
from samspil.testkit.in_memory import in_memory, marked, said
from samspil.vocabulary.legal_basis import LegalBasis


async def test_the_first_acceptance_opens_the_plan_because_of_it_and_another_says_nothing() -> None:
    tx = await in_memory(PlanTransaction)
    tx.now = ENDED

    heard = hears(tx, accepted())
    plan = plan_of(tx)
    hears(tx, accepted(UUID(int=9)))

    assert plan_of(tx) == plan == Plan(plan.id, 1, REFERRAL, ENDED, {}, {})
    assert plan.id.version == 7
    (only,) = said(tx)
    assert only.data == PlanOpened(plan_id=plan.id, referral_id=REFERRAL, occurred_at=ENDED)
    assert (only.correlationid, only.causationid) == (heard.correlationid, heard.id)
    assert marked(tx) == {}


async def test_a_goal_is_kept_and_said_in_the_plans_case() -> None:
    tx = await in_force()
    before, goal = plan_of(tx), replace(GOAL, id=UUID(int=9), area=LifeArea.NETWORK)

    after = add_plan_goal(tx, CITIZEN, goal, 4)

    assert after == plan_of(tx) == replace(before, version=5, goals={**before.goals, goal.id: goal})
    fact = PlanGoalAdded(
        plan_id=before.id,
        goal_id=goal.id,
        area=LifeArea.NETWORK,
        words=goal.words,
        added_by="planner",
        occurred_at=MONDAY,
    )
    assert last_said(tx) == (fact, REFERRAL, None)


async def test_help_is_kept_and_said_in_the_plans_case() -> None:
    tx = await in_force()
    before, more = plan_of(tx), replace(SUPPORT, id=UUID(int=9), provision=LegalBasis.SEL_104)

    after = add_plan_intervention(tx, CITIZEN, more, 4)

    kept = {**before.interventions, more.id: more}
    assert after == plan_of(tx) == replace(before, version=5, interventions=kept)
    fact = PlanInterventionAdded(
        plan_id=before.id,
        intervention_id=more.id,
        goal_id=GOAL.id,
        provision=LegalBasis.SEL_104,
        decision_reference="2026-1",
        support_worker="worker",
        support_worker_name=SUPPORT.support_worker_name,
        occurred_at=MONDAY,
    )
    assert last_said(tx) == (fact, REFERRAL, None)


async def test_a_yes_is_kept_and_said_in_the_plans_case_with_the_danish_day() -> None:
    tx = await in_force()
    goal = replace(GOAL, id=UUID(int=9))
    before = add_plan_goal(tx, CITIZEN, goal, 4)
    tx.now = datetime(2026, 11, 24, 23, 30, tzinfo=UTC)

    after = agree_plan(tx, CITIZEN, 5)

    day = date(2026, 11, 25)
    goals = {**before.goals, goal.id: replace(goal, agreed=True)}
    assert after == plan_of(tx) == replace(before, version=6, goals=goals, agreed_on=day)
    assert before.interventions[SUPPORT.id].agreed
    assert last_said(tx) == (
        PlanAgreed(plan_id=before.id, agreed_on=day, occurred_at=tx.now),
        REFERRAL,
        None,
    )


async def test_an_admission_asks_because_of_it_and_the_answer_is_said_in_the_plans_case() -> None:
    tx = await in_force()
    heard = hears(tx, admitted())
    (asked,) = (tx.questions.of(CITIZEN) or {}).values()
    fact = PlanSupportQuestionAsked(
        plan_id=plan_of(tx).id,
        question_id=asked.id,
        stay_id=STAY,
        intervention_id=SUPPORT.id,
        support_worker="worker",
        occurred_at=MONDAY,
    )
    assert last_said(tx) == (fact, heard.correlationid, heard.id)

    tx.now = ENDED
    given = answer_support_question(tx, CITIZEN, asked.id, SupportDuringStay.CONTINUES, "worker", 4)

    assert given == replace(asked, state=QuestionState.ANSWERED, answer=SupportDuringStay.CONTINUES)
    assert tx.questions.of(CITIZEN) == {asked.id: given}
    answered = PlanSupportQuestionAnswered(
        plan_id=plan_of(tx).id,
        question_id=asked.id,
        answer=SupportDuringStay.CONTINUES,
        answered_by="worker",
        occurred_at=ENDED,
    )
    assert last_said(tx) == (answered, REFERRAL, None)


async def test_a_discharge_is_followed_up_because_of_it_and_completed_in_the_plans_case() -> None:
    tx = await in_force()
    for fact in (admitted(), admitted(OTHER_STAY), discharged(OTHER_STAY)):
        hears(tx, fact)
    heard = hears(tx, discharged())
    other, mine = (tx.follow_ups.of(CITIZEN) or {}).values()
    opened = PlanFollowUpOpened(
        plan_id=plan_of(tx).id,
        follow_up_id=mine.id,
        stay_id=STAY,
        support_worker="worker",
        due_on=DUE_ON,
        occurred_at=MONDAY,
    )
    assert last_said(tx) == (opened, heard.correlationid, heard.id)
    assert questions(tx) == {STAY: QuestionState.CLOSED, OTHER_STAY: QuestionState.CLOSED}

    tx.now = ENDED
    complete_follow_up(tx, CITIZEN, mine.id, "colleague")

    done = replace(mine, completed_at=ENDED, completed_by="colleague")
    assert tx.follow_ups.of(CITIZEN) == {other.id: other, mine.id: done}
    completed = PlanFollowUpCompleted(
        plan_id=plan_of(tx).id, follow_up_id=mine.id, completed_by="colleague", occurred_at=ENDED
    )
    assert last_said(tx) == (completed, REFERRAL, None)


Verb = Callable[[PlanTransaction, int | None], object]

VERBS: dict[str, Verb] = {
    "add a goal": lambda tx, seen: add_plan_goal(tx, CITIZEN, replace(GOAL, id=UUID(int=9)), seen),
    "add help": lambda tx, seen: add_plan_intervention(tx, CITIZEN, replace(SUPPORT, id=UUID(int=9)), seen),
    "agree": lambda tx, seen: agree_plan(tx, CITIZEN, seen),
    "answer": lambda tx, seen: answer_support_question(
        tx, CITIZEN, next(iter(tx.questions.of(CITIZEN) or [STAY])), SupportDuringStay.PAUSED, "worker", seen
    ),
}


@pytest.mark.parametrize("verb", VERBS.values(), ids=VERBS)
async def test_whoever_saw_another_version_or_no_plan_is_refused_and_nothing_is_said_or_kept(
    verb: Verb,
) -> None:
    tx = await in_force()
    hears(tx, admitted())
    add_plan_goal(tx, CITIZEN, replace(GOAL, id=UUID(int=8)), None)
    empty = await in_memory(PlanTransaction)
    before = (len(said(tx)), plan_of(tx), questions(tx))

    for seen in (4, 6):
        with pytest.raises(StaleVersion):
            verb(tx, seen)
    with pytest.raises(NoPlan):
        verb(empty, None)

    assert (len(said(tx)), plan_of(tx), questions(tx)) == before
    assert said(empty) == []
    verb(tx, 5)
    assert len(said(tx)) == before[0] + 1


async def test_without_a_plan_no_follow_up_is_completed() -> None:
    with pytest.raises(NoPlan):
        complete_follow_up(await in_memory(PlanTransaction), CITIZEN, UUID(int=9), "worker")
