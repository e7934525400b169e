"""What the plan asks of people about somebody who died, went to another municipality, or is back."""

from collections import Counter
from datetime import date
from itertools import permutations
from typing import Any, Final
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from anything import counted
from plan_in_memory import (
    DIED,
    DUE_ON,
    GOAL,
    LIVES,
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
    moved,
    questions,
    retracted,
    taken_back,
    waiting,
)
from samspil.contracts.citizen import (
    CitizenContactOpened,
    CitizenCorrected,
    CitizenRegistered,
)
from samspil.contracts.hospital import StayStep
from samspil.contracts.plan import (
    PlanFollowUpOpened,
    PlanFollowUpWithdrawn,
    PlanReviewDue,
    PlanReviewWithdrawn,
    PlanSupportQuestionAsked,
    PlanSupportQuestionWithdrawn,
    SupportDuringStay,
)
from samspil.plan.domain.answer import answer
from samspil.plan.domain.complete import complete
from samspil.plan.domain.support_question import QuestionState
from samspil.plan.handlers.change_plan import change_follow_up, change_question
from samspil.plan.storage.transaction import PlanTransaction
from samspil.testkit.builders import CITIZEN, MONDAY, sealed
from samspil.testkit.in_memory import in_memory, said
from samspil.vocabulary.legal_basis import LegalBasis


def corrected(acting: str) -> CitizenCorrected:
    return CitizenCorrected(
        name=sealed("name"),
        acting_municipality=acting,
        residence_municipality=None,
        address=None,
        address_protected=False,
        corrected_by="staff",
        occurred_at=MONDAY,
    )


def registered(acting: str) -> CitizenRegistered:
    return CitizenRegistered(
        name=sealed("name"),
        cpr=sealed("cpr"),
        acting_municipality=acting,
        registered_by="staff",
        basis=LegalBasis.SEL_85,
        occurred_at=MONDAY,
    )


def contact_opened(acting: str) -> CitizenContactOpened:
    return CitizenContactOpened(
        name=sealed("name"),
        acting_municipality=acting,
        opened_by="staff",
        basis=LegalBasis.SEL_85,
        occurred_at=MONDAY,
    )


AWAY: Final = [DIED, moved("751"), corrected("751"), registered("751"), contact_opened("751")]
BACK: Final = [LIVES, moved("101"), corrected("101"), registered("101"), contact_opened("101")]


def waits(tx: PlanTransaction) -> tuple[set[UUID], set[tuple[UUID, date]]]:
    """The stays about which somebody is asked, and those after which somebody has to be in touch."""
    asked = {stay for stay, state in questions(tx).items() if state is QuestionState.OPEN}
    return asked, set(waiting(tx))


@pytest.mark.parametrize(("away", "back"), list(zip(AWAY, BACK, strict=True)))
async def test_whoever_is_no_longer_ours_asks_nothing_and_asks_what_is_still_so_when_they_are_back(
    away: Any, back: Any
) -> None:
    tx = await in_force()
    hears(tx, admitted())
    hears(tx, admitted(OTHER_STAY))
    hears(tx, discharged(OTHER_STAY))
    before = len(said(tx))

    gone = hears(tx, away)

    assert waits(tx) == (set(), set())
    after = said(tx)[before:]
    looks: list[type] = [PlanReviewWithdrawn] * 3
    withdrawn: list[type] = [PlanSupportQuestionWithdrawn, PlanFollowUpWithdrawn, *looks]
    assert [type(one.data) for one in after] == withdrawn
    assert {(one.correlationid, one.causationid) for one in after} == {(gone.correlationid, gone.id)}

    hears(tx, back)

    assert waits(tx) == ({STAY}, {(OTHER_STAY, DUE_ON)})
    asked: list[type] = [PlanSupportQuestionAsked, PlanFollowUpOpened, *[PlanReviewDue] * 3]
    assert [type(one.data) for one in said(tx)[before + 5 :]] == asked


@pytest.mark.parametrize("away", AWAY)
async def test_a_stay_heard_of_somebody_who_is_not_ours_asks_nothing(away: Any) -> None:
    tx = await in_force()
    hears(tx, away)
    before = len(said(tx))

    for fact in (admitted(), admitted(OTHER_STAY), discharged(OTHER_STAY)):
        hears(tx, fact)

    assert (waits(tx), said(tx)[before:]) == ((set(), set()), [])


async def test_somebody_dead_who_is_elsewhere_too_is_back_when_neither_is_so() -> None:
    tx = await in_force()
    for fact in (admitted(), DIED, moved("751"), LIVES):
        hears(tx, fact)
    assert waits(tx) == (set(), set())

    hears(tx, moved("101"))

    assert waits(tx) == ({STAY}, set())


async def test_a_move_within_reach_of_the_same_municipality_withdraws_nothing() -> None:
    tx = await in_force()
    hears(tx, admitted())
    before = len(said(tx))

    hears(tx, moved("101", "265"))

    assert (waits(tx), said(tx)[before:]) == (({STAY}, set()), [])


async def test_what_was_answered_or_done_is_not_asked_again() -> None:
    tx = await in_force()
    hears(tx, admitted())
    hears(tx, admitted(OTHER_STAY))
    hears(tx, discharged(OTHER_STAY))
    asked = next(one for one in tx.questions.of(CITIZEN).values() if one.stay_id == STAY)
    [owed] = tx.follow_ups.of(CITIZEN)
    paused = SupportDuringStay.PAUSED
    change_question(tx, asked.id, None, lambda plan, it, now: answer(plan, it, paused, "worker", now))
    change_follow_up(tx, owed, None, lambda plan, it, now: complete(plan, it, "worker", now))
    before = len(said(tx))

    hears(tx, DIED)
    hears(tx, LIVES)

    reviews = PlanReviewWithdrawn | PlanReviewDue
    assert [one for one in said(tx)[before:] if not isinstance(one.data, reviews)] == []
    assert waits(tx) == (set(), set())


@pytest.mark.parametrize(
    "told", [[discharged(), DIED], [DIED, discharged()]], ids=["stay first", "death first"]
)
async def test_a_stay_from_before_there_was_a_plan_asks_nothing_after_a_death_by_mistake(
    told: list[Any],
) -> None:
    tx = await in_memory(PlanTransaction)
    for fact in (*told, accepted(REFERRAL)):
        hears(tx, fact)
    adds_goal(tx, GOAL)
    adds_help(tx, SUPPORT)
    agrees(tx)

    hears(tx, LIVES)

    assert waits(tx) == (set(), set())


STAYS: Final = (
    [admitted()],
    [admitted(), discharged()],
    [admitted(), retracted()],
    [admitted(), discharged(), taken_back(StayStep.DISCHARGED)],
)


@pytest.mark.parametrize("stay", STAYS, ids=["goes on", "is over", "never was", "goes on after all"])
@pytest.mark.parametrize("back", [[], [LIVES]], ids=["dead", "alive after all"])
async def test_whichever_of_the_stay_and_the_death_is_heard_first_the_same_waits(
    stay: list[Any], back: list[Any]
) -> None:
    orders = [*permutations([*[(0, one) for one in stay], *[(1, one) for one in (DIED, *back)]])]
    # Of one topic each fact comes after the one before it; between topics there is no order.
    kept = [order for order in orders if _in_order(order, 1, [DIED, *back])]
    ends = []
    for order in kept:
        tx = await in_force()
        for _, fact in order:
            hears(tx, fact)
        ends.append(waits(tx))

    assert len(kept) > 1
    assert all(end == ends[0] for end in ends), ends


def _in_order(order: tuple[tuple[int, Any], ...], topic: int, told: list[Any]) -> bool:
    return [fact for of, fact in order if of == topic] == told


MET: Counter[str] = Counter()
LIFE: Final = st.lists(st.sampled_from([*AWAY, *BACK, *[LIVES, DIED, BACK[1]] * 4]), min_size=2, max_size=6)
OF_STAYS: Final = st.lists(
    st.sampled_from(
        [
            *(one(stay) for stay in (STAY, OTHER_STAY) for one in (admitted, admitted, discharged)),
            retracted(),
            taken_back(StayStep.DISCHARGED),
        ]
    ),
    min_size=1,
    max_size=5,
)


@settings(counted, max_examples=300)
@given(LIFE, OF_STAYS, st.data())
def _any_interleaving(life: list[Any], stays: list[Any], data: st.DataObject) -> None:
    """However the two topics meet, what waits in the end is what each alone decides."""
    ends = []
    for first in (data.draw(st.randoms(use_true_random=False)), None):
        tx = _run(in_force())
        left = [list(life), list(stays)]
        while any(left):
            some = [one for one in left if one]
            hears(tx, (first.choice(some) if first else some[0]).pop(0))
        ends.append(waits(tx))
    assert ends[0] == ends[1]
    if any(ends[0]) and DIED in life:
        MET["asked after a death"] += 1
    if not any(ends[0]) and admitted() in stays:
        MET["nothing waits"] += 1


def _run(making: Any) -> Any:
    try:
        making.send(None)
    except StopIteration as done:
        return done.value
    raise AssertionError("it waits")


def test_however_the_two_topics_meet_the_same_waits_in_the_end() -> None:
    MET.clear()
    _any_interleaving()
    for often in ("asked after a death", "nothing waits"):
        assert MET[often] > 10, MET
