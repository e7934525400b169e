"""What each verb of the plan service saves and says, and in whose case."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
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
    adds_goal,
    adds_help,
    admitted,
    agrees,
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
from samspil.ledger.versions import StaleVersion
from samspil.plan.domain.answer import UnknownQuestion, answer
from samspil.plan.domain.complete import UnknownFollowUp, complete
from samspil.plan.domain.follow_up import FollowUp
from samspil.plan.domain.plan import NoPlan, Plan
from samspil.plan.domain.support_question import QuestionState, SupportQuestion
from samspil.plan.handlers.change_plan import change_follow_up, change_question
from samspil.plan.storage.transaction import PlanTransaction
from samspil.testkit.builders import CITIZEN, MONDAY
from samspil.testkit.in_memory import in_memory, marked, said
from samspil.vocabulary.copenhagen import start_of
from samspil.vocabulary.legal_basis import LegalBasis


def answers(
    tx: PlanTransaction, question: UUID, given: SupportDuringStay, seen: int | None = None
) -> SupportQuestion:
    return change_question(tx, question, seen, lambda plan, it, now: answer(plan, it, given, "worker", now))


def completes(tx: PlanTransaction, follow_up: UUID, seen: int | None = None) -> FollowUp:
    return change_follow_up(tx, follow_up, seen, lambda plan, it, now: complete(plan, it, "colleague", now))


async def test_the_first_acceptance_opens_the_plan_because_of_it_and_another_says_nothing() -> None:
    tx = await in_memory(PlanTransaction)
    tx.now = ENDED

    heard = hears(tx, accepted())
    plan = plan_of(tx)
    hears(tx, accepted(UUID(int=9)))

    assert plan_of(tx) == plan == Plan(plan.id, REFERRAL, ENDED, {}, {}, version=1)
    assert plan.id.version == 7
    (only,) = said(tx)
    assert only.data == PlanOpened(plan_id=plan.id, referral_id=REFERRAL, occurred_at=ENDED)
    assert (only.correlationid, only.causationid) == (heard.correlationid, heard.id)
    assert marked(tx) == {}


async def test_a_goal_is_kept_and_said_in_the_plans_case() -> None:
    tx = await in_force()
    before, goal = plan_of(tx), replace(GOAL, id=UUID(int=9), area=LifeArea.NETWORK)

    after = adds_goal(tx, goal, 5)

    assert after == plan_of(tx) == replace(before, version=8, goals={**before.goals, goal.id: goal})
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

    after = adds_help(tx, more, 5)

    kept = {**before.interventions, more.id: more}
    assert after == plan_of(tx) == replace(before, version=8, interventions=kept)
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
    before = adds_goal(tx, goal, 5)
    tx.now = datetime(2026, 11, 24, 23, 30, tzinfo=UTC)

    after = agrees(tx, 8)

    day = date(2026, 11, 25)
    goals = {**before.goals, goal.id: replace(goal, agreed=True)}
    agreed = replace(before, version=10, goals=goals, agreed_on=day, agreements=2)
    assert after == plan_of(tx) == agreed
    assert before.interventions[SUPPORT.id].agreed
    assert last_said(tx) == (
        PlanAgreed(plan_id=before.id, agreed_on=day, occurred_at=tx.now),
        REFERRAL,
        None,
    )


async def test_an_admission_asks_because_of_it_and_the_answer_is_said_in_the_plans_case() -> None:
    tx = await in_force()
    heard = hears(tx, admitted())
    (asked,) = tx.questions.of(CITIZEN).values()
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
    given = answers(tx, asked.id, SupportDuringStay.CONTINUES, 8)

    assert given == replace(
        asked, state=QuestionState.ANSWERED, answer=SupportDuringStay.CONTINUES, version=9
    )
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
    other, mine = tx.follow_ups.of(CITIZEN).values()
    opened = PlanFollowUpOpened(
        plan_id=plan_of(tx).id,
        follow_up_id=mine.id,
        stay_id=STAY,
        support_worker="worker",
        due_on=DUE_ON,
        occurred_at=MONDAY,
    )
    told = said(tx)[-2]
    assert (told.data, told.correlationid, told.causationid) == (opened, heard.correlationid, heard.id)
    assert marked(tx)[f"follow-up:{mine.id}"] == start_of(DUE_ON + timedelta(days=1))
    assert questions(tx) == {STAY: QuestionState.CLOSED, OTHER_STAY: QuestionState.CLOSED}

    tx.now = ENDED
    completes(tx, mine.id, mine.version)

    done = replace(mine, completed_at=ENDED, completed_by="colleague", version=mine.version + 2)
    assert tx.follow_ups.of(CITIZEN) == {other.id: other, mine.id: done}
    completed = PlanFollowUpCompleted(
        plan_id=plan_of(tx).id, follow_up_id=mine.id, completed_by="colleague", occurred_at=ENDED
    )
    assert last_said(tx) == (completed, REFERRAL, None)


Verb = Callable[[PlanTransaction, int | None], object]

ON_THE_PLAN: dict[str, Verb] = {
    "add a goal": lambda tx, seen: adds_goal(tx, replace(GOAL, id=UUID(int=9)), seen),
    "add help": lambda tx, seen: adds_help(tx, replace(SUPPORT, id=UUID(int=9)), seen),
    "agree": agrees,
}


@pytest.mark.parametrize("verb", ON_THE_PLAN.values(), ids=ON_THE_PLAN)
async def test_whoever_saw_another_version_of_the_plan_is_refused_and_nothing_is_said_or_kept(
    verb: Verb,
) -> None:
    tx = await in_force()
    hears(tx, admitted())
    version = adds_goal(tx, replace(GOAL, id=UUID(int=8))).version
    before = (len(said(tx)), plan_of(tx), questions(tx))

    for seen in (version - 1, version + 1):
        with pytest.raises(StaleVersion):
            verb(tx, seen)

    assert (len(said(tx)), plan_of(tx), questions(tx)) == before
    verb(tx, version)
    assert len(said(tx)) > before[0]


async def test_whoever_saw_another_version_of_a_question_or_a_follow_up_is_refused() -> None:
    tx = await in_force()
    for fact in (admitted(), admitted(OTHER_STAY), discharged(OTHER_STAY)):
        hears(tx, fact)
    question = next(one for one in tx.questions.of(CITIZEN).values() if one.stay_id == STAY)
    (follow_up,) = tx.follow_ups.of(CITIZEN).values()
    before = len(said(tx))

    for by in (-1, 1):
        with pytest.raises(StaleVersion):
            answers(tx, question.id, SupportDuringStay.PAUSED, question.version + by)
        with pytest.raises(StaleVersion):
            completes(tx, follow_up.id, follow_up.version + by)
    with pytest.raises(UnknownQuestion):
        answers(tx, STAY, SupportDuringStay.PAUSED)
    with pytest.raises(UnknownFollowUp):
        completes(tx, STAY)

    assert len(said(tx)) == before
    answers(tx, question.id, SupportDuringStay.PAUSED, question.version)
    completes(tx, follow_up.id, follow_up.version)
    assert len(said(tx)) == before + 2


ON_NOTHING: dict[str, Verb] = {
    **ON_THE_PLAN,
    "answer": lambda tx, seen: answers(tx, STAY, SupportDuringStay.PAUSED, seen),
    "complete": lambda tx, seen: completes(tx, STAY, seen),
}


@pytest.mark.parametrize("verb", ON_NOTHING.values(), ids=ON_NOTHING)
async def test_without_a_plan_nothing_is_changed(verb: Verb) -> None:
    empty = await in_memory(PlanTransaction)

    with pytest.raises(NoPlan):
        verb(empty, None)

    assert said(empty) == []
