"""Stays, and how messages to the region ended, folded from what its bridge said.

That any order of a stay's facts gives the same is in ``test_stays``.
"""

from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID, uuid4

import pytest

from overview_facts import admitted, discharged, folded
from samspil.contracts.delivery import Outcome, Told
from samspil.contracts.envelope import Fact
from samspil.contracts.hospital import (
    HospitalDeliveryEnded,
    HospitalStayEnded,
    HospitalStayLeaveEnded,
    HospitalStayLeaveStarted,
    HospitalStayRetracted,
    HospitalStayStepTakenBack,
    StayKind,
    StayStep,
)
from samspil.overview.domain.employment_state import DeliveryEnd
from samspil.overview.domain.hospital_state import Presence, Stay
from samspil.testkit.builders import MONDAY
from samspil.vocabulary.legal_basis import LegalBasis

BASIS = LegalBasis.RSL_12C
OLDER, NEWER = UUID(int=2), UUID(int=1)


def hour(count: int) -> datetime:
    return MONDAY + timedelta(hours=count)


def left(stay: UUID, at: datetime) -> Fact:
    return HospitalStayLeaveStarted(stay_id=stay, basis=BASIS, occurred_at=at)


def back(stay: UUID, at: datetime) -> Fact:
    return HospitalStayLeaveEnded(stay_id=stay, basis=BASIS, occurred_at=at)


def ended(stay: UUID, at: datetime) -> Fact:
    return HospitalStayEnded(stay_id=stay, ended_at=at, basis=BASIS, occurred_at=hour(99))


def retracted(stay: UUID) -> Fact:
    return HospitalStayRetracted(stay_id=stay, basis=BASIS, occurred_at=hour(99))


def taken_back(stay: UUID, step: StayStep, at: datetime) -> Fact:
    return HospitalStayStepTakenBack(stay_id=stay, step=step, step_at=at, basis=BASIS, occurred_at=hour(99))


BOTH = (admitted(OLDER, hour(0)), admitted(NEWER, hour(1), StayKind.ACUTE_AMBULANT))
HERE = Stay(OLDER, StayKind.INPATIENT, Presence.ADMITTED, hour(0))
OTHER = Stay(NEWER, StayKind.ACUTE_AMBULANT, Presence.ADMITTED, hour(1))


def test_stays_stand_the_oldest_first_however_they_are_told() -> None:
    assert folded(*BOTH).stays == folded(*reversed(BOTH)).stays == (HERE, OTHER)


@pytest.mark.parametrize(
    ("facts", "after"),
    [
        ((left(OLDER, hour(2)),), replace(HERE, presence=Presence.ON_LEAVE)),
        ((left(OLDER, hour(2)), back(OLDER, hour(3))), HERE),
        (
            (replace(discharged(OLDER, hour(4)), occurred_at=hour(99)),),
            replace(HERE, presence=Presence.DISCHARGED, discharged_at=hour(4)),
        ),
        ((ended(OLDER, hour(4)),), replace(HERE, presence=Presence.MOVED_ON, moved_on_at=hour(4))),
        ((discharged(OLDER, hour(4)), taken_back(OLDER, StayStep.DISCHARGED, hour(4))), HERE),
        ((retracted(OLDER),), None),
        ((retracted(OLDER), admitted(OLDER, hour(0))), HERE),
    ],
    ids=["on leave", "back", "home", "over", "not home after all", "a mistake", "none after all"],
)
def test_facts_about_one_stay_leave_the_other_one_as_it_was(
    facts: tuple[Fact, ...], after: Stay | None
) -> None:
    state = folded(*BOTH, *facts)

    assert state.stays == ((after, OTHER) if after else (OTHER,))
    assert state.present == {NEWER} | ({OLDER} if after and after.ended_at is None else set())


def test_only_the_step_that_is_named_is_taken_back() -> None:
    twice = (*BOTH, discharged(OLDER, hour(4)), discharged(OLDER, hour(6)))

    [first, _] = folded(*twice, taken_back(OLDER, StayStep.DISCHARGED, hour(6))).stays
    assert first.discharged_at == hour(4)
    [first, _] = folded(*twice, taken_back(OLDER, StayStep.ENDED, hour(6))).stays
    assert first.discharged_at == hour(6), "the latest holds"


def test_of_two_steps_at_one_moment_the_later_one_in_a_stays_life_holds() -> None:
    at = hour(4)
    for first, last, presence in (
        (left(OLDER, at), back(OLDER, at), Presence.ADMITTED),
        (discharged(OLDER, at), ended(OLDER, at), Presence.MOVED_ON),
    ):
        for order in ((first, last), (last, first)):
            [stay] = folded(BOTH[0], *order).stays
            assert stay.presence is presence


def test_what_ended_is_over_whatever_was_told_of_a_leave_after_it() -> None:
    [stay] = folded(BOTH[0], discharged(OLDER, hour(4)), left(OLDER, hour(5))).stays

    assert (stay.presence, stay.ended_at) == (Presence.DISCHARGED, hour(4))


def test_what_is_said_of_a_stay_that_nobody_knows_shows_none() -> None:
    for fact in (discharged(OLDER), left(OLDER, hour(1)), retracted(OLDER)):
        assert folded(fact).stays == ()
        assert folded(fact).present == frozenset()
    assert folded(retracted(OLDER), admitted(OLDER)).stays == (), "it was said to be a mistake"


def test_every_end_of_a_message_is_kept_beside_the_stays() -> None:
    refused, arrived = (
        HospitalDeliveryEnded(delivery_id=uuid4(), told=Told.CONTACT_PERSON, outcome=outcome, occurred_at=at)
        for outcome, at in ((Outcome.EXPIRED, hour(5)), (Outcome.ACKNOWLEDGED, hour(4)))
    )
    state = folded(*BOTH, refused, arrived)

    assert state.deliveries == (
        DeliveryEnd(refused.delivery_id, Told.CONTACT_PERSON, Outcome.EXPIRED, hour(5)),
        DeliveryEnd(arrived.delivery_id, Told.CONTACT_PERSON, Outcome.ACKNOWLEDGED, hour(4)),
    )
    assert state.stays == (HERE, OTHER)
    assert folded(refused, *BOTH).deliveries == state.deliveries[:1]
