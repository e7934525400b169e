"""What the plan asks of people because of what it hears of stays, whatever it heard of them before."""

from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest

from plan_in_memory import (
    DUE_ON,
    OTHER_STAY,
    REFERRAL,
    STAY,
    admitted,
    discharged,
    ended,
    hears,
    in_force,
    questions,
    retracted,
    taken_back,
    waiting,
)
from samspil.contracts.hospital import StayStep
from samspil.contracts.plan import (
    PlanFollowUpOpened,
    PlanFollowUpWithdrawn,
    PlanReviewDue,
    PlanReviewWithdrawn,
    PlanSupportQuestionAsked,
    PlanSupportQuestionWithdrawn,
)
from samspil.plan.api.clock import due
from samspil.plan.domain.stay import Beginning, Stay
from samspil.plan.domain.support_question import QuestionState
from samspil.plan.storage.transaction import PlanTransaction
from samspil.testkit.builders import CITIZEN, MONDAY, RULES
from samspil.testkit.in_memory import in_memory, said

TELLINGS: list[tuple[list[Any], QuestionState | None, bool, list[type[Any]]]] = [
    # what is heard of a stay, where its question stands, whether somebody follows up, what is said last
    ([admitted()], QuestionState.OPEN, False, [PlanSupportQuestionAsked]),
    ([admitted(), discharged()], QuestionState.CLOSED, True, [PlanFollowUpOpened, PlanReviewDue]),
    ([admitted(), ended()], QuestionState.CLOSED, False, []),
    ([admitted(), retracted()], QuestionState.WITHDRAWN, False, [PlanSupportQuestionWithdrawn]),
    (
        [admitted(), discharged(), retracted()],
        QuestionState.WITHDRAWN,
        False,
        [PlanSupportQuestionWithdrawn, PlanFollowUpWithdrawn, PlanReviewWithdrawn],
    ),
    (
        [admitted(), discharged(), taken_back(StayStep.DISCHARGED)],
        QuestionState.OPEN,
        False,
        [PlanFollowUpWithdrawn, PlanReviewWithdrawn],
    ),
    ([admitted(), discharged(), taken_back(StayStep.ENDED)], QuestionState.CLOSED, True, []),
    ([admitted(), ended(), taken_back(StayStep.ENDED)], QuestionState.OPEN, False, []),
    ([admitted(), ended(), taken_back(StayStep.DISCHARGED)], QuestionState.CLOSED, False, []),
    ([admitted(), discharged(), taken_back(StayStep.LEAVE_STARTED)], QuestionState.CLOSED, True, []),
    ([admitted(), retracted(), admitted()], QuestionState.OPEN, False, [PlanSupportQuestionAsked]),
    ([retracted(), admitted()], None, False, []),
    ([discharged()], None, True, [PlanFollowUpOpened, PlanReviewDue]),
    ([ended()], None, False, []),
    ([taken_back(StayStep.DISCHARGED), admitted(), discharged()], QuestionState.OPEN, False, []),
]


@pytest.mark.parametrize(("told", "question", "followed_up", "last"), TELLINGS)
async def test_what_is_heard_of_a_stay_is_kept_and_changes_what_it_asks_and_no_other_stays(
    told: list[Any],
    question: QuestionState | None,
    followed_up: bool,
    last: list[type],
) -> None:
    tx = await in_force()
    hears(tx, admitted(OTHER_STAY))
    for fact in told[:-1]:
        hears(tx, fact)
    before = len(said(tx))

    heard = hears(tx, told[-1])

    assert questions(tx) == {
        OTHER_STAY: QuestionState.OPEN,
        **({} if question is None else {STAY: question}),
    }
    assert waiting(tx) == ([(STAY, DUE_ON)] if followed_up else [])
    after = said(tx)[before:]
    assert [type(one.data) for one in after] == last
    assert {(one.correlationid, one.causationid) for one in after} <= {(heard.correlationid, heard.id)}
    assert list(tx.stays.of(CITIZEN) or {}) == [OTHER_STAY, STAY]


async def test_a_stay_is_counted_though_there_is_no_plan_and_asks_nobody() -> None:
    tx = await in_memory(PlanTransaction)

    hears(tx, admitted())
    hears(tx, admitted())

    assert tx.stays.of(CITIZEN) == {STAY: Stay(STAY, admitted=2, began=Beginning(MONDAY, "inpatient"))}
    assert (questions(tx), said(tx)) == ({}, [])


async def test_what_stays_that_are_over_still_ask_is_taken_back_once_in_the_plans_case() -> None:
    tx = await in_force()
    gone, over = UUID(int=10), UUID(int=11)
    for stay in (gone, over):
        hears(tx, admitted(stay))
    hears(tx, discharged(STAY))
    before = len(said(tx))
    # As a version before left it: the stays moved on and nobody looked.
    stays = tx.stays.of(CITIZEN) or {}
    tx.stays.save(
        CITIZEN,
        {
            **stays,
            gone: Stay(gone, admitted=1, retracted=1),
            over: Stay(over, 1, 0, stays[STAY].ends),
            STAY: replace(stays[STAY], admitted=1, retracted=1),
        },
    )

    step = due(RULES)["take back"]
    assert step(tx, CITIZEN, "") is None
    assert step(tx, CITIZEN, "") is None

    assert questions(tx) == {gone: QuestionState.WITHDRAWN, over: QuestionState.CLOSED}
    assert waiting(tx) == []
    after = said(tx)[before:]
    withdrawn: list[type] = [PlanSupportQuestionWithdrawn, PlanFollowUpWithdrawn]
    assert [type(one.data) for one in after] == withdrawn
    assert {(one.correlationid, one.causationid) for one in after} == {(REFERRAL, None)}


async def test_where_there_is_no_plan_there_is_nothing_to_take_back() -> None:
    tx = await in_memory(PlanTransaction)
    tx.stays.save(CITIZEN, {STAY: Stay(STAY, admitted=1, retracted=1)})

    assert due(RULES)["take back"](tx, CITIZEN, "") is None
    assert said(tx) == []
