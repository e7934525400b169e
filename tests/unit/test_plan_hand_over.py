"""Handing over: what a stay asks of whoever gave the help it asks of whoever gives it, once, and stays so."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid5

import pytest

from plan_in_memory import (
    DUE_ON,
    GOAL,
    OTHER_STAY,
    STAY,
    SUPPORT,
    adds_help,
    admitted,
    agrees,
    discharged,
    hears,
    in_force,
    plan_of,
    questions,
)
from samspil.contracts.plan import (
    InterventionEnd,
    PlanFollowUpOpened,
    PlanFollowUpWithdrawn,
    PlanInterventionEnded,
    PlanSupportQuestionAsked,
    PlanSupportQuestionWithdrawn,
    PlanSupportWorkerChanged,
    SupportDuringStay,
)
from samspil.ledger.versions import StaleVersion
from samspil.plan.domain.answer import answer
from samspil.plan.domain.citizen import Citizen
from samspil.plan.domain.complete import complete
from samspil.plan.domain.end_help import end_help
from samspil.plan.domain.follow_up import follow_up
from samspil.plan.domain.given_help import UnknownHelp
from samspil.plan.domain.giver import Giver
from samspil.plan.domain.hand_over import hand_over
from samspil.plan.domain.note_away import note_away
from samspil.plan.domain.plan import Plan
from samspil.plan.domain.reassign_help import reassign_help
from samspil.plan.domain.settle import Brought, settle
from samspil.plan.domain.support_question import QuestionState
from samspil.plan.handlers.change_plan import change_follow_up, change_question
from samspil.plan.handlers.end_help import end_help as ends
from samspil.plan.handlers.hand_over_help import hand_over_help
from samspil.plan.handlers.look_soon import FILES
from samspil.plan.storage.transaction import PlanTransaction
from samspil.testkit.builders import CITIZEN, MONDAY, sealed
from samspil.testkit.in_memory import marked, said
from samspil.vocabulary.copenhagen import danish_day
from samspil.vocabulary.legal_basis import LegalBasis

NEW = Giver("bente", sealed("name"), deputy="carl")
MORE = replace(SUPPORT, id=UUID(int=7))
TODAY = danish_day(MONDAY)


def reassigns(
    tx: PlanTransaction, to: Giver = NEW, given: UUID = SUPPORT.id, seen: int | None = None
) -> list[Any]:
    """What was said."""
    before = len(said(tx))
    hand_over_help(tx, given, seen, lambda it, now: reassign_help(it, given, to, "planner", now))
    return [one.data for one in said(tx)[before:]]


def asked(tx: PlanTransaction) -> dict[tuple[UUID, str], QuestionState]:
    """By stay and worker."""
    return {(one.stay_id, one.support_worker): one.state for one in tx.questions.of(CITIZEN).values()}


def in_touch(tx: PlanTransaction) -> dict[str, str]:
    """How each worker's follow-up stands, after the stay."""
    stands = {
        one.support_worker: "done" if one.completed_at else "waits" if one.waits else "gone"
        for one in tx.follow_ups.of(CITIZEN).values()
    }
    assert len(stands) == len(tx.follow_ups.of(CITIZEN))
    return stands


async def nothing_changes(tx: PlanTransaction) -> None:
    """Hearing what was heard of the stays once more."""
    for stay in tx.stays.of(CITIZEN).values():
        brought = Brought(tx.questions.of(CITIZEN), tx.follow_ups.of(CITIZEN))
        assert settle(plan_of(tx), brought, stay, tx.now + timedelta(hours=1)) == (brought, ())


async def test_an_open_question_is_put_to_whoever_gives_the_help_now() -> None:
    tx = await in_force()
    hears(tx, admitted())
    [before] = tx.questions.of(CITIZEN).values()
    tx.now = MONDAY + timedelta(days=1)

    changed, put = reassigns(tx)

    assert isinstance(changed, PlanSupportWorkerChanged)
    assert put == PlanSupportQuestionAsked(
        plan_id=plan_of(tx).id,
        question_id=before.id,
        stay_id=STAY,
        intervention_id=SUPPORT.id,
        support_worker="bente",
        occurred_at=tx.now,
    )
    [after] = tx.questions.of(CITIZEN).values()
    assert after == replace(before, support_worker="bente", asked_at=tx.now, version=plan_of(tx).version + 1)
    await nothing_changes(tx)


async def test_an_answer_that_was_given_stays_and_is_asked_of_nobody_else() -> None:
    tx = await in_force()
    hears(tx, admitted())
    [one] = tx.questions.of(CITIZEN)
    given = SupportDuringStay.PAUSED
    change_question(tx, one, None, lambda plan, it, now: answer(plan, it, given, "worker", now))

    assert len(reassigns(tx)) == 1

    assert asked(tx) == {(STAY, "worker"): QuestionState.ANSWERED}
    await nothing_changes(tx)


async def test_a_closed_question_is_left_and_asked_anew_of_the_other_where_the_stay_goes_on_after_all() -> (
    None
):
    tx = await in_force()
    hears(tx, admitted())
    hears(tx, discharged())
    assert questions(tx) == {STAY: QuestionState.CLOSED}

    reassigns(tx)

    assert asked(tx) == {(STAY, "worker"): QuestionState.CLOSED}
    before = len(said(tx))
    goes_on = replace(tx.stays.of(CITIZEN)[STAY], ends=())
    brought = Brought(tx.questions.of(CITIZEN), tx.follow_ups.of(CITIZEN))
    after, facts = settle(plan_of(tx), brought, goes_on, tx.now)
    assert [(one.support_worker, one.state) for one in after.questions.values()] == [
        ("bente", QuestionState.OPEN)
    ]
    assert isinstance(facts[0], PlanSupportQuestionAsked)
    assert len(said(tx)) == before


async def test_a_follow_up_that_waits_is_withdrawn_and_one_is_opened_for_the_other_with_the_same_day() -> (
    None
):
    tx = await in_force()
    hears(tx, admitted())
    hears(tx, discharged())
    [before] = tx.follow_ups.of(CITIZEN).values()
    tx.now = MONDAY + timedelta(days=2)

    _, gone, opened = reassigns(tx)

    plan_id, new = plan_of(tx).id, uuid5(STAY, "bente")
    assert gone == PlanFollowUpWithdrawn(plan_id=plan_id, follow_up_id=before.id, occurred_at=tx.now)
    assert opened == PlanFollowUpOpened(
        plan_id=plan_id,
        follow_up_id=new,
        stay_id=STAY,
        support_worker="bente",
        due_on=DUE_ON,
        occurred_at=tx.now,
    )
    assert in_touch(tx) == {"worker": "gone", "bente": "waits"}
    await nothing_changes(tx)


async def test_whoever_still_gives_other_such_help_is_in_touch_because_of_that_and_so_is_the_other() -> None:
    tx = await in_force()
    adds_help(tx, MORE)
    agrees(tx)
    hears(tx, admitted())
    hears(tx, discharged())
    assert in_touch(tx) == {"worker": "waits"}

    reassigns(tx)

    assert in_touch(tx) == {"worker": "waits", "bente": "waits"}
    await nothing_changes(tx)
    reassigns(tx, given=MORE.id)
    assert in_touch(tx) == {"worker": "gone", "bente": "waits"}
    await nothing_changes(tx)


async def test_handed_back_it_is_theirs_again_and_nobody_has_two() -> None:
    tx = await in_force()
    hears(tx, admitted())
    hears(tx, discharged())

    reassigns(tx)
    reassigns(tx, Giver("worker", sealed("name")))

    assert in_touch(tx) == {"worker": "waits", "bente": "gone"}
    await nothing_changes(tx)


async def test_what_somebody_was_in_touch_about_is_handed_to_nobody() -> None:
    tx = await in_force()
    hears(tx, admitted())
    hears(tx, discharged())
    [one] = tx.follow_ups.of(CITIZEN)
    change_follow_up(tx, one, None, lambda plan, it, now: complete(plan, it, "worker", now))

    assert len(reassigns(tx)) == 1
    assert in_touch(tx) == {"worker": "done"}


@pytest.mark.parametrize(
    "other",
    [replace(MORE, provision=LegalBasis.SEL_104), replace(MORE, agreed=False)],
    ids=["of another paragraph", "not agreed"],
)
async def test_help_that_no_stay_asks_about_hands_nothing_over(other: Any) -> None:
    tx = await in_force()
    adds_help(tx, replace(other, agreed=False))
    if other.provision is LegalBasis.SEL_104:
        agrees(tx)
    hears(tx, admitted())

    assert len(reassigns(tx, given=MORE.id)) == 1

    assert asked(tx) == {(STAY, "worker"): QuestionState.OPEN}


async def test_the_same_worker_by_another_number_is_asked_nothing_anew() -> None:
    tx = await in_force()
    for fact in (admitted(), admitted(OTHER_STAY), discharged(OTHER_STAY)):
        hears(tx, fact)

    assert len(reassigns(tx, Giver("worker", sealed("name"), sealed("phone")))) == 1


async def test_whoever_stands_in_is_asked_what_waits_until_the_worker_is_back() -> None:
    tx = await in_force()
    reassigns(tx, Giver("worker", sealed("name"), deputy="carl"))
    for fact in (admitted(), admitted(OTHER_STAY), discharged(OTHER_STAY)):
        hears(tx, fact)

    def noted(until: Any) -> None:
        hand_over_help(tx, SUPPORT.id, None, lambda it, now: note_away(it, SUPPORT.id, until, "x", now))

    noted(TODAY)
    assert asked(tx)[STAY, "carl"] is QuestionState.OPEN
    assert in_touch(tx) == {"worker": "gone", "carl": "waits"}
    noted(None)
    assert asked(tx)[STAY, "worker"] is QuestionState.OPEN
    assert in_touch(tx) == {"worker": "waits", "carl": "gone"}


def test_a_follow_up_of_a_stay_told_of_another_file_moves_under_the_id_that_it_has_there() -> None:
    plan = _agreed()
    stay, home = UUID(int=50), MONDAY
    follow_ups, _ = follow_up(plan, {}, stay, home, MONDAY, told_here=False)
    after, _ = reassign_help(plan, SUPPORT.id, NEW, "planner", MONDAY)
    brought, _ = hand_over(plan.interventions[SUPPORT.id], after, Brought({}, follow_ups), MONDAY)

    assert [one.id for one in brought.follow_ups.values() if one.waits] == [
        uuid5(uuid5(plan.id, str(stay)), "bente")
    ]
    assert follow_up(after, brought.follow_ups, stay, home, MONDAY, told_here=False) == (
        brought.follow_ups,
        (),
    )


def _agreed() -> Plan:
    help_ = replace(SUPPORT, agreed=True)
    return Plan(UUID(int=20), UUID(int=21), MONDAY, {GOAL.id: replace(GOAL, agreed=True)}, {help_.id: help_})


async def test_where_the_person_has_other_files_the_clock_looks_at_all_of_them() -> None:
    alone, of_two = await in_force(), await in_force()
    of_two.citizen_states.put(Citizen(absorbed=(UUID(int=77),)))

    for tx in (alone, of_two):
        reassigns(tx)

    assert marked(alone) == {}
    assert [*marked(of_two)] == [FILES]


async def test_ended_help_is_asked_about_no_more_and_its_other_questions_stay() -> None:
    tx = await in_force()
    adds_help(tx, MORE)
    agrees(tx)
    for fact in (admitted(), admitted(OTHER_STAY), discharged(OTHER_STAY)):
        hears(tx, fact)
    before = len(said(tx))

    ends(
        tx,
        SUPPORT.id,
        None,
        lambda it, now: end_help(it, SUPPORT.id, InterventionEnd.NO_NEED, None, None, "planner", now),
    )

    ended, gone = [one.data for one in said(tx)[before:]]
    assert isinstance(ended, PlanInterventionEnded)
    assert isinstance(gone, PlanSupportQuestionWithdrawn)
    states = {(one.stay_id, one.intervention_id): one.state for one in tx.questions.of(CITIZEN).values()}
    assert states == {
        (STAY, SUPPORT.id): QuestionState.WITHDRAWN,
        (STAY, MORE.id): QuestionState.OPEN,
        (OTHER_STAY, SUPPORT.id): QuestionState.CLOSED,
        (OTHER_STAY, MORE.id): QuestionState.CLOSED,
    }
    await nothing_changes(tx)
    goes_on = replace(tx.stays.of(CITIZEN)[OTHER_STAY], ends=())
    brought = Brought(tx.questions.of(CITIZEN), tx.follow_ups.of(CITIZEN))
    after, _ = settle(plan_of(tx), brought, goes_on, tx.now)
    reopened = [one.intervention_id for one in after.questions.values() if one.state is QuestionState.OPEN]
    assert reopened == [MORE.id, MORE.id]


Act = Callable[[PlanTransaction, UUID, int | None], object]
ACTS: dict[str, Act] = {
    "reassign": lambda tx, given, seen: reassigns(tx, given=given, seen=seen),
    "end": lambda tx, given, seen: ends(
        tx,
        given,
        seen,
        lambda it, now: end_help(it, given, InterventionEnd.OTHER, None, None, "planner", now),
    ),
}


@pytest.mark.parametrize("act", ACTS)
async def test_what_is_refused_hands_nothing_over_and_says_nothing(act: str) -> None:
    tx = await in_force()
    hears(tx, admitted())
    before = (len(said(tx)), plan_of(tx), asked(tx))

    with pytest.raises(StaleVersion):
        ACTS[act](tx, SUPPORT.id, 3)
    with pytest.raises(UnknownHelp):
        ACTS[act](tx, STAY, None)

    assert (len(said(tx)), plan_of(tx), asked(tx)) == before
