"""Following up: by whom, by when, withdrawn when there is nothing to follow up, and late when nobody did."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import permutations
from typing import Any, Final
from uuid import UUID, uuid5

import pytest

from plan_in_memory import (
    DIED,
    DUE_ON,
    ENDED,
    LIVES,
    OTHER_STAY,
    STAY,
    SUPPORT,
    admitted,
    discharged,
    hears,
    in_force,
    plan_of,
    taken_back,
    waiting,
)
from samspil.contracts import topics
from samspil.contracts.hospital import (
    HospitalStayAdmitted,
    HospitalStayDischarged,
    HospitalStayRetracted,
    StayKind,
    StayStep,
)
from samspil.contracts.plan import PlanFollowUpOverdue
from samspil.plan.api.clock import due
from samspil.plan.api.subscriptions import heard as heard_by
from samspil.plan.domain.complete import complete
from samspil.plan.domain.plan import Intervention, Plan
from samspil.plan.handlers.change_plan import change_follow_up, change_plan
from samspil.plan.storage.transaction import PlanTransaction
from samspil.rulebook.deadlines import Deadline, Step
from samspil.testkit.builders import CITIZEN, MONDAY, RULES, event
from samspil.testkit.in_memory import marked, said
from samspil.vocabulary.copenhagen import start_of
from samspil.vocabulary.legal_basis import LegalBasis

BASIS = LegalBasis.RSL_12C
AGAIN = UUID(int=40)
BACK_IN = ENDED + timedelta(days=2)
LATE = start_of(DUE_ON + timedelta(days=1))
OVER_BY = date(2026, 12, 8)
"""Ten working days after the discharge: five to be in touch, and five more to look at the need."""


def admitted_again(stay: UUID = AGAIN, at: datetime = BACK_IN) -> HospitalStayAdmitted:
    return HospitalStayAdmitted(
        stay_id=stay, kind=StayKind.INPATIENT, admitted_at=at, basis=BASIS, occurred_at=at
    )


def never_was(stay: UUID = AGAIN) -> HospitalStayRetracted:
    return HospitalStayRetracted(stay_id=stay, basis=BASIS, occurred_at=BACK_IN)


def home_again(at: datetime = BACK_IN + timedelta(days=1)) -> HospitalStayDischarged:
    return HospitalStayDischarged(stay_id=AGAIN, discharged_at=at, basis=BASIS, occurred_at=at)


def helps(tx: PlanTransaction, **changed: Any) -> None:
    """The help in the plan is otherwise now."""

    def decide(plan: Plan, _now: datetime) -> tuple[Plan, tuple[Any, ...]]:
        one: Intervention = replace(plan.interventions[SUPPORT.id], **changed)
        return replace(plan, interventions={**plan.interventions, one.id: one}), ()

    change_plan(tx, None, decide)


def asked(tx: PlanTransaction) -> list[str]:
    return [one.support_worker for one in tx.questions.of(CITIZEN).values()]


def following_up(tx: PlanTransaction) -> list[tuple[UUID, str]]:
    return [(one.id, one.support_worker) for one in tx.follow_ups.of(CITIZEN).values() if one.waits]


def needs(tx: PlanTransaction) -> list[tuple[UUID | None, UUID | None, date]]:
    """The reviews that wait because of a stay: of which help, and by when."""
    return [
        (one.stay_id, one.intervention_id, one.due_on)
        for one in tx.reviews.of(CITIZEN).values()
        if one.waits and one.stay_id
    ]


def overdue(tx: PlanTransaction) -> list[tuple[UUID, date]]:
    facts = [one.data for one in said(tx)]
    return [(one.follow_up_id, one.due_on) for one in facts if isinstance(one, PlanFollowUpOverdue)]


async def came_home() -> PlanTransaction:
    tx = await in_force()
    for fact in (admitted(), discharged()):
        hears(tx, fact)
    return tx


# Who is asked.


@pytest.mark.parametrize(
    ("deputy", "away_until", "who"),
    [
        (None, None, "worker"),
        ("deputy", None, "worker"),
        ("deputy", MONDAY.date(), "deputy"),
        ("deputy", MONDAY.date() - timedelta(days=1), "worker"),
        (None, date.max, "worker"),
    ],
)
async def test_the_named_worker_is_asked_or_the_deputy_while_the_worker_is_away(
    deputy: str | None, away_until: date | None, who: str
) -> None:
    tx = await in_force()
    helps(tx, deputy=deputy, away_until=away_until)

    for fact in (admitted(), discharged()):
        hears(tx, fact)

    assert asked(tx) == [who]
    assert following_up(tx) == [(uuid5(STAY, who), who)]


@pytest.mark.parametrize("acted", [False, True])
async def test_told_again_while_the_worker_is_away_nobody_is_asked_twice(acted: bool) -> None:
    tx = await came_home()
    if acted:
        completes(tx)
    helps(tx, deputy="deputy", away_until=date.max)
    before = len(said(tx))

    hears(tx, discharged())

    assert said(tx)[before:] == []


async def test_what_rested_is_asked_of_the_deputy_when_the_worker_is_away_by_then() -> None:
    tx = await came_home()
    hears(tx, DIED)
    helps(tx, deputy="deputy", away_until=date.max)

    hears(tx, LIVES)

    assert following_up(tx) == [(uuid5(STAY, "deputy"), "deputy")]


async def test_a_deputy_who_helps_too_follows_up_once() -> None:
    tx = await in_force()
    own = replace(SUPPORT, id=UUID(int=8), support_worker="deputy", agreed=True)
    helps(tx, deputy="deputy", away_until=date.max)

    def adds(plan: Plan, _now: datetime) -> tuple[Plan, tuple[Any, ...]]:
        return replace(plan, interventions={**plan.interventions, own.id: own}), ()

    change_plan(tx, None, adds)
    hears(tx, discharged())

    assert following_up(tx) == [(uuid5(STAY, "deputy"), "deputy")]


# By when, and what is asked beside.


async def test_a_discharge_asks_whether_the_need_has_changed_some_days_after_the_follow_up() -> None:
    tx = await in_force()
    care = replace(SUPPORT, id=UUID(int=6), provision=LegalBasis.SEL_83, agreed=True)
    other = replace(SUPPORT, id=UUID(int=7), provision=LegalBasis.SEL_104, agreed=True)
    proposed = replace(SUPPORT, id=UUID(int=8))

    def adds(plan: Plan, _now: datetime) -> tuple[Plan, tuple[Any, ...]]:
        more = {one.id: one for one in (care, other, proposed)}
        return replace(plan, interventions={**plan.interventions, **more}), ()

    change_plan(tx, None, adds)

    hears(tx, discharged())

    assert needs(tx) == [(STAY, SUPPORT.id, OVER_BY), (STAY, care.id, OVER_BY)]


async def test_the_days_are_those_of_the_rulebook_of_the_day_of_the_discharge() -> None:
    def row(step: Step, days: int, since: date) -> Deadline:
        return Deadline(step=step, working_days=days, valid_from=since, source="")

    day = ENDED.date()
    rows = [
        row(Step.FOLLOW_UP, 2, day - timedelta(days=9)),
        row(Step.FOLLOW_UP, 4, day + timedelta(days=1)),
        row(Step.NEED, 1, day),
    ]
    handlers = heard_by(replace(RULES, deadlines=tuple(rows)))
    tx = await in_force()
    handlers[topics.HOSPITAL][HospitalStayDischarged](event(discharged()), tx)

    assert waiting(tx) == [(STAY, date(2026, 11, 26))]
    assert [due_on for _, _, due_on in needs(tx)] == [date(2026, 11, 27)]


@pytest.mark.parametrize("at", [datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)])
async def test_a_discharge_on_any_day_that_can_be_written_is_followed_up(at: datetime) -> None:
    tx = await in_force()

    hears(tx, replace(discharged(), discharged_at=at))

    assert len(waiting(tx)) == len(needs(tx)) == 1


# Withdrawn, and back.

NOT_ANY_MORE: Final[dict[str, tuple[list[Any], list[Any]]]] = {
    "the discharge was none": ([taken_back(StayStep.DISCHARGED)], [discharged()]),
    "admitted again": ([admitted_again()], [never_was()]),
    "dead": ([DIED], [LIVES]),
}


@pytest.mark.parametrize("case", NOT_ANY_MORE)
async def test_what_a_discharge_asks_is_withdrawn_and_is_back_when_that_was_a_mistake(case: str) -> None:
    gone, back = NOT_ANY_MORE[case]
    tx = await came_home()
    asks = (following_up(tx), needs(tx))
    assert asks == ([(uuid5(STAY, "worker"), "worker")], [(STAY, SUPPORT.id, OVER_BY)])

    for fact in gone:
        hears(tx, fact)
    assert (following_up(tx), needs(tx)) == ([], [])

    for fact in back:
        hears(tx, fact)
    assert (following_up(tx), needs(tx)) == asks


async def test_whoever_came_home_from_the_later_stay_is_met_after_that_one_alone() -> None:
    tx = await came_home()
    for fact in (admitted_again(), home_again()):
        hears(tx, fact)

    assert [stay for stay, _ in waiting(tx)] == [AGAIN]
    assert [stay for stay, _, _ in needs(tx)] == [AGAIN]


async def test_a_stay_beside_it_that_began_before_the_discharge_withdraws_nothing() -> None:
    tx = await came_home()

    hears(tx, admitted(OTHER_STAY))

    assert [stay for stay, _ in waiting(tx)] == [STAY]


async def test_of_two_stays_that_began_and_were_over_at_one_moment_one_is_followed_up() -> None:
    tx = await in_force()
    for stay in (STAY, OTHER_STAY):
        hears(tx, admitted_again(stay, ENDED))
        hears(tx, discharged(stay))

    assert len(waiting(tx)) == 1


async def test_somebody_who_was_in_touch_before_the_next_admission_was() -> None:
    tx = await came_home()
    completes(tx)

    hears(tx, admitted_again())
    hears(tx, never_was())

    assert waiting(tx) == []


READMITTED: Final[list[Any]] = [admitted(), discharged(), admitted_again(), home_again(), never_was()]


@pytest.mark.parametrize("length", [3, 4, 5])
async def test_in_any_order_the_same_is_followed_up(length: int) -> None:
    ends = []
    for order in permutations(READMITTED[:length]):
        tx = await in_force()
        for fact in order:
            hears(tx, fact)
        ends.append((sorted(following_up(tx)), sorted(map(str, needs(tx)))))

    assert all(one == ends[0] for one in ends)


# Late.


def completes(tx: PlanTransaction) -> None:
    [one, *_] = tx.follow_ups.of(CITIZEN).values()
    change_follow_up(tx, one.id, None, lambda plan, it, now: complete(plan, it, "worker", now))


async def looks(tx: PlanTransaction, at: datetime) -> datetime | None:
    """The clock looks at the follow-up at that time; when it is to look again."""
    tx.now = at
    [what] = [one for one in marked(tx) if one.startswith("follow-up:")]
    kind, _, item = what.partition(":")
    step: Any = due(RULES)[kind]
    again: datetime | None = await step(tx, CITIZEN, item)
    return again


async def test_when_its_last_day_is_over_it_is_said_once_and_can_be_completed_still() -> None:
    tx = await came_home()
    [one] = tx.follow_ups.of(CITIZEN)
    assert marked(tx)[f"follow-up:{one}"] == LATE

    assert await looks(tx, LATE - timedelta(seconds=1)) == LATE
    assert overdue(tx) == []
    for _ in range(2):
        assert await looks(tx, LATE) is None

    assert overdue(tx) == [(one, DUE_ON)]
    last = said(tx)[-1]
    assert (last.correlationid, last.causationid) == (plan_of(tx).referral_id, None)
    assert tx.follow_ups.of(CITIZEN)[one].version == last.seq
    completes(tx)
    assert waiting(tx) == []
    assert await looks(tx, LATE) is None


@pytest.mark.parametrize("gone", [admitted_again(), DIED, taken_back(StayStep.DISCHARGED)])
async def test_what_waits_no_more_is_not_late(gone: Any) -> None:
    tx = await came_home()
    hears(tx, gone)

    assert await looks(tx, LATE + timedelta(days=3)) is None
    assert overdue(tx) == []


async def test_a_follow_up_that_got_another_day_is_late_after_that_one_and_each_day_is_said_once() -> None:
    tx = await came_home()
    later = ENDED + timedelta(days=1)
    assert await looks(tx, LATE) is None

    hears(tx, replace(discharged(), discharged_at=later))
    assert await looks(tx, LATE) == LATE + timedelta(days=1)
    assert await looks(tx, LATE + timedelta(days=1)) is None

    assert [day for _, day in overdue(tx)] == [DUE_ON, DUE_ON + timedelta(days=1)]


async def test_while_anything_of_the_person_waits_to_be_heard_nothing_is_late() -> None:
    tx = await came_home()
    tx.caught_up = False

    assert await looks(tx, LATE) == LATE + timedelta(minutes=1)
    assert overdue(tx) == []

    tx.caught_up = True
    assert await looks(tx, LATE) is None
    assert len(overdue(tx)) == 1


async def test_one_that_was_withdrawn_and_waits_again_after_its_day_is_late_again() -> None:
    tx = await came_home()
    assert await looks(tx, LATE) is None

    for fact in (admitted_again(), never_was()):
        hears(tx, fact)
    assert await looks(tx, LATE) is None

    assert [day for _, day in overdue(tx)] == [DUE_ON, DUE_ON]


async def test_a_follow_up_of_nobody_known_or_of_no_plan_is_not_late() -> None:
    tx = await came_home()
    step: Any = due(RULES)["follow-up"]

    assert await step(tx, CITIZEN, str(UUID(int=99))) is None
