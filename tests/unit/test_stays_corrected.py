"""What a hospital corrects and cancels keeps the stay, and is said as what it is."""

from dataclasses import replace
from itertools import permutations
from typing import Any

import pytest

from hospital_life import ACUTE, INPATIENT, TrueStay, hour, notice
from samspil.contracts.hospital import (
    HospitalAdmissionReportRequested,
    HospitalDischargeCancelled,
    HospitalLeaveCancelled,
    HospitalStayAdmitted,
    HospitalStayCorrected,
    HospitalStayDischarged,
    HospitalStayRetracted,
    StayStep,
)
from samspil.region_bridge.domain.notice import Happened, Notice
from samspil.testkit.builders import sealed
from stay_flow import StayFlow, day_of

ADMISSION = notice(Happened.ADMITTED, of=0, encounter=1)


def correction(of: float, noted: float, **more: Any) -> Notice:
    return notice(Happened.ADMISSION_CORRECTED, of=of, noted=noted, **more)


def said(flow: StayFlow) -> list[str]:
    return [type(one).__name__.removeprefix("Hospital") for one in flow.said]


@pytest.mark.parametrize(("kind", "of"), [(INPATIENT, 2), (INPATIENT, -2), (ACUTE, 0), (ACUTE, 2)], ids=str)
@pytest.mark.parametrize(
    "more",
    [{"revises": ADMISSION}, {"encounter": 1}, {"encounter": 9}],
    ids=["the message", "the contact", "nothing"],
)
def test_a_corrected_admission_keeps_its_id_and_is_corrected_in_turn(
    kind: Any, of: float, more: dict[str, Any]
) -> None:
    flow = StayFlow().receives(ADMISSION, correction(of, 5, kind=kind, **more))
    (stay,) = flow.hospital.stays

    assert said(flow) == ["StayAdmitted", "StayCorrected"]
    assert flow.said[0].stay_id == stay.id
    assert (stay.kind, stay.admitted_at) == (kind, hour(of))
    corrected = flow.said[1]
    assert isinstance(corrected, HospitalStayCorrected)
    assert (corrected.number, corrected.guessed) == (1, more == {"encounter": 9})

    flow.receives(correction(3, 6, kind=INPATIENT, encounter=9))
    assert [one.number for one in flow.said if isinstance(one, HospitalStayCorrected)] == [1, 2]
    assert [(one.id, one.admitted_at) for one in flow.hospital.stays] == [(stay.id, hour(3))]


def test_corrected_back_it_is_said_once_more() -> None:
    flow = StayFlow().receives(
        ADMISSION,
        correction(2, 5, revises=ADMISSION),
        correction(0, 6, encounter=9),
    )

    assert [(one.number, one.admitted_at) for one in flow.said if isinstance(one, HospitalStayCorrected)] == [
        (1, hour(2)),
        (2, hour(0)),
    ]
    assert flow.seen == [TrueStay(INPATIENT, hour(0))]


def test_a_correction_that_changes_nothing_says_nothing() -> None:
    assert said(StayFlow().receives(ADMISSION, correction(0, 5))) == ["StayAdmitted"]


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_whatever_names_the_wrong_beginning_is_of_the_same_stay(order: tuple[int, ...]) -> None:
    told = (ADMISSION, correction(2, 5, revises=ADMISSION), notice(Happened.DISCHARGED, of=0, at=30))

    flow = StayFlow().receives(*(told[n] for n in order))

    assert flow.seen == [TrueStay(INPATIENT, hour(2), (StayStep.DISCHARGED, hour(30)))]
    assert {due for _, due in flow.followed_up} == {day_of(hour(30))}


def test_a_corrected_stay_takes_its_place_among_the_others() -> None:
    flow = StayFlow().receives(
        notice(Happened.ADMITTED, of=0, kind=ACUTE, encounter=1),
        wrong := notice(Happened.ADMITTED, of=9, encounter=2),
        correction(4, 12, revises=wrong),
    )

    assert flow.seen == [TrueStay(ACUTE, hour(0), (StayStep.ENDED, hour(4))), TrueStay(INPATIENT, hour(4))]


def test_a_correction_alone_tells_of_a_stay_and_its_admission_gives_it_the_id_of_one_told_straight() -> None:
    late = StayFlow().receives(correction(2, 5, revises=ADMISSION))
    assert late.seen == [TrueStay(INPATIENT, hour(2))]

    late.receives(ADMISSION)

    assert any(isinstance(one, HospitalStayRetracted) for one in late.said)
    assert late.outcome == StayFlow().receives(ADMISSION, correction(2, 5, revises=ADMISSION)).outcome


def test_a_cancelled_discharge_is_said_as_one_and_nobody_is_to_be_met_at_home() -> None:
    flow = StayFlow().receives(ADMISSION, notice(Happened.DISCHARGED, at=30))
    assert len(flow.followed_up) == 1

    flow.receives(notice(Happened.DISCHARGE_CANCELLED, at=31))

    cancelled = flow.said[-1]
    assert isinstance(cancelled, HospitalDischargeCancelled)
    assert cancelled.discharged_at == hour(30)
    assert flow.seen == [TrueStay(INPATIENT, hour(0))]
    assert flow.followed_up == set()
    assert len(flow.asked) == 1
    flow.receives(notice(Happened.DISCHARGED, at=40))
    assert {due for _, due in flow.followed_up} == {day_of(hour(40))}


def test_a_corrected_discharge_takes_the_old_one_back_and_moves_the_follow_up() -> None:
    flow = StayFlow().receives(
        ADMISSION,
        notice(Happened.DISCHARGED, at=30),
        notice(Happened.DISCHARGE_CORRECTED, at=100, noted=101),
    )

    assert said(flow)[2:] == ["StayDischarged", "StayStepTakenBack"]
    assert {due for _, due in flow.followed_up} == {day_of(hour(100))}


@pytest.mark.parametrize(
    ("cancellation", "step", "at"),
    [
        (Happened.LEAVE_START_CANCELLED, StayStep.LEAVE_STARTED, 5),
        (Happened.LEAVE_END_CANCELLED, StayStep.LEAVE_ENDED, 8),
    ],
)
def test_a_cancelled_leave_is_said_as_one(cancellation: Happened, step: StayStep, at: float) -> None:
    told = [ADMISSION, notice(Happened.LEAVE_STARTED, at=5), notice(Happened.LEAVE_ENDED, at=8)]
    if step is StayStep.LEAVE_STARTED:
        told.pop()
    flow = StayFlow().receives(*told, notice(cancellation, at=9))

    cancelled = flow.said[-1]
    assert isinstance(cancelled, HospitalLeaveCancelled)
    assert (cancelled.step, cancelled.step_at) == (step, hour(at))
    assert flow.seen == [TrueStay(INPATIENT, hour(0), on_leave=step is StayStep.LEAVE_ENDED)]


def test_of_several_leaves_the_one_is_cancelled_that_the_message_or_the_moment_names() -> None:
    first = notice(Happened.LEAVE_STARTED, at=5)
    told = (ADMISSION, first, notice(Happened.LEAVE_ENDED, at=8), notice(Happened.LEAVE_STARTED, at=20))

    for cancelled in (
        notice(Happened.LEAVE_START_CANCELLED, at=5, noted=21),
        notice(Happened.LEAVE_START_CANCELLED, at=21, revises=first),
    ):
        flow = StayFlow().receives(*told, cancelled)
        last = flow.said[-1]
        assert isinstance(last, HospitalLeaveCancelled)
        assert last.step_at == hour(5)


def test_a_step_of_no_stay_that_was_told_of_is_said_as_a_guess() -> None:
    flow = StayFlow().receives(ADMISSION, notice(Happened.DISCHARGED, of=9, at=30, encounter=7))

    named = StayFlow().receives(ADMISSION, notice(Happened.DISCHARGED, of=0, at=30, encounter=7))
    for one, guessed in ((flow, True), (named, False)):
        discharged = one.said[-1]
        assert isinstance(discharged, HospitalStayDischarged)
        assert discharged.guessed is guessed


def test_a_report_is_asked_for_once_of_each_stay_whichever_message_asks() -> None:
    recipient = sealed("unit")
    asking = replace(ADMISSION, wants_report=True, report_to=recipient)
    flow = StayFlow().receives(asking, replace(asking, message_id="again"))
    asked = [one for one in flow.said if isinstance(one, HospitalAdmissionReportRequested)]
    assert [(one.stay_id, one.recipient) for one in asked] == [(flow.said[0].stay_id, recipient)]

    later = StayFlow().receives(ADMISSION, replace(notice(Happened.LEAVE_STARTED, at=5), wants_report=True))
    assert said(later) == ["StayAdmitted", "StayLeaveStarted", "AdmissionReportRequested"]


def test_a_mistaken_admission_that_was_corrected_first_is_gone_whole() -> None:
    flow = StayFlow().receives(
        ADMISSION, correction(2, 5, revises=ADMISSION), notice(Happened.RETRACTED, of=2, at=7)
    )

    assert flow.hospital.stays == ()
    assert (flow.asked, flow.proposed) == (set(), set())
    assert isinstance(flow.said[0], HospitalStayAdmitted)
