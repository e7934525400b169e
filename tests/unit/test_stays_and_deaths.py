"""Stays while a death is held, and after it was none."""

from itertools import permutations

import pytest

from hospital_life import INPATIENT, TrueStay, hour, notice
from samspil.contracts.hospital import StayStep
from samspil.region_bridge.domain.notice import Happened, Held
from stay_flow import StayFlow

DEATH = notice(Held.DEATH, of=0, at=31, encounter=4)


ALIVE = notice(Held.DEATH_RETRACTED, of=0, at=40, encounter=5, alive=True)


HOME = (notice(Happened.ADMITTED), notice(Happened.DISCHARGED, at=30))


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_while_a_death_is_held_nobody_is_asked_to_follow_up(order: tuple[int, ...]) -> None:
    told = (*HOME, DEATH)

    flow = StayFlow().receives(*(told[n] for n in order))

    assert flow.followed_up == set()
    assert flow.seen == [TrueStay(INPATIENT, hour(0), (StayStep.ENDED, hour(30)))]


@pytest.mark.parametrize("order", list(permutations(range(4))))
def test_a_death_that_was_taken_back_was_none(order: tuple[int, ...]) -> None:
    told = (*HOME, DEATH, ALIVE)

    flow = StayFlow().receives(*(told[n] for n in order))

    assert flow.outcome == StayFlow().receives(*HOME).outcome


def test_a_mark_of_life_that_was_noted_before_a_death_does_not_take_it_back() -> None:
    alive = notice(Happened.ADMITTED, alive=True)

    assert StayFlow().receives(alive, HOME[1], DEATH).followed_up == set()


def test_a_death_in_another_course_asks_nobody_to_follow_up_either() -> None:
    elsewhere = notice(Held.DEATH, of=50, at=60, episodes=(2,))

    assert StayFlow().receives(*HOME, elsewhere).followed_up == set()


def test_no_fact_tells_a_death() -> None:
    flow = StayFlow().receives(*HOME, DEATH)

    assert "death" not in repr(flow.said).lower()
