"""What the plan's life brings with it, on the transaction: reviews, meetings, and the plan after it."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest

from plan_in_memory import (
    DIED,
    GOAL,
    LIVES,
    REFERRAL,
    SUPPORT,
    accepted,
    adds_goal,
    adds_help,
    agrees,
    hears,
    in_force,
    moved,
    plan_of,
)
from plan_of_two_files import A, B, TwoFiles, merged, split
from samspil.contracts.plan import (
    ContactKind,
    ContactOutcome,
    MeetingKind,
    Participant,
    PlanEnd,
    PlanReviewDue,
    ReviewResult,
)
from samspil.ledger.versions import StaleVersion
from samspil.plan.domain.book_meeting import Booking, move_meeting
from samspil.plan.domain.citizen import Citizen
from samspil.plan.domain.hold_review import Held
from samspil.plan.domain.meeting import Meeting, MeetingState
from samspil.plan.domain.note_contact import Contact
from samspil.plan.domain.plan import NoPlan, Plan, PlanOver
from samspil.plan.domain.review import Review, review_id
from samspil.plan.handlers.book_meeting import book_meeting
from samspil.plan.handlers.change_plan import change_meeting
from samspil.plan.handlers.end_plan import end_plan
from samspil.plan.handlers.hold_review import hold_review
from samspil.plan.handlers.note_contact import note_contact
from samspil.plan.handlers.settle_reviews import set_reviews
from samspil.plan.storage.transaction import PlanTransaction
from samspil.testkit.builders import CITIZEN, MONDAY, RULES
from samspil.testkit.in_memory import in_memory, marked, said

IN_A_YEAR = date(2027, 11, 23)
HELD = Held(True, None, ReviewResult.CONTINUE, None, "staff")


def ends(tx: PlanTransaction, seen: int | None = None) -> Plan:
    return end_plan(tx, seen, PlanEnd.NO_NEED, None, None, "staff")


def books(tx: PlanTransaction, number: int = 70, days: int = 1) -> Meeting:
    at = MONDAY + timedelta(days=days)
    everybody = (Participant.CITIZEN, Participant.SUPPORT_WORKER)
    booking = Booking(UUID(int=number), MeetingKind.VISIT, at, None, everybody, "worker", "planner")
    return book_meeting(tx, booking)


def waiting(tx: PlanTransaction) -> dict[UUID | None, date]:
    """What is looked at, and by when."""
    return {one.intervention_id: one.due_on for one in tx.reviews.of(CITIZEN).values() if one.waits}


def types(tx: PlanTransaction, since: int) -> list[str]:
    return [one.type for one in said(tx)[since:]]


async def test_what_comes_into_force_is_looked_at_by_a_day_that_is_said_in_the_plans_case() -> None:
    tx = await in_force()

    assert waiting(tx) == {None: IN_A_YEAR, SUPPORT.id: IN_A_YEAR}
    due = said(tx)[-2:]
    assert [(type(one.data), one.correlationid, one.causationid) for one in due] == [
        (PlanReviewDue, REFERRAL, None)
    ] * 2
    assert {one.version for one in tx.reviews.of(CITIZEN).values()} == {6, 7}
    assert plan_of(tx).version == 5, "a review has a version of its own"


async def test_a_review_is_held_at_its_own_version_and_leads_to_the_next() -> None:
    tx = await in_force()
    first = tx.reviews.of(CITIZEN)[review_id(SUPPORT.id, 1)]
    with pytest.raises(StaleVersion):
        hold_review(tx, first.id, first.version + 1, HELD)

    done, following = hold_review(tx, first.id, first.version, HELD)

    assert (done.version, done.held_on) == (8, date(2026, 11, 23))
    assert following == Review(
        review_id(SUPPORT.id, 2), plan_of(tx).id, SUPPORT.id, IN_A_YEAR, round=2, version=9
    )
    assert plan_of(tx).version == 5
    nothing = hold_review(tx, following.id, 9, replace(HELD, result=ReviewResult.END))[1]
    assert (nothing, waiting(tx)) == (None, {None: IN_A_YEAR})


async def test_one_that_is_held_because_of_a_stay_leads_to_nothing() -> None:
    tx = await in_force()
    plan, stay = plan_of(tx), UUID(int=80)
    once = Review(review_id(SUPPORT.id, stay), plan.id, SUPPORT.id, IN_A_YEAR, stay_id=stay)
    tx.reviews.put(once)

    assert hold_review(tx, once.id, None, HELD)[1] is None
    assert waiting(tx) == {None: IN_A_YEAR, SUPPORT.id: IN_A_YEAR}


async def test_a_plan_that_ends_takes_its_help_its_reviews_and_its_meetings_with_it() -> None:
    tx = await in_force()
    books(tx, 70, days=1)
    books(tx, 71, days=-1)
    before = len(said(tx))

    after = ends(tx, 5)

    assert types(tx, before) == [
        "plan.intervention_ended.v1",
        "plan.ended.v1",
        "plan.review_withdrawn.v1",
        "plan.review_withdrawn.v1",
        "plan.meeting_cancelled.v1",
    ]
    assert (waiting(tx), plan_of(tx).support) == ({}, ())
    meetings = tx.meetings.of(CITIZEN)
    assert {id_.int: one.state for id_, one in meetings.items()} == {
        70: MeetingState.CANCELLED,
        71: MeetingState.BOOKED,
    }
    assert after == plan_of(tx)
    assert {one.correlationid for one in said(tx)[before:]} == {REFERRAL}


async def test_in_a_plan_that_has_ended_nothing_changes_but_what_became_of_a_meeting() -> None:
    tx = await in_force()
    past = books(tx, days=0)
    ends(tx)

    for act in (ends, books, agrees, lambda it: adds_goal(it, GOAL), lambda it: adds_help(it, SUPPORT)):
        with pytest.raises(PlanOver):
            act(tx)
    moved_on = change_meeting(tx, past.id, None, lambda it, now: move_meeting(it, it.at, None, "staff", now))
    assert moved_on.version > past.version


async def test_after_a_plan_has_ended_the_next_accepted_referral_opens_another() -> None:
    tx = await in_force()
    hears(tx, accepted(UUID(int=81)))
    first = plan_of(tx)
    ends(tx)

    heard = hears(tx, accepted(UUID(int=82)))
    hears(tx, accepted(UUID(int=83)))

    begun = plan_of(tx)
    assert (begun.referral_id, begun.goals, begun.ended_on) == (UUID(int=82), {}, None)
    assert begun.id != first.id
    last = said(tx)[-1]
    assert (last.type, last.causationid) == ("plan.opened.v1", heard.id)
    assert waiting(tx) == {}
    adds_goal(tx, replace(GOAL, id=UUID(int=84)))
    agrees(tx)
    assert waiting(tx) == {None: IN_A_YEAR}
    assert review_id(begun.id, 1) in tx.reviews.of(CITIZEN)


@pytest.mark.parametrize(("away", "back"), [(DIED, LIVES), (moved("751"), moved("101"))])
async def test_of_whoever_died_or_moved_nothing_is_looked_at_until_they_are_back(
    away: Any, back: Any
) -> None:
    tx = await in_force()

    hears(tx, away)
    assert waiting(tx) == {}
    adds_help(tx, replace(SUPPORT, id=UUID(int=85)))
    agrees(tx)
    assert waiting(tx) == {}, "whatever is agreed meanwhile"

    hears(tx, back)
    assert waiting(tx) == {None: IN_A_YEAR, SUPPORT.id: IN_A_YEAR, UUID(int=85): IN_A_YEAR}


async def test_the_clock_sets_the_days_that_a_version_before_did_not_set_once() -> None:
    tx = await in_force()
    tx.reviews.save(CITIZEN, {})
    tx.plans.put(replace(plan_of(tx), agreements=0, agreed_on=date(2026, 3, 1)))

    for _ in range(2):
        assert set_reviews(tx, CITIZEN, "", RULES.municipalities) is None

    assert waiting(tx) == {None: date(2027, 3, 1), SUPPORT.id: date(2027, 3, 1)}
    assert types(tx, 7) == ["plan.review_due.v1"] * 2


async def test_the_clock_sets_no_day_of_somebody_who_is_not_ours_or_has_no_plan() -> None:
    tx = await in_force()
    tx.reviews.save(CITIZEN, {})
    tx.citizen_states.put(Citizen(acting_municipality="751"))
    nobody = await in_memory(PlanTransaction)

    for one in (tx, nobody):
        set_reviews(one, CITIZEN, "", RULES.municipalities)

    assert waiting(tx) == {}
    assert tx.citizen_states.of(CITIZEN) == Citizen(acting_municipality="751", is_away=True)
    assert (said(nobody), nobody.citizen_states.of(CITIZEN)) == ([], None)


async def test_the_clock_leaves_a_person_of_several_files_to_the_look_at_all_of_them() -> None:
    tx = await in_force()
    tx.reviews.save(CITIZEN, {})
    tx.citizen_states.put(Citizen(absorbed=(UUID(int=86),)))

    set_reviews(tx, CITIZEN, "", RULES.municipalities)

    assert (waiting(tx), list(marked(tx))) == ({}, ["files"])


async def test_a_contact_is_said_and_nothing_of_it_is_kept() -> None:
    tx = await in_force()
    contact = Contact(UUID(int=87), ContactKind.VISIT, ContactOutcome.REACHED, None, None, "worker")
    before = plan_of(tx)

    assert note_contact(tx, contact) == 8
    assert types(tx, 7) == ["plan.contact_noted.v1"]
    assert plan_of(tx) == before
    with pytest.raises(NoPlan):
        note_contact(await in_memory(PlanTransaction), contact)


def looked_at(files: TwoFiles, citizen: Any) -> set[UUID | None]:
    return {one.intervention_id for one in files.reviews(citizen) if one.waits}


async def test_of_a_person_of_two_files_each_keeps_its_reviews_while_the_person_is_ours_by_all_of_them() -> (
    None
):
    files = TwoFiles()
    await files.plans(A, "first")
    both = looked_at(files, A)
    await files.hears((A, merged()), (B, merged()))
    await files.looks()
    assert looked_at(files, A) == both != set()

    await files.hears((B, DIED))
    await files.looks()
    assert looked_at(files, A) == set()

    await files.hears((A, split()), (B, split()))
    await files.looks()
    assert looked_at(files, A) == both


async def test_a_referral_that_was_accepted_while_there_was_a_plan_opens_none_when_that_has_ended() -> None:
    files = TwoFiles()
    await files.plans(A, "first")
    await files.hears((A, merged()), (B, merged()))
    await files.hears((B, accepted(UUID(int=88))))
    await files.looks()

    def over(tx: PlanTransaction) -> None:
        tx.turn_to(A)
        ends(tx)

    await files.transact([A], over)
    await files.hears((B, moved("101")))
    await files.looks()
    assert files.types_said(B) == []

    await files.hears((B, accepted(UUID(int=89))))
    await files.looks()
    assert files.types_said(B) == ["plan.opened.v1"]
