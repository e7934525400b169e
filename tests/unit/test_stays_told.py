"""Stays as hospitals tell them: transfers, mistakes, late notices."""

from dataclasses import replace
from itertools import permutations
from uuid import UUID

import pytest

from hospital_life import ACUTE, INPATIENT, TrueStay, hour, notice
from samspil.contracts.hospital import (
    HospitalStayAdmitted,
    HospitalStayDischarged,
    HospitalStayLeaveStarted,
    HospitalStayStepTakenBack,
    StayKind,
    StayStep,
)
from samspil.region_bridge.domain.notice import Happened
from samspil.vocabulary.legal_basis import LegalBasis
from stay_flow import StayFlow, day_of


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_acute_ward_and_then_admission_is_one_course_that_a_discharge_closes(order: tuple[int, ...]) -> None:
    told = (
        notice(Happened.ADMITTED, of=0, kind=ACUTE, encounter=1),
        notice(Happened.ADMITTED, of=5, kind=INPATIENT, encounter=2),
        notice(Happened.DISCHARGED, of=5, at=50, kind=INPATIENT, encounter=3),
    )

    flow = StayFlow().receives(*(told[n] for n in order))

    assert flow.seen == [
        TrueStay(ACUTE, hour(0), (StayStep.ENDED, hour(5))),
        TrueStay(INPATIENT, hour(5), (StayStep.DISCHARGED, hour(50))),
    ]
    assert [due for _, due in flow.followed_up] == [day_of(hour(50))]
    assert (flow.proposed, flow.asked) == (set(), set())


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

    flow = StayFlow().receives(*(told[n] for n in order))

    assert flow.seen == [
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

    flow = StayFlow().receives(*(told[n] for n in order))

    assert flow.seen == [
        TrueStay(ACUTE, hour(0), (StayStep.ENDED, hour(5))),
        TrueStay(INPATIENT, hour(5)),
    ]
    assert flow.followed_up == set()


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_a_stay_that_is_known_by_its_leave_alone_is_ended_by_its_discharge(order: tuple[int, ...]) -> None:
    told = (
        notice(Happened.ADMITTED, of=0, kind=ACUTE, encounter=1),
        notice(Happened.LEAVE_STARTED, of=5, at=6, encounter=2),
        notice(Happened.DISCHARGED, of=5, at=50, encounter=3),
    )

    flow = StayFlow().receives(*(told[n] for n in order))

    assert flow.seen == [
        TrueStay(ACUTE, hour(0), (StayStep.ENDED, hour(5))),
        TrueStay(INPATIENT, hour(5), (StayStep.DISCHARGED, hour(50))),
    ]


def test_a_discharge_told_twice_and_differently_is_as_it_was_noted_last() -> None:
    first = notice(Happened.DISCHARGED, at=30, noted=31)
    second = notice(Happened.DISCHARGED, at=2, noted=33)

    for order in permutations((notice(Happened.ADMITTED), first, second)):
        flow = StayFlow().receives(*order)
        assert flow.seen == [TrueStay(INPATIENT, hour(0), (StayStep.DISCHARGED, hour(2)))]
        assert [due for _, due in flow.followed_up] == [day_of(hour(2))]
        assert [one.due_on for one in flow.plan.follow_ups] == [day_of(hour(2))]


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_the_hospitals_contact_names_a_stay_whose_beginning_is_told_otherwise(order: tuple[int, ...]) -> None:
    told = (
        notice(Happened.ADMITTED, of=0, encounter=1),
        notice(Happened.ADMITTED, of=40, encounter=2),
        notice(Happened.DISCHARGED, of=1, at=45, encounter=1),
    )

    flow = StayFlow().receives(*(told[n] for n in order))

    assert flow.seen == [
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
        assert StayFlow().receives(*order).seen == [TrueStay(ACUTE, hour(0))]


def test_nobody_is_discharged_from_a_stay_that_was_cancelled() -> None:
    told = (
        notice(Happened.ADMITTED, of=0, encounter=1),
        notice(Happened.ADMITTED, of=5, encounter=2),
        notice(Happened.RETRACTED, of=5, at=6, encounter=2),
        notice(Happened.DISCHARGED, of=1, at=30, encounter=7),
    )

    for order in permutations(told):
        assert StayFlow().receives(*order).seen == [
            TrueStay(INPATIENT, hour(0), (StayStep.DISCHARGED, hour(30)))
        ]


def test_a_discharge_that_names_nothing_known_sends_home_who_is_there() -> None:
    flow = StayFlow().receives(
        notice(Happened.ADMITTED, of=0, encounter=1),
        notice(Happened.ADMITTED, of=10, encounter=2),
        notice(Happened.DISCHARGED, of=9, at=30, encounter=7),
    )

    assert [one.end for one in flow.seen] == [(StayStep.ENDED, hour(10)), (StayStep.DISCHARGED, hour(30))]


def test_a_discharge_alone_tells_of_a_stay_and_that_somebody_came_home() -> None:
    flow = StayFlow().receives(notice(Happened.DISCHARGED, of=0, at=30))

    assert flow.seen == [TrueStay(INPATIENT, hour(0), (StayStep.DISCHARGED, hour(30)))]
    assert len(flow.followed_up) == 1
    assert flow.file.brought.questions == {}  # its end was said before its beginning
    assert flow.coordination.proposals == {}


def test_an_older_end_of_leave_does_not_revive_a_discharged_stay() -> None:
    flow = StayFlow().receives(
        notice(Happened.ADMITTED),
        notice(Happened.LEAVE_STARTED, at=5),
        notice(Happened.DISCHARGED, at=30),
        notice(Happened.LEAVE_ENDED, at=8),
    )

    assert flow.seen == [TrueStay(INPATIENT, hour(0), (StayStep.DISCHARGED, hour(30)))]


def test_a_leave_that_is_told_to_have_ended_after_the_discharge_does_not_revive_the_stay() -> None:
    told = (
        notice(Happened.ADMITTED),
        notice(Happened.LEAVE_STARTED, at=5),
        notice(Happened.DISCHARGED, at=30),
        notice(Happened.LEAVE_ENDED, at=40),
    )

    for order in permutations(told):
        assert StayFlow().receives(*order).seen == [
            TrueStay(INPATIENT, hour(0), (StayStep.DISCHARGED, hour(30)))
        ]


def test_what_is_taken_back_before_it_is_heard_is_not_so_in_between_either() -> None:
    flow = StayFlow().receives(notice(Happened.ADMITTED))
    (stay,) = flow.hospital.stays
    for fact in (
        HospitalStayStepTakenBack(
            stay_id=stay.id,
            step=StayStep.DISCHARGED,
            step_at=hour(30),
            basis=LegalBasis.RSL_12C,
            occurred_at=hour(31),
        ),
        HospitalStayDischarged(
            stay_id=stay.id, discharged_at=hour(30), basis=LegalBasis.RSL_12C, occurred_at=hour(30)
        ),
    ):
        flow.hears(fact)
        assert flow.seen == [TrueStay(INPATIENT, hour(0))]
        assert flow.asked == flow.proposed == {stay.id}


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_a_cancelled_admission_takes_back_what_it_caused_and_what_was_open_is_open_again(
    order: tuple[int, ...],
) -> None:
    told = (
        notice(Happened.ADMITTED, of=0, encounter=1),
        notice(Happened.ADMITTED, of=5, encounter=2),
        notice(Happened.RETRACTED, of=5, at=6, encounter=2),
    )

    flow = StayFlow().receives(*(told[n] for n in order))

    (stay,) = flow.hospital.stays
    assert flow.seen == [TrueStay(INPATIENT, hour(0))]
    assert flow.proposed == flow.asked == {stay.id}


def test_an_admission_told_anew_after_it_was_cancelled_is_one() -> None:
    flow = StayFlow().receives(
        notice(Happened.ADMITTED, of=0, noted=0),
        notice(Happened.RETRACTED, of=0, at=2),
        notice(Happened.ADMITTED, of=0, noted=3),
    )

    assert flow.seen == [TrueStay(INPATIENT, hour(0))]
    assert len(flow.asked) == 1
    (question,) = flow.plan.questions  # asked, withdrawn and asked again, it is one
    assert question.waits


def test_a_course_is_known_under_each_of_its_names_whichever_comes_first() -> None:
    told = (
        notice(Happened.ADMITTED, of=0, episodes=(1,), encounter=1),
        notice(Happened.ADMITTED, of=5, episodes=(2,), encounter=2),
        notice(Happened.LEAVE_STARTED, of=5, at=6, episodes=(1, 2)),
    )
    outcomes = [StayFlow().receives(*order) for order in permutations(told)]

    assert all(one.outcome == outcomes[0].outcome for one in outcomes)
    assert [one.end for one in outcomes[0].seen] == [(StayStep.ENDED, hour(5)), None]


def test_stays_of_two_courses_do_not_end_each_other() -> None:
    flow = StayFlow().receives(
        notice(Happened.ADMITTED, of=0, episodes=(1,)),
        notice(Happened.ADMITTED, of=5, episodes=(2,), kind=ACUTE),
        notice(Happened.DISCHARGED, of=5, at=9, episodes=(2,), kind=ACUTE),
    )

    assert [one.end for one in flow.seen] == [None, (StayStep.DISCHARGED, hour(9))]


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
        flow = StayFlow()
        for fact in order:
            flow.hears(fact)
        assert flow.seen == [TrueStay(INPATIENT, hour(5), (StayStep.DISCHARGED, hour(1)))]
        assert (flow.proposed, flow.asked) == (set(), set())
    flow = StayFlow()
    flow.hears(admitted)
    flow.hears(left)
    assert flow.seen == [TrueStay(INPATIENT, hour(5))]


@pytest.mark.parametrize("kind", StayKind)
def test_an_acute_contact_proposes_no_hold(kind: StayKind) -> None:
    flow = StayFlow().receives(notice(Happened.ADMITTED, kind=kind))

    assert bool(flow.proposed) == (kind is INPATIENT)


def test_home_goes_who_is_anywhere_and_a_leave_is_taken_from_a_stay_of_its_own_kind() -> None:
    home = (
        notice(Happened.ADMITTED, of=0, kind=ACUTE, encounter=1),
        notice(Happened.DISCHARGED, of=9, at=30, kind=INPATIENT, encounter=7),
    )
    away = (
        notice(Happened.ADMITTED, of=0, kind=ACUTE, encounter=1),
        notice(Happened.ADMITTED, of=5, kind=INPATIENT, encounter=2),
        notice(Happened.LEAVE_STARTED, of=7, at=20, kind=INPATIENT, encounter=7),
    )
    elsewhere = (
        notice(Happened.ADMITTED, of=0, kind=ACUTE, encounter=1),
        notice(Happened.LEAVE_STARTED, of=7, at=20, kind=INPATIENT, encounter=7),
    )

    assert StayFlow().receives(*home).seen == [TrueStay(ACUTE, hour(0), (StayStep.DISCHARGED, hour(30)))]
    assert StayFlow().receives(*away).seen == [
        TrueStay(ACUTE, hour(0), (StayStep.ENDED, hour(5))),
        TrueStay(INPATIENT, hour(5), on_leave=True),
    ]
    assert StayFlow().receives(*elsewhere).seen == [
        TrueStay(ACUTE, hour(0), (StayStep.ENDED, hour(7))),
        TrueStay(INPATIENT, hour(7), on_leave=True),
    ]


def test_a_cancellation_of_an_unknown_stay_cancels_none_of_another_kind() -> None:
    told = (
        notice(Happened.ADMITTED, of=0, kind=ACUTE, encounter=1),
        notice(Happened.RETRACTED, of=4, at=8, kind=INPATIENT, encounter=9),
    )

    for order in permutations(told):
        assert StayFlow().receives(*order).seen == [TrueStay(ACUTE, hour(0))]


def test_whatever_is_said_of_a_stay_is_said_by_the_law_that_lets_hospitals_tell() -> None:
    flow = StayFlow().receives(
        notice(Happened.ADMITTED, of=0, kind=ACUTE, encounter=1),
        notice(Happened.ADMITTED, of=5, encounter=2),
        notice(Happened.LEAVE_STARTED, of=5, at=10, encounter=2),
        notice(Happened.LEAVE_ENDED, of=5, at=12, encounter=2),
        notice(Happened.DISCHARGED, of=5, at=30, encounter=2),
        notice(Happened.RETRACTED, of=5, at=31, encounter=2),
    )

    assert len({type(one) for one in flow.said}) == 7
    assert {one.basis for one in flow.said} == {LegalBasis.RSL_12C}


def test_a_stay_keeps_the_id_that_it_was_given_before_ids_followed_from_notices() -> None:
    given = replace(notice(Happened.ADMITTED, message="z"), stay_id=UUID(int=9))
    again = [notice(Happened.ADMITTED, message=message) for message in ("a", "b", "c")]

    for order in permutations((given, *again)):
        assert [one.id for one in StayFlow().receives(*order).hospital.stays] == [UUID(int=9)]
