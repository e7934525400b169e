"""Stays follow from what notices say of when: in any order, told twice, or cancelled before they were told.

What is seen here is what people see: the bridge's notices become facts, the overview folds them and
proposes, the plan asks and follows up; all of it pure, and each fact is acted on before the next comes.
"""

from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import permutations
from typing import Any
from uuid import UUID

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from hospital_life import (
    ACUTE,
    INPATIENT,
    Life,
    TrueStay,
    any_notices,
    hour,
    lives,
    notice,
    told_in_any_order,
)
from samspil.contracts.hospital import (
    HospitalStayAdmitted,
    HospitalStayDischarged,
    HospitalStayLeaveStarted,
    StayKind,
    StayStep,
)
from samspil.contracts.plan import LifeArea
from samspil.overview.domain.coordination import Coordination
from samspil.overview.domain.hospital_state import PRESENT, HospitalState, Presence, fold_hospital
from samspil.overview.domain.open_work import Work, open_work
from samspil.overview.domain.plan_state import PlanState, fold_plan
from samspil.overview.domain.view import combine
from samspil.overview.domain.watch_stays import watch_stays
from samspil.plan.domain.plan import Goal, Intervention, Plan
from samspil.plan.domain.settle import Brought, settle
from samspil.plan.domain.stay import Stays
from samspil.plan.domain.support_question import QuestionState
from samspil.plan.messages.hospital import stay_after
from samspil.region_bridge.domain.notice import Happened, Held, Notice, Notices
from samspil.region_bridge.domain.receive import follow, receive
from samspil.region_bridge.domain.say_stays import Fact
from samspil.region_bridge.domain.stays import stays_of
from samspil.testkit.builders import CITIZEN, MONDAY, event, sealed
from samspil.vocabulary.citizen_id import CitizenId
from samspil.vocabulary.copenhagen import danish_day
from samspil.vocabulary.legal_basis import LegalBasis
from samspil.vocabulary.working_days import add_working_days

OFTEN = settings(max_examples=150, deadline=None)


def plan_with_support() -> Plan:
    goal = Goal(UUID(int=5), LifeArea.HOME, sealed(), "staff", agreed=True)
    help_ = Intervention(
        UUID(int=7), goal.id, LegalBasis.SEL_85, "2026-1", "worker", sealed("name"), "staff", agreed=True
    )
    return Plan(UUID(int=6), 3, UUID(int=8), MONDAY, {goal.id: goal}, {help_.id: help_}, danish_day(MONDAY))


PLAN = plan_with_support()


@dataclass
class Street:
    """The bridge, the overview and the plan, in a row."""

    notices: Notices = field(default_factory=dict)
    said: tuple[Fact, ...] = ()
    hospital: HospitalState = field(default_factory=HospitalState)
    plan: PlanState = field(default_factory=PlanState)
    coordination: Coordination = field(default_factory=Coordination)
    stays: Stays = field(default_factory=dict)
    brought: Brought = field(default_factory=lambda: Brought({}, {}))

    def receives(self, *notices: Notice) -> "Street":
        for one in notices:
            self.notices, facts = receive(self.notices, self.said, CITIZEN, one)
            for fact in facts:
                self.said += (fact,)
                self.hears(fact)
        return self

    def hears(self, fact: Any) -> None:
        """The facts are acted on one by one, as if people looked between any two of them."""
        self.hospital = fold_hospital(self.hospital, event(fact))
        self.coordination, _ = watch_stays(self.coordination, self.hospital, MONDAY)
        if hasattr(fact, "stay_id"):
            stay = stay_after(self.stays, fact)
            self.stays = {**self.stays, stay.id: stay}
            self.brought, said = settle(PLAN, self.brought, stay, MONDAY)
            for one in said:
                self.plan = fold_plan(self.plan, event(one))

    @property
    def seen(self) -> list[TrueStay]:
        return [
            TrueStay(
                one.kind,
                one.admitted_at,
                None
                if one.ended_at is None
                else (StayStep.DISCHARGED if one.discharged_at else StayStep.ENDED, one.ended_at),
                one.presence is Presence.ON_LEAVE,
            )
            for one in self.hospital.stays
        ]

    @property
    def proposed(self) -> set[UUID]:
        return {one.stay_id for one in self.coordination.open_proposals}

    @property
    def asked(self) -> set[UUID]:
        return {one.stay_id for one in self.brought.questions.values() if one.state is QuestionState.OPEN}

    @property
    def followed_up(self) -> set[tuple[UUID, Any]]:
        return {(one.stay_id, one.due_on) for one in self.brought.follow_ups.values() if one.waits}

    @property
    def outcome(self) -> tuple[Any, ...]:
        tasks = sorted(
            (task.work, task.due or danish_day(MONDAY))
            for task in open_work(
                combine(hospital=self.hospital, plan=self.plan, coordination=self.coordination)
            )
        )
        return self.hospital.stays, self.proposed, self.asked, self.followed_up, tasks


def day_of(at: datetime) -> Any:
    return add_working_days(danish_day(at), 5)


def by_start(stays: tuple[TrueStay, ...] | list[TrueStay]) -> list[TrueStay]:
    return sorted(stays, key=lambda one: (one.began_at, one.kind))


@st.composite
def lives_told_anyhow(draw: st.DrawFn) -> tuple[Life, list[Notice]]:
    life = draw(lives())
    return life, draw(told_in_any_order(st.just(list(life.notices))))


@OFTEN
@given(lives_told_anyhow())
def test_whatever_order_a_life_is_told_in_what_was_is_what_is_seen(told: tuple[Life, list[Notice]]) -> None:
    life, notices = told

    street = Street().receives(*notices)

    assert by_start(street.seen) == by_start(life.truth)


@OFTEN
@given(lives_told_anyhow())
def test_whatever_order_a_life_is_told_in_people_are_asked_what_it_asks(
    told: tuple[Life, list[Notice]],
) -> None:
    _, notices = told

    street = Street().receives(*notices)

    stays = street.hospital.stays
    present = {one.id for one in stays if one.presence in PRESENT}
    inpatient = {one.id for one in stays if one.kind is INPATIENT}
    assert street.proposed == present & inpatient
    assert street.asked == present
    assert street.followed_up == {
        (one.id, day_of(one.discharged_at)) for one in stays if one.discharged_at is not None
    }
    works = [task[0] for task in street.outcome[-1]]
    assert works.count(Work.DECIDE_HOLD) == len(street.proposed)
    assert works.count(Work.ANSWER_SUPPORT) == len(street.asked)
    assert works.count(Work.FOLLOW_UP) == len(street.followed_up)


@OFTEN
@given(st.data())
def test_any_order_of_any_notices_gives_the_same(data: st.DataObject) -> None:
    notices = data.draw(any_notices())
    anyhow = data.draw(told_in_any_order(st.just(notices)))
    # A repetition under another id is a notice of its own, so the straight telling has it, too.
    straight = sorted(
        {one.message_id: one for one in [*notices, *anyhow]}.values(), key=lambda one: one.message_id
    )

    assert Street().receives(*anyhow).outcome == Street().receives(*straight).outcome


@OFTEN
@given(any_notices())
def test_told_again_by_another_message_nothing_changes(notices: list[Notice]) -> None:
    once = Street().receives(*notices)
    twice = Street().receives(
        *notices, *(replace(one, message_id=f"{one.message_id} again") for one in notices)
    )

    assert twice.seen == once.seen
    assert len(twice.proposed) == len(once.proposed)


@OFTEN
@given(st.data())
def test_the_facts_of_stays_commute(data: st.DataObject) -> None:
    street = Street().receives(*data.draw(any_notices()))
    other = Street()

    for fact in data.draw(st.permutations(street.said)):
        other.hears(fact)

    assert other.outcome == street.outcome


@OFTEN
@given(any_notices(), st.integers(0, 6))
def test_what_was_said_follows_from_the_notices_and_nothing_is_left_to_say(
    notices: list[Notice], lost: int
) -> None:
    street = Street().receives(*notices)

    assert follow(street.notices, street.said, CITIZEN, MONDAY) == ()
    # Had less been said, the rest would be said now: what was said is asked, never assumed.
    rest = follow(street.notices, street.said[:lost], CITIZEN, MONDAY)
    repaired = Street()
    for fact in (*street.said[:lost], *rest):
        repaired.hears(fact)
    assert repaired.hospital.stays == street.hospital.stays


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_acute_ward_and_then_admission_is_one_course_that_a_discharge_closes(order: tuple[int, ...]) -> None:
    told = (
        notice(Happened.ADMITTED, of=0, kind=ACUTE, encounter=1),
        notice(Happened.ADMITTED, of=5, kind=INPATIENT, encounter=2),
        notice(Happened.DISCHARGED, of=5, at=50, kind=INPATIENT, encounter=3),
    )

    street = Street().receives(*(told[n] for n in order))

    assert street.seen == [
        TrueStay(ACUTE, hour(0), (StayStep.ENDED, hour(5))),
        TrueStay(INPATIENT, hour(5), (StayStep.DISCHARGED, hour(50))),
    ]
    assert [due for _, due in street.followed_up] == [day_of(hour(50))]
    assert (street.proposed, street.asked) == (set(), set())


@pytest.mark.parametrize(("of", "contact"), [(1, 1), (0, 9)], ids=["by contact", "by beginning"])
@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_a_late_discharge_that_names_an_earlier_stay_ends_that_one(
    order: tuple[int, ...], of: int, contact: int
) -> None:
    told = (
        notice(Happened.ADMITTED, of=0, encounter=1),
        notice(Happened.ADMITTED, of=40, encounter=2),
        notice(Happened.DISCHARGED, of=of, at=30, encounter=contact),
    )

    street = Street().receives(*(told[n] for n in order))

    assert street.seen == [
        TrueStay(INPATIENT, hour(0), (StayStep.DISCHARGED, hour(30))),
        TrueStay(INPATIENT, hour(40)),
    ]


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_a_ward_that_closes_an_earlier_stay_after_the_next_began_sends_nobody_home(
    order: tuple[int, ...],
) -> None:
    told = (
        notice(Happened.ADMITTED, of=0, kind=ACUTE, encounter=1),
        notice(Happened.ADMITTED, of=5, encounter=2),
        notice(Happened.DISCHARGED, of=0, at=6, kind=ACUTE, encounter=3),
    )

    street = Street().receives(*(told[n] for n in order))

    assert street.seen == [
        TrueStay(ACUTE, hour(0), (StayStep.ENDED, hour(5))),
        TrueStay(INPATIENT, hour(5)),
    ]
    assert street.followed_up == set()


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_a_stay_that_is_known_by_its_leave_alone_is_ended_by_its_discharge(order: tuple[int, ...]) -> None:
    told = (
        notice(Happened.ADMITTED, of=0, kind=ACUTE, encounter=1),
        notice(Happened.LEAVE_STARTED, of=5, at=6, encounter=2),
        notice(Happened.DISCHARGED, of=5, at=50, encounter=3),
    )

    street = Street().receives(*(told[n] for n in order))

    assert street.seen == [
        TrueStay(ACUTE, hour(0), (StayStep.ENDED, hour(5))),
        TrueStay(INPATIENT, hour(5), (StayStep.DISCHARGED, hour(50))),
    ]


def test_a_discharge_told_twice_and_differently_is_as_it_was_noted_last() -> None:
    first = notice(Happened.DISCHARGED, at=30, noted=31)
    second = notice(Happened.DISCHARGED, at=28, noted=33)

    for order in permutations((notice(Happened.ADMITTED), first, second)):
        street = Street().receives(*order)
        assert street.seen == [TrueStay(INPATIENT, hour(0), (StayStep.DISCHARGED, hour(28)))]
        assert [due for _, due in street.followed_up] == [day_of(hour(28))]


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_the_hospitals_contact_names_a_stay_whose_beginning_is_told_otherwise(order: tuple[int, ...]) -> None:
    told = (
        notice(Happened.ADMITTED, of=0, encounter=1),
        notice(Happened.ADMITTED, of=40, encounter=2),
        notice(Happened.DISCHARGED, of=1, at=45, encounter=1),
    )

    street = Street().receives(*(told[n] for n in order))

    assert street.seen == [
        TrueStay(INPATIENT, hour(0), (StayStep.ENDED, hour(40))),
        TrueStay(INPATIENT, hour(40)),
    ]


@pytest.mark.parametrize("contact", [1, 9], ids=["by contact", "the last of its kind"])
def test_a_cancellation_whose_beginning_is_told_otherwise_cancels_all_the_same(contact: int) -> None:
    told = (
        notice(Happened.ADMITTED, of=0, kind=ACUTE, encounter=3),
        notice(Happened.ADMITTED, of=5, encounter=1),
        notice(Happened.RETRACTED, of=4, at=8, encounter=contact),
    )

    for order in permutations(told):
        assert Street().receives(*order).seen == [TrueStay(ACUTE, hour(0))]


def test_nobody_is_discharged_from_a_stay_that_was_cancelled() -> None:
    told = (
        notice(Happened.ADMITTED, of=0, encounter=1),
        notice(Happened.ADMITTED, of=5, encounter=2),
        notice(Happened.RETRACTED, of=5, at=6, encounter=2),
        notice(Happened.DISCHARGED, of=1, at=30, encounter=7),
    )

    for order in permutations(told):
        assert Street().receives(*order).seen == [
            TrueStay(INPATIENT, hour(0), (StayStep.DISCHARGED, hour(30)))
        ]


def test_a_discharge_that_names_nothing_known_sends_home_who_is_there() -> None:
    street = Street().receives(
        notice(Happened.ADMITTED, of=0, encounter=1),
        notice(Happened.ADMITTED, of=10, encounter=2),
        notice(Happened.DISCHARGED, of=9, at=30, encounter=7),
    )

    assert [one.end for one in street.seen] == [(StayStep.ENDED, hour(10)), (StayStep.DISCHARGED, hour(30))]


def test_a_discharge_alone_tells_of_a_stay_and_that_somebody_came_home() -> None:
    street = Street().receives(notice(Happened.DISCHARGED, of=0, at=30))

    assert street.seen == [TrueStay(INPATIENT, hour(0), (StayStep.DISCHARGED, hour(30)))]
    assert len(street.followed_up) == 1
    assert street.brought.questions == {}  # its end was said before its beginning
    assert street.coordination.proposals == {}


def test_an_older_end_of_leave_does_not_revive_a_discharged_stay() -> None:
    street = Street().receives(
        notice(Happened.ADMITTED),
        notice(Happened.LEAVE_STARTED, at=5),
        notice(Happened.DISCHARGED, at=30),
        notice(Happened.LEAVE_ENDED, at=8),
    )

    assert street.seen == [TrueStay(INPATIENT, hour(0), (StayStep.DISCHARGED, hour(30)))]


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_a_cancelled_admission_takes_back_what_it_caused_and_what_was_open_is_open_again(
    order: tuple[int, ...],
) -> None:
    told = (
        notice(Happened.ADMITTED, of=0, encounter=1),
        notice(Happened.ADMITTED, of=5, encounter=2),
        notice(Happened.RETRACTED, of=5, at=6, encounter=2),
    )

    street = Street().receives(*(told[n] for n in order))

    (stay,) = street.hospital.stays
    assert street.seen == [TrueStay(INPATIENT, hour(0))]
    assert street.proposed == street.asked == {stay.id}


def test_an_admission_told_anew_after_it_was_cancelled_is_one() -> None:
    street = Street().receives(
        notice(Happened.ADMITTED, of=0, noted=0),
        notice(Happened.RETRACTED, of=0, at=2),
        notice(Happened.ADMITTED, of=0, noted=3),
    )

    assert street.seen == [TrueStay(INPATIENT, hour(0))]
    assert len(street.asked) == 1


def test_a_course_is_known_under_each_of_its_names_whichever_comes_first() -> None:
    told = (
        notice(Happened.ADMITTED, of=0, episodes=(1,), encounter=1),
        notice(Happened.ADMITTED, of=5, episodes=(2,), encounter=2),
        notice(Happened.LEAVE_STARTED, of=5, at=6, episodes=(1, 2)),
    )
    outcomes = [Street().receives(*order) for order in permutations(told)]

    assert all(one.outcome == outcomes[0].outcome for one in outcomes)
    assert [one.end for one in outcomes[0].seen] == [(StayStep.ENDED, hour(5)), None]


def test_stays_of_two_courses_do_not_end_each_other() -> None:
    street = Street().receives(
        notice(Happened.ADMITTED, of=0, episodes=(1,)),
        notice(Happened.ADMITTED, of=5, episodes=(2,), kind=ACUTE),
        notice(Happened.DISCHARGED, of=5, at=9, episodes=(2,), kind=ACUTE),
    )

    assert [one.end for one in street.seen] == [None, (StayStep.DISCHARGED, hour(9))]


DEATH = notice(Held.DEATH, of=0, at=31, encounter=4)
ALIVE = notice(Held.DEATH_RETRACTED, of=0, at=40, encounter=5, alive=True)
HOME = (notice(Happened.ADMITTED), notice(Happened.DISCHARGED, at=30))


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_while_a_death_is_held_nobody_is_asked_to_follow_up(order: tuple[int, ...]) -> None:
    told = (*HOME, DEATH)

    street = Street().receives(*(told[n] for n in order))

    assert street.followed_up == set()
    assert street.seen == [TrueStay(INPATIENT, hour(0), (StayStep.ENDED, hour(30)))]


@pytest.mark.parametrize("order", list(permutations(range(4))))
def test_a_death_that_was_taken_back_was_none(order: tuple[int, ...]) -> None:
    told = (*HOME, DEATH, ALIVE)

    street = Street().receives(*(told[n] for n in order))

    assert street.outcome == Street().receives(*HOME).outcome


def test_a_mark_of_life_that_was_noted_before_a_death_does_not_take_it_back() -> None:
    alive = notice(Happened.ADMITTED, alive=True)

    assert Street().receives(alive, HOME[1], DEATH).followed_up == set()


def test_a_death_in_another_course_asks_nobody_to_follow_up_either() -> None:
    elsewhere = notice(Held.DEATH, of=50, at=60, episodes=(2,))

    assert Street().receives(*HOME, elsewhere).followed_up == set()


def test_no_fact_tells_a_death() -> None:
    street = Street().receives(*HOME, DEATH)

    assert "death" not in repr(street.said).lower()


def test_what_was_said_before_of_a_stay_that_ended_before_it_began_is_over_for_everybody() -> None:
    admitted = HospitalStayAdmitted(
        stay_id=UUID(int=9),
        kind=INPATIENT,
        admitted_at=hour(5),
        basis=LegalBasis.RSL_12C,
        occurred_at=hour(5),
    )
    left = HospitalStayLeaveStarted(stay_id=UUID(int=9), basis=LegalBasis.RSL_12C, occurred_at=hour(2))
    home = HospitalStayDischarged(
        stay_id=UUID(int=9), discharged_at=hour(1), basis=LegalBasis.RSL_12C, occurred_at=hour(1)
    )

    for order in permutations((admitted, left, home)):
        street = Street()
        for fact in order:
            street.hears(fact)
        assert street.seen == [TrueStay(INPATIENT, hour(5), (StayStep.DISCHARGED, hour(1)))]
        assert (street.proposed, street.asked) == (set(), set())
    street = Street()
    street.hears(admitted)
    street.hears(left)
    assert street.seen == [TrueStay(INPATIENT, hour(5))]


@OFTEN
@given(any_notices())
def test_stays_of_two_citizens_are_never_the_same(notices: list[Notice]) -> None:
    told = {one.message_id: one for one in notices}
    ids = [{one.id for one in stays_of(CitizenId(UUID(int=n)), told)} for n in (1, 2)]
    assume(ids[0])

    assert ids[0].isdisjoint(ids[1])


@pytest.mark.parametrize("kind", StayKind)
def test_an_acute_contact_proposes_no_hold(kind: StayKind) -> None:
    street = Street().receives(notice(Happened.ADMITTED, kind=kind))

    assert bool(street.proposed) == (kind is INPATIENT)
