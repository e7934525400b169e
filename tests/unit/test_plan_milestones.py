"""Steps towards work: the plan is looked at together after a start, and soon after an end; nothing else."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import permutations
from typing import Any, Final
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from anything import counted
from plan_in_memory import (
    DIED,
    GOAL,
    LIVES,
    SUPPORT,
    accepted,
    adds_goal,
    adds_help,
    admitted,
    agrees,
    hears,
    in_force,
    moved,
    plan_of,
)
from plan_of_two_files import A, B, TwoFiles, merged, split
from samspil.contracts import topics
from samspil.contracts.employment import (
    EmploymentMilestoneAdjusted,
    EmploymentMilestoneEnded,
    EmploymentMilestonePlanned,
    EmploymentMilestoneStarted,
    EmploymentMilestoneVoided,
    MilestoneKind,
)
from samspil.contracts.plan import PlanReviewDue, PlanReviewWithdrawn, ReviewResult
from samspil.plan.api.subscriptions import heard as heard_by
from samspil.plan.domain.plan import Plan
from samspil.plan.domain.review import Review
from samspil.plan.storage.transaction import PlanTransaction
from samspil.rulebook.deadlines import Deadline, Step
from samspil.testkit.builders import CITIZEN, MONDAY, RULES, event
from samspil.testkit.in_memory import in_memory, said
from samspil.vocabulary.legal_basis import LegalBasis

STEP, OTHER = UUID(int=20), UUID(int=21)
BASIS = LegalBasis.SEL_85
STARTED_ON, ENDED_ON = date(2026, 11, 20), date(2026, 11, 27)
AFTER_START, AFTER_END = date(2026, 12, 7), date(2026, 12, 2)
"""Ten working days after Monday 23 November, on which the start was told; three after Friday 27."""


def planned(id_: UUID = STEP, at: datetime = MONDAY) -> EmploymentMilestonePlanned:
    return EmploymentMilestonePlanned(
        milestone_id=id_,
        kind=MilestoneKind.WORK_PLACEMENT,
        starts_on=STARTED_ON,
        ends_on=None,
        hours_per_week=None,
        basis=BASIS,
        occurred_at=at,
    )


def started(id_: UUID = STEP, day: date = STARTED_ON, at: datetime = MONDAY) -> EmploymentMilestoneStarted:
    return EmploymentMilestoneStarted(milestone_id=id_, started_on=day, basis=BASIS, occurred_at=at)


def over(id_: UUID = STEP, day: date = ENDED_ON, at: datetime = MONDAY) -> EmploymentMilestoneEnded:
    return EmploymentMilestoneEnded(milestone_id=id_, ended_on=day, basis=BASIS, occurred_at=at)


def voided(id_: UUID = STEP, at: datetime = MONDAY + timedelta(hours=1)) -> EmploymentMilestoneVoided:
    return EmploymentMilestoneVoided(milestone_id=id_, basis=BASIS, occurred_at=at)


def adjusted() -> EmploymentMilestoneAdjusted:
    return EmploymentMilestoneAdjusted(
        milestone_id=STEP,
        kind=MilestoneKind.WAGE_SUBSIDY,
        starts_on=STARTED_ON,
        ends_on=ENDED_ON,
        hours_per_week=9,
        started_on=STARTED_ON,
        ended_on=ENDED_ON,
        basis=BASIS,
        occurred_at=MONDAY,
    )


def tells(tx: PlanTransaction, *facts: Any) -> None:
    """Also what is known here and not used."""
    used = heard_by(RULES)
    for fact in facts:
        if type(fact) in {kind for kinds in used.values() for kind in kinds}:
            hears(tx, fact)


def waiting(tx: PlanTransaction) -> list[tuple[UUID | None, date]]:
    """The milestones because of which the plan is to be looked at, and by when."""
    return [(one.milestone_id, one.due_on) for one in because(tx) if one.waits]


def because(tx: PlanTransaction) -> list[Review]:
    """The reviews because of milestones."""
    return [one for one in tx.reviews.of(CITIZEN).values() if one.milestone_id]


LATER = MONDAY + timedelta(hours=2)

TELLINGS: Final[list[tuple[list[Any], list[tuple[UUID, date]]]]] = [
    ([planned()], []),
    ([planned(), started()], [(STEP, AFTER_START)]),
    ([planned(), started(), started()], [(STEP, AFTER_START)]),
    ([planned(), started(), adjusted()], [(STEP, AFTER_START)]),
    ([planned(), adjusted()], []),
    ([planned(), started(), over()], [(STEP, AFTER_END)]),
    ([planned(), over()], [(STEP, AFTER_END)]),
    ([planned(), started(), voided()], []),
    ([planned(), started(), over(), voided()], []),
    ([started(), started(OTHER), voided()], [(OTHER, AFTER_START)]),
    # Deleted, and made again: what was told before it was deleted holds no more.
    ([started(), over(), voided(), planned(at=LATER)], []),
    ([started(), over(), voided(), planned(at=LATER), started(at=LATER)], [(STEP, AFTER_START)]),
    # From when it was told, where that is later than the day; else from the day.
    ([started(day=date.min)], [(STEP, AFTER_START)]),
    ([over(day=date(2019, 1, 1))], [(STEP, date(2026, 11, 26))]),
    ([started(day=date(2026, 12, 1))], [(STEP, date(2026, 12, 15))]),
    ([started(day=date.max)], [(STEP, date.max)]),
]


@pytest.mark.parametrize(("told", "expected"), TELLINGS)
async def test_the_plan_is_looked_at_after_a_start_and_sooner_after_an_end(
    told: list[Any], expected: list[tuple[UUID, date]]
) -> None:
    tx = await in_force()
    before, said_before = plan_of(tx), len(said(tx))

    tells(tx, *told)

    assert waiting(tx) == expected
    assert plan_of(tx) == before
    said_of_it = {type(one.data) for one in said(tx)[said_before:]}
    assert said_of_it <= {PlanReviewDue, PlanReviewWithdrawn}


async def test_a_review_because_of_a_milestone_is_the_whole_plans_and_says_why() -> None:
    tx = await in_force()

    heard = hears(tx, started())

    [review] = because(tx)
    last = said(tx)[-1]
    assert last.data == PlanReviewDue(
        plan_id=plan_of(tx).id,
        review_id=review.id,
        intervention_id=None,
        due_on=AFTER_START,
        milestone_id=STEP,
        stay_id=None,
        occurred_at=MONDAY,
    )
    assert (last.correlationid, last.causationid) == (heard.correlationid, heard.id)
    assert review.version == last.seq


async def test_while_no_plan_is_agreed_a_milestone_asks_nothing_and_nothing_later_either() -> None:
    tx = await in_memory(PlanTransaction)
    tells(tx, started())
    hears(tx, accepted())
    tells(tx, started(OTHER))
    adds_goal(tx, GOAL)
    adds_help(tx, SUPPORT)
    agrees(tx)

    hears(tx, admitted())

    assert waiting(tx) == []


async def test_a_plan_that_has_ended_is_not_looked_at() -> None:
    tx = await in_force()
    tx.plans.put(replace(plan_of(tx), ended_on=MONDAY.date()))

    tells(tx, started())

    assert waiting(tx) == []


async def test_of_the_dead_and_of_who_is_elsewhere_nothing_is_looked_at_until_they_are_back() -> None:
    for gone, back in ((DIED, LIVES), (moved("751"), moved("101"))):
        tx = await in_force()
        tells(tx, started(), gone, over(OTHER))
        assert waiting(tx) == []

        tells(tx, back)

        assert waiting(tx) == [(STEP, AFTER_START), (OTHER, AFTER_END)]


async def test_a_review_that_was_held_is_not_asked_for_again_and_not_withdrawn() -> None:
    tx = await in_force()
    tells(tx, started())
    [one] = because(tx)
    held: Review = replace(one, held_on=MONDAY.date(), result=ReviewResult.CONTINUE)
    tx.reviews.put(held)

    tells(tx, started(), voided())

    assert because(tx) == [held]


async def test_the_days_are_those_of_the_rulebook() -> None:
    own = [Deadline(step=one, working_days=1, valid_from=date(2026, 1, 1), source="") for one in Step]
    used = heard_by(replace(RULES, deadlines=tuple(own)))
    tx = await in_force()

    used[topics.EMPLOYMENT][EmploymentMilestoneStarted](event(started()), tx)

    assert waiting(tx) == [(STEP, date(2026, 11, 24))]


@pytest.mark.parametrize(("told", "_expected"), [one for one in TELLINGS if len(one[0]) > 1])
async def test_in_any_order_the_same_is_looked_at(told: list[Any], _expected: Any) -> None:
    ends: list[Any] = []
    for order in permutations(told):
        tx = await in_force()
        tells(tx, *order)
        ends.append(sorted(waiting(tx)))

    assert all(one == ends[0] for one in ends), ends


async def test_two_files_of_one_person_have_each_plan_looked_at_and_parted_only_ones_own() -> None:
    world = TwoFiles()
    for citizen in (A, B):
        await world.plans(citizen, "w")
    await world.hears((A, merged()), (B, merged()), (A, started()), (B, started()))
    await world.looks()
    assert {one: world.looked_at(one) for one in (A, B)} == {A: {STEP}, B: {STEP}}

    await world.hears((A, over(OTHER)))
    await world.looks()
    await world.hears((A, split()), (B, split()))
    await world.looks()

    assert {one: world.looked_at(one) for one in (A, B)} == {A: {STEP, OTHER}, B: {STEP}}


MET: Counter[str] = Counter()


@st.composite
def told_anyhow(draw: st.DrawFn) -> list[Any]:
    facts: list[Any] = []
    for number in range(draw(st.integers(1, 3))):
        id_ = UUID(int=30 + number)
        some: list[Any] = draw(st.lists(st.sampled_from([started, over, started, voided]), max_size=4))
        facts += [
            one(id_, at=MONDAY + timedelta(hours=draw(st.integers(0, 3))))
            if one is voided
            else one(
                id_,
                STARTED_ON + timedelta(days=draw(st.integers(0, 9))),
                MONDAY + timedelta(hours=draw(st.integers(0, 3))),
            )
            for one in some
        ]
    return facts


@settings(counted, max_examples=80)
@given(told_anyhow(), st.randoms(use_true_random=False))
def _as_if_never(facts: list[Any], chance: Any) -> None:
    """With a step that was told and deleted somewhere between, in another order, and some of it twice."""
    gone = [started(STEP), over(STEP), voided(STEP, datetime(2026, 11, 25, tzinfo=UTC))]
    mixed = [*facts, *gone, *(chance.sample(facts, len(facts) // 2))]
    chance.shuffle(mixed)
    ends = []
    for told in (facts, mixed):
        tx = _run(in_force())
        tells(tx, *told)
        ends.append((sorted(waiting(tx), key=str), plan_of(tx).version))
    assert ends[0] == ends[1]
    MET["looked at"] += bool(ends[0][0])
    MET["deleted"] += any(isinstance(one, EmploymentMilestoneVoided) for one in facts)


def _run(making: Any) -> Any:
    try:
        making.send(None)
    except StopIteration as done:
        return done.value
    raise AssertionError("it waits")


def test_a_milestone_that_was_deleted_leaves_the_plan_as_if_it_had_never_been() -> None:
    MET.clear()
    _as_if_never()
    for often in ("looked at", "deleted"):
        assert MET[often] > 20, MET


def test_nothing_of_a_plan_is_a_milestones() -> None:
    """Progress is set with the citizen: there is nothing in the plan that a milestone could move."""
    assert not [name for name in Plan.__dataclass_fields__ if "milestone" in name]
