"""The citizen's own plan, folded from what was said of it."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest

from overview_facts import AGREED, PLAN, added, folded
from samspil.contracts.envelope import Fact
from samspil.contracts.plan import (
    LifeArea,
    PlanFollowUpCompleted,
    PlanFollowUpOpened,
    PlanFollowUpWithdrawn,
    PlanGoalAdded,
    PlanOpened,
    PlanSupportQuestionAnswered,
    PlanSupportQuestionAsked,
    PlanSupportQuestionWithdrawn,
    SupportDuringStay,
)
from samspil.overview.domain.plan_dates import FollowUp, SupportQuestion
from samspil.overview.domain.plan_parts import Goal, Intervention
from samspil.overview.domain.plan_state import PlanState
from samspil.testkit.builders import MONDAY, sealed
from samspil.vocabulary.legal_basis import LegalBasis

STAY, HELP = UUID(int=3), UUID(int=4)
ONE, TWO = UUID(int=1), UUID(int=2)
TUESDAY = MONDAY + timedelta(days=1)
DUE = date(2026, 11, 30)


def asked(question: UUID) -> PlanSupportQuestionAsked:
    return PlanSupportQuestionAsked(
        plan_id=PLAN,
        question_id=question,
        stay_id=STAY,
        intervention_id=HELP,
        support_worker=f"worker-{question.int}",
        occurred_at=MONDAY,
    )


def answered(question: UUID) -> Fact:
    return PlanSupportQuestionAnswered(
        plan_id=PLAN,
        question_id=question,
        answer=SupportDuringStay.VISITS_ON_WARD,
        answered_by="staff-1",
        occurred_at=TUESDAY,
    )


def not_asked(question: UUID) -> Fact:
    return PlanSupportQuestionWithdrawn(plan_id=PLAN, question_id=question, occurred_at=TUESDAY)


def opened(follow_up: UUID, due_on: date = DUE) -> PlanFollowUpOpened:
    return PlanFollowUpOpened(
        plan_id=PLAN,
        follow_up_id=follow_up,
        stay_id=STAY,
        support_worker=f"worker-{follow_up.int}",
        due_on=due_on,
        occurred_at=MONDAY,
    )


def completed(follow_up: UUID) -> Fact:
    return PlanFollowUpCompleted(
        plan_id=PLAN, follow_up_id=follow_up, completed_by="staff-1", occurred_at=TUESDAY
    )


def not_opened(follow_up: UUID) -> Fact:
    return PlanFollowUpWithdrawn(plan_id=PLAN, follow_up_id=follow_up, occurred_at=TUESDAY)


FIRST, SECOND = (SupportQuestion(one, STAY, HELP, f"worker-{one.int}", MONDAY) for one in (ONE, TWO))
NEAR, FAR = (FollowUp(one, STAY, f"worker-{one.int}", DUE, MONDAY) for one in (ONE, TWO))


@pytest.mark.parametrize(
    ("fact", "after", "waits"),
    [
        (
            answered(ONE),
            replace(FIRST, answer=SupportDuringStay.VISITS_ON_WARD, answered_at=TUESDAY),
            False,
        ),
        (not_asked(ONE), replace(FIRST, withdrawn_at=TUESDAY), False),
        (answered(UUID(int=9)), FIRST, True),
        (not_asked(UUID(int=9)), FIRST, True),
    ],
    ids=["answered", "withdrawn", "another answered", "another withdrawn"],
)
def test_what_is_said_of_one_question_leaves_the_other_one_open(
    fact: Fact, after: SupportQuestion, waits: bool
) -> None:
    state = folded(asked(ONE), asked(TWO), opened(ONE), fact)

    assert state.questions == (after, SECOND)
    assert [one.waits for one in state.questions] == [waits, True]
    assert state.follow_ups == (NEAR,)


@pytest.mark.parametrize(
    ("fact", "after", "waits"),
    [
        (completed(ONE), replace(NEAR, completed_at=TUESDAY), False),
        (not_opened(ONE), replace(NEAR, withdrawn_at=TUESDAY), False),
        (completed(UUID(int=9)), NEAR, True),
        (not_opened(UUID(int=9)), NEAR, True),
    ],
    ids=["completed", "withdrawn", "another completed", "another withdrawn"],
)
def test_what_is_said_of_one_follow_up_leaves_the_other_one_open(
    fact: Fact, after: FollowUp, waits: bool
) -> None:
    state = folded(opened(ONE), opened(TWO), asked(ONE), fact)

    assert state.follow_ups == (after, FAR)
    assert [one.waits for one in state.follow_ups] == [waits, True]
    assert state.questions == (FIRST,)


def test_asked_again_after_it_was_withdrawn_it_is_one_question_and_waits() -> None:
    assert folded(asked(ONE), asked(TWO), not_asked(ONE), asked(ONE)).questions == (SECOND, FIRST)


def test_opened_again_with_another_day_it_is_one_follow_up_and_waits() -> None:
    day = DUE + timedelta(days=4)
    state = folded(opened(ONE), opened(TWO), not_opened(ONE), opened(ONE, day))

    assert state.follow_ups == (FAR, replace(NEAR, due_on=day))


def test_goals_and_help_are_kept_whole_in_the_order_in_which_they_were_added() -> None:
    words = sealed(), sealed()
    goals = [
        PlanGoalAdded(
            plan_id=PLAN, goal_id=uuid4(), area=area, words=own, added_by="staff-1", occurred_at=MONDAY
        )
        for area, own in zip((LifeArea.EMPLOYMENT, LifeArea.HOME), words, strict=True)
    ]
    one, two = added("one", LegalBasis.SEL_104), added("two")
    state = folded(PlanOpened(plan_id=PLAN, referral_id=uuid4(), occurred_at=TUESDAY), *goals, one, two)

    assert state == PlanState(
        opened_at=TUESDAY,
        goals=(
            Goal(goals[0].goal_id, LifeArea.EMPLOYMENT, words[0]),
            Goal(goals[1].goal_id, LifeArea.HOME, words[1]),
        ),
        interventions=(
            Intervention(
                one.intervention_id,
                one.goal_id,
                LegalBasis.SEL_104,
                "2026-1",
                "one",
                one.support_worker_name,
            ),
            Intervention(
                two.intervention_id, two.goal_id, LegalBasis.SEL_85, "2026-1", "two", two.support_worker_name
            ),
        ),
    )


@pytest.mark.parametrize(
    ("facts", "agreed"),
    [
        ((added("one"),), []),
        ((AGREED, added("one")), []),
        ((added("one"), AGREED), ["one"]),
        ((added("one"), AGREED, added("two")), ["one"]),
        ((added("one"), AGREED, added("two"), AGREED), ["one", "two"]),
    ],
    ids=["nobody agreed", "added after", "agreed", "one of two", "agreed anew"],
)
def test_only_help_that_was_in_the_plan_when_it_was_agreed_counts(
    facts: tuple[Fact, ...], agreed: list[str]
) -> None:
    state = folded(*facts)

    assert [one.support_worker for one in state.agreed_help] == agreed
    assert state.agreed_on == (AGREED.agreed_on if AGREED in facts else None)
