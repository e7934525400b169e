"""Every verb on a question and on a follow-up in every state: what becomes of it, and of no other."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid5

import pytest

from samspil.contracts.plan import (
    LifeArea,
    PlanFollowUpCompleted,
    PlanFollowUpOpened,
    PlanFollowUpWithdrawn,
    PlanSupportQuestionAnswered,
    PlanSupportQuestionAsked,
    PlanSupportQuestionWithdrawn,
    SupportDuringStay,
)
from samspil.plan.domain.answer import (
    AlreadyAnswered,
    AskedOfSomebodyElse,
    QuestionClosed,
    UnknownQuestion,
    answer,
    require_question,
)
from samspil.plan.domain.ask import ask
from samspil.plan.domain.close import close
from samspil.plan.domain.complete import (
    AlreadyCompleted,
    FollowUpWithdrawn,
    UnknownFollowUp,
    complete,
    require_follow_up,
)
from samspil.plan.domain.follow_up import FollowUp, FollowUps, follow_up
from samspil.plan.domain.plan import Goal, Intervention, Plan
from samspil.plan.domain.support_question import Questions, QuestionState, SupportQuestion
from samspil.plan.domain.withdraw import withdraw_follow_ups, withdraw_questions
from samspil.testkit.builders import MONDAY, RULES, sealed
from samspil.vocabulary.legal_basis import LegalBasis

NOW = MONDAY + timedelta(days=3)
STAY, ANOTHER = UUID(int=1), UUID(int=2)
GOAL = Goal(UUID(int=3), LifeArea.HOME, sealed(), "planner", agreed=True)
HELP = Intervention(
    UUID(int=4), GOAL.id, LegalBasis.SEL_85, "2026-1", "worker", sealed("name"), "planner", agreed=True
)
PLAN = Plan(UUID(int=5), UUID(int=6), MONDAY, {GOAL.id: GOAL}, {HELP.id: HELP})


def question(stay: UUID, state: QuestionState) -> SupportQuestion:
    given = SupportDuringStay.CONTINUES if state is QuestionState.ANSWERED else None
    return SupportQuestion(uuid5(stay, str(HELP.id)), stay, HELP.id, "worker", MONDAY, state, given)


ID = question(STAY, QuestionState.OPEN).id
ANSWERED = (
    {"state": QuestionState.ANSWERED, "answer": SupportDuringStay.PAUSED},
    PlanSupportQuestionAnswered(
        plan_id=PLAN.id,
        question_id=ID,
        answer=SupportDuringStay.PAUSED,
        answered_by="worker",
        occurred_at=NOW,
    ),
)
CLOSED = {"state": QuestionState.CLOSED}, None
REOPENED = {"state": QuestionState.OPEN}, None
WITHDRAWN = (
    {"state": QuestionState.WITHDRAWN},
    PlanSupportQuestionWithdrawn(plan_id=PLAN.id, question_id=ID, occurred_at=NOW),
)
ASKED_ANEW = (
    {"state": QuestionState.OPEN, "asked_at": NOW},
    PlanSupportQuestionAsked(
        plan_id=PLAN.id,
        question_id=ID,
        stay_id=STAY,
        intervention_id=HELP.id,
        support_worker="worker",
        occurred_at=NOW,
    ),
)
LEFT_ALONE: tuple[dict[str, Any], None] = {}, None

Right = tuple[dict[str, Any], Any] | type[Exception]

OF_QUESTIONS: dict[QuestionState, dict[str, Right]] = {
    QuestionState.OPEN: {
        "answer": ANSWERED,
        "close": CLOSED,
        "withdraw": WITHDRAWN,
        "ask": LEFT_ALONE,
    },
    QuestionState.ANSWERED: {
        "answer": AlreadyAnswered,
        "close": LEFT_ALONE,
        "withdraw": LEFT_ALONE,
        "ask": LEFT_ALONE,
    },
    QuestionState.CLOSED: {
        "answer": QuestionClosed,
        "close": LEFT_ALONE,
        "withdraw": WITHDRAWN,
        "ask": REOPENED,
    },
    QuestionState.WITHDRAWN: {
        "answer": QuestionClosed,
        "close": LEFT_ALONE,
        "withdraw": LEFT_ALONE,
        "ask": ASKED_ANEW,
    },
}


def answered(all_: Questions) -> tuple[Questions, tuple[Any, ...]]:
    one, facts = answer(PLAN, require_question(all_, ID), SupportDuringStay.PAUSED, "worker", NOW)
    return {**all_, ID: one}, facts


ABOUT_QUESTIONS: dict[str, Callable[[Questions], tuple[Questions, tuple[Any, ...]]]] = {
    "answer": answered,
    "close": lambda all_: (close(all_, STAY), ()),
    "withdraw": lambda all_: withdraw_questions(PLAN, all_, STAY, NOW),
    "ask": lambda all_: ask(PLAN, all_, STAY, NOW),
}


@pytest.mark.parametrize("state", QuestionState)
@pytest.mark.parametrize("verb", ABOUT_QUESTIONS)
def test_a_verb_on_a_question_does_what_it_may_and_touches_no_question_about_another_stay(
    state: QuestionState, verb: str
) -> None:
    asked, right = question(STAY, state), OF_QUESTIONS[state][verb]
    for another in QuestionState:
        other = question(ANOTHER, another)
        before = {other.id: other, asked.id: asked}
        if isinstance(right, type):
            with pytest.raises(right):
                ABOUT_QUESTIONS[verb](before)
            continue
        after, facts = ABOUT_QUESTIONS[verb](before)

        changes, fact = right
        assert after == {other.id: other, asked.id: replace(asked, **changes)}
        assert list(facts) == ([] if fact is None else [fact])


@pytest.mark.parametrize("state", QuestionState)
def test_whoever_was_not_asked_answers_nothing_in_whatever_state_it_is(state: QuestionState) -> None:
    with pytest.raises(AskedOfSomebodyElse):
        answer(PLAN, question(STAY, state), SupportDuringStay.PAUSED, "planner", NOW)


def test_a_question_that_nobody_asked_is_not_found() -> None:
    with pytest.raises(UnknownQuestion):
        require_question({ID: question(STAY, QuestionState.OPEN)}, STAY)


def test_of_several_questions_about_a_stay_the_one_is_answered() -> None:
    more = replace(HELP, id=UUID(int=9), support_worker="second")
    plan = replace(PLAN, interventions={HELP.id: HELP, more.id: more})
    questions, facts = ask(plan, {}, STAY, NOW)
    assert [(one.intervention_id, one.support_worker) for one in facts] == [
        (HELP.id, "worker"),
        (more.id, "second"),
    ]

    second = require_question(questions, facts[1].question_id)
    after, _ = answer(plan, second, SupportDuringStay.PAUSED, "second", NOW)

    assert (after.intervention_id, after.state, after.asked_at) == (more.id, QuestionState.ANSWERED, NOW)


HOME_AT = datetime(2026, 11, 24, 9, tzinfo=UTC)
EARLIER_DAY, FIRST_DAY, OTHER_DAY = date(2026, 11, 30), date(2026, 12, 1), date(2026, 12, 2)
"""Five working days after Tuesday 24 November, and after the days around it."""


def contact(stay: UUID, **changed: Any) -> FollowUp:
    made = FollowUp(uuid5(stay, "worker"), stay, "worker", FIRST_DAY, MONDAY)
    return replace(made, **changed)


STANDS: dict[str, dict[str, Any]] = {
    "waits": {},
    "completed": {"completed_at": MONDAY, "completed_by": "first"},
    "withdrawn": {"withdrawn_at": MONDAY},
}
MINE = contact(STAY).id
COMPLETED = (
    {"completed_at": NOW, "completed_by": "colleague"},
    PlanFollowUpCompleted(plan_id=PLAN.id, follow_up_id=MINE, completed_by="colleague", occurred_at=NOW),
)
GONE = {"withdrawn_at": NOW}, PlanFollowUpWithdrawn(plan_id=PLAN.id, follow_up_id=MINE, occurred_at=NOW)


def opened(day: date) -> tuple[dict[str, Any], Any]:
    fact = PlanFollowUpOpened(
        plan_id=PLAN.id,
        follow_up_id=MINE,
        stay_id=STAY,
        support_worker="worker",
        due_on=day,
        occurred_at=NOW,
    )
    return {"due_on": day, "opened_at": NOW, "withdrawn_at": None}, fact


OF_FOLLOW_UPS: dict[str, dict[str, Right]] = {
    "waits": {
        "complete": COMPLETED,
        "withdraw": GONE,
        "same day": LEFT_ALONE,
        "other day": opened(OTHER_DAY),
        "earlier day": opened(EARLIER_DAY),
    },
    "completed": {
        "complete": AlreadyCompleted,
        "withdraw": LEFT_ALONE,
        "same day": LEFT_ALONE,
        "other day": LEFT_ALONE,
        "earlier day": LEFT_ALONE,
    },
    "withdrawn": {
        "complete": FollowUpWithdrawn,
        "withdraw": LEFT_ALONE,
        "same day": opened(FIRST_DAY),
        "other day": opened(OTHER_DAY),
        "earlier day": opened(EARLIER_DAY),
    },
}


def completed(all_: FollowUps) -> tuple[FollowUps, tuple[Any, ...]]:
    one, facts = complete(PLAN, require_follow_up(all_, MINE), "colleague", NOW)
    return {**all_, MINE: one}, facts


ABOUT_FOLLOW_UPS: dict[str, Callable[[FollowUps], tuple[FollowUps, tuple[Any, ...]]]] = {
    "complete": completed,
    "withdraw": lambda all_: withdraw_follow_ups(PLAN, all_, STAY, NOW),
    "same day": lambda all_: follow_up(PLAN, all_, STAY, HOME_AT, RULES, NOW),
    "other day": lambda all_: follow_up(PLAN, all_, STAY, HOME_AT + timedelta(days=1), RULES, NOW),
    "earlier day": lambda all_: follow_up(PLAN, all_, STAY, HOME_AT - timedelta(days=1), RULES, NOW),
}


@pytest.mark.parametrize("stands", STANDS)
@pytest.mark.parametrize("verb", ABOUT_FOLLOW_UPS)
def test_a_verb_on_a_follow_up_does_what_it_may_and_touches_none_of_another_stay(
    stands: str, verb: str
) -> None:
    mine, right = contact(STAY, **STANDS[stands]), OF_FOLLOW_UPS[stands][verb]
    for another in STANDS.values():
        other = contact(ANOTHER, **another)
        before = {other.id: other, mine.id: mine}
        if isinstance(right, type):
            with pytest.raises(right):
                ABOUT_FOLLOW_UPS[verb](before)
            continue
        after, facts = ABOUT_FOLLOW_UPS[verb](before)

        changes, fact = right
        assert after == {other.id: other, mine.id: replace(mine, **changes)}
        assert list(facts) == ([] if fact is None else [fact])


def test_a_follow_up_that_is_not_there_is_not_completed() -> None:
    with pytest.raises(UnknownFollowUp):
        require_follow_up({MINE: contact(STAY)}, STAY)


def test_only_who_waits_gets_the_other_day_where_their_help_is_in_force_no_more() -> None:
    ended = replace(PLAN, interventions={})
    later = HOME_AT + timedelta(days=1)
    waiting = {MINE: contact(STAY)}
    others = [contact(STAY, **STANDS["completed"]), contact(STAY, **STANDS["withdrawn"]), contact(ANOTHER)]

    after, facts = follow_up(ended, waiting, STAY, later, RULES, NOW)

    assert [(one.support_worker, one.due_on) for one in after.values()] == [("worker", OTHER_DAY)]
    assert len(facts) == 1
    for other in others:
        assert follow_up(ended, {other.id: other}, STAY, later, RULES, NOW) == ({other.id: other}, ())
