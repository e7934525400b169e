"""Two files that are of one person: a stay told of either asks whoever helps by any of the plans, once."""

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid5

import pytest

from plan_in_memory import DIED, ENDED, LIVES, accepted, moved
from plan_of_two_files import A, B, C, TwoFiles, merged, split
from samspil.contracts.hospital import (
    HospitalStayAdmitted,
    HospitalStayDischarged,
    HospitalStayRetracted,
    StayKind,
)
from samspil.plan.domain.citizen import Citizen
from samspil.plan.domain.files import File
from samspil.plan.domain.one_stay import stays_of
from samspil.plan.domain.settle import Brought
from samspil.plan.domain.stay import Beginning, Stay
from samspil.testkit.builders import MONDAY
from samspil.vocabulary.legal_basis import LegalBasis

BASIS = LegalBasis.RSL_12C
BOTH = ((A, merged()), (B, merged()))
APART = ((A, split()), (B, split()))


def stay(citizen: UUID, number: int = 0) -> UUID:
    return uuid5(citizen, str(number))


def admitted(citizen: UUID, number: int = 0, kind: StayKind = StayKind.INPATIENT) -> HospitalStayAdmitted:
    began = MONDAY + timedelta(hours=number)
    return HospitalStayAdmitted(
        stay_id=stay(citizen, number), kind=kind, admitted_at=began, basis=BASIS, occurred_at=began
    )


def discharged(citizen: UUID, number: int = 0) -> HospitalStayDischarged:
    return HospitalStayDischarged(
        stay_id=stay(citizen, number), discharged_at=ENDED, basis=BASIS, occurred_at=ENDED
    )


def retracted(citizen: UUID, number: int = 0) -> HospitalStayRetracted:
    return HospitalStayRetracted(stay_id=stay(citizen, number), basis=BASIS, occurred_at=ENDED)


async def one_person(*workers: str) -> TwoFiles:
    """A plan under the absorbed file alone."""
    world = TwoFiles()
    await world.plans(A, *(workers or ("wa",)))
    await world.hears(*BOTH)
    await world.looks()
    return world


async def hears(world: TwoFiles, *heard: Any) -> None:
    for one in heard:
        await world.hears(one)
        await world.looks()


async def test_a_discharge_told_of_the_surviving_file_meets_the_help_in_the_absorbed_ones_plan() -> None:
    world = await one_person()

    await hears(world, (B, admitted(B)))
    assert world.asked(A) == {(stay(B), "wa")}

    await hears(world, (B, discharged(B)))
    assert (world.asked(A), world.waiting(A)) == (set(), {(stay(B), "wa")})
    assert world.types_said(B) == []


async def test_a_stay_told_of_both_is_one_asked_about_once_and_over_when_either_says_so() -> None:
    world = TwoFiles()
    await world.plans(A, "wa")
    await hears(world, (A, admitted(A)), (A, merged()), (B, merged()))
    before = len(world.said)

    await hears(world, (B, discharged(B)), (B, admitted(B)))

    assert (world.asked(A), world.waiting(A)) == (set(), {(stay(A), "wa")})
    assert [one.type for one in world.said[before:]] == ["plan.follow_up_opened.v1", "plan.review_due.v1"]


async def test_stays_that_begin_at_one_moment_in_different_ways_are_two() -> None:
    world = await one_person()

    await hears(world, (A, admitted(A)), (B, admitted(B, kind=StayKind.ACUTE_AMBULANT)))

    assert world.asked(A) == {(stay(A), "wa"), (stay(B), "wa")}


async def test_a_stay_that_was_told_by_mistake_on_both_streams_asks_nothing() -> None:
    world = await one_person()
    await hears(world, (A, admitted(A)), (B, admitted(B)), (B, retracted(B)))
    assert world.asked(A) == {(stay(A), "wa")}

    await hears(world, (A, retracted(A)))

    assert (world.asked(A), world.waiting(A)) == (set(), set())


async def test_who_came_home_from_a_later_stay_is_not_in_the_one_whose_end_nobody_tells() -> None:
    world = TwoFiles()
    await world.plans(A, "wa")
    await hears(world, (A, admitted(A)), (A, merged()), (B, merged()), (B, admitted(B, 1)))
    assert world.asked(A) == {(stay(A), "wa"), (stay(B, 1), "wa")}

    await hears(world, (B, discharged(B, 1)))

    assert (world.asked(A), world.waiting(A)) == (set(), {(stay(B, 1), "wa")})


async def test_whoever_helps_by_both_plans_follows_up_once_and_by_each_again_when_they_are_parted() -> None:
    world = TwoFiles()
    for citizen, workers in ((A, ["both"]), (B, ["both", "wb"])):
        await world.plans(citizen, *workers)
        await hears(world, (citizen, discharged(citizen)), (citizen, admitted(citizen)))
    apart = {one: world.waiting(one) for one in (A, B)}
    assert apart == {A: {(stay(A), "both")}, B: {(stay(B), "both"), (stay(B), "wb")}}

    await hears(world, *BOTH)
    assert (world.waiting(A), world.waiting(B)) == (set(), apart[B])

    world.now += timedelta(days=60)
    await hears(world, *APART)
    assert {one: world.waiting(one) for one in (A, B)} == apart


async def test_who_was_in_touch_by_one_plan_is_not_asked_to_be_by_the_other() -> None:
    world = TwoFiles()
    for citizen in (A, B):
        await world.plans(citizen, "both")
        await hears(world, (citizen, discharged(citizen)), (citizen, admitted(citizen)))
    await world.completes(A)

    await hears(world, *BOTH)

    assert (world.waiting(A), world.waiting(B)) == (set(), set())


@pytest.mark.parametrize("of", [A, B])
async def test_a_death_told_of_either_rests_both_and_its_retraction_wakes_both(of: Any) -> None:
    world = TwoFiles()
    await world.plans(A, "wa")
    await world.plans(B, "wb")
    await hears(world, *BOTH, (B, admitted(B)), (B, admitted(B, 1)), (B, discharged(B, 1)))
    asked, waiting = ({one: what(one) for one in (A, B)} for what in (world.asked, world.waiting))
    assert all([*asked.values(), *waiting.values()])

    await hears(world, (of, DIED))
    assert not any(what(one) for one in (A, B) for what in (world.asked, world.waiting))

    world.now += timedelta(days=60)
    await hears(world, (of, LIVES))
    assert asked == {one: world.asked(one) for one in (A, B)}
    assert waiting == {one: world.waiting(one) for one in (A, B)}


async def test_the_municipality_that_acts_is_that_of_the_surviving_file() -> None:
    world = await one_person()
    await hears(world, (B, admitted(B)), (A, moved("751")))
    assert world.asked(A) == {(stay(B), "wa")}

    await hears(world, (B, moved("751")))
    assert world.asked(A) == set()

    await hears(world, *APART)
    assert world.asked(A) == set()


async def test_parted_again_nobody_is_asked_because_of_somebody_elses_stay() -> None:
    world = await one_person()
    await hears(world, (B, admitted(B)), (B, admitted(B, 1)), (B, discharged(B, 1)))

    await hears(world, (A, split()), (B, admitted(B, 2)))

    assert (world.asked(A), world.waiting(A)) == (set(), set())


async def test_a_stay_from_long_ago_has_nobody_follow_up_because_two_files_turn_out_to_be_one() -> None:
    world = TwoFiles()
    await world.plans(B, "wb")
    await hears(world, (B, discharged(B)), (B, admitted(B)))
    await world.plans(A, "wa")
    world.now += timedelta(days=60)

    await hears(world, *BOTH)

    assert (world.waiting(A), world.waiting(B)) == (set(), {(stay(B), "wb")})


async def test_of_three_files_each_is_asked_whichever_of_them_is_told() -> None:
    world = TwoFiles()
    for citizen in (A, C):
        await world.plans(citizen, f"w {citizen.hex[-1]}")
        await hears(world, (citizen, merged(citizen)), (B, merged(citizen)))

    await hears(world, (A, admitted(A)))
    assert (world.asked(A), world.asked(C)) == ({(stay(A), "w a")}, {(stay(A), "w c")})

    await hears(world, (B, split(C)), (C, split(C)))
    assert (world.asked(A), world.asked(C)) == ({(stay(A), "w a")}, set())


def opened(world: TwoFiles) -> dict[str, int]:
    return {name: world.types_said(one).count("plan.opened.v1") for name, one in (("A", A), ("B", B))}


@pytest.mark.parametrize(("of", "name", "other"), [(A, "A", "B"), (B, "B", "A")])
async def test_the_first_referral_accepted_opens_the_plan_and_one_of_the_other_file_only_when_they_are_parted(
    of: Any, name: str, other: str
) -> None:
    world = TwoFiles()
    await hears(world, *BOTH, (of, accepted(UUID(int=1))), (of, accepted(UUID(int=2))))
    assert opened(world) == {name: 1, other: 0}

    await hears(world, (A if of == B else B, accepted(UUID(int=3))))
    assert opened(world) == {name: 1, other: 0}

    await hears(world, *APART)
    assert opened(world) == {"A": 1, "B": 1}
    plans = [one.data.referral_id for one in world.said if one.type == "plan.opened.v1"]
    assert plans == [UUID(int=1), UUID(int=3)]


async def test_a_discharge_that_is_told_late_is_followed_up_all_the_same() -> None:
    world = await one_person()
    world.now += timedelta(days=60)

    await hears(world, (B, discharged(B)), (B, admitted(B)))

    assert world.waiting(A) == {(stay(B), "wa")}


async def test_a_stay_asked_about_by_another_files_id_is_not_asked_about_by_its_own() -> None:
    world = await one_person()

    await hears(world, (B, admitted(B)), (A, admitted(A)))

    assert world.types_said(A).count("plan.support_question_asked.v1") == 1
    assert world.asked(A) == {(stay(B), "wa")}


async def test_what_was_answered_before_they_were_parted_is_not_asked_once_they_are_one_again() -> None:
    world = await one_person()
    await hears(world, (B, admitted(B)))
    await world.answers(A)
    await hears(world, *APART, (A, admitted(A)))
    assert world.asked(A) == {(stay(A), "wa")}

    await hears(world, *BOTH)

    assert world.asked(A) == set()


async def test_each_file_has_follow_ups_of_its_own_after_one_and_the_same_stay() -> None:
    world = await one_person()
    await hears(world, (B, discharged(B)), (B, admitted(B)), *APART)
    await world.plans(B, "wa")

    await hears(world, (B, retracted(B)), (B, admitted(B)), (B, admitted(B)))

    assert world.waiting(B) == {(stay(B), "wa")}
    assert {one.id for one in world.follow_ups(A)}.isdisjoint(one.id for one in world.follow_ups(B))


def file_of(*stays: Stay) -> File:
    return File(Citizen(), None, {one.id: one for one in stays}, Brought({}, {}, {}))


@pytest.mark.parametrize("turned", [False, True])
def test_a_stay_is_the_one_that_was_rather_than_one_told_by_mistake_and_only_one_of_each_file(
    turned: bool,
) -> None:
    began = Beginning(MONDAY, "inpatient")
    mistake, was = Stay(UUID(int=1), 1, 1, (), began), Stay(UUID(int=2), 1, 0, (), began)
    theirs, also_theirs = Stay(UUID(int=3), 1, 0, (), began), Stay(UUID(int=4), 1, 0, (), began)
    told = file_of(was, mistake) if turned else file_of(mistake, was)

    found = {frozenset(one.names) for one in stays_of((told, file_of(theirs, also_theirs)))}

    assert found == {frozenset({was.id, theirs.id}), frozenset({mistake.id, also_theirs.id})}


async def test_a_file_whose_survivor_is_itself_part_of_another_is_asked_what_it_is_told() -> None:
    world = await one_person()
    await hears(world, (B, merged(B, C)), (C, merged(B, C)))

    await hears(world, (A, admitted(A)))

    assert world.asked(A) == {(stay(A), "wa")}
