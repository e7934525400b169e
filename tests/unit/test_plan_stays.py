"""A stay, as far as the plan cares, and what it brings with it: by what was told of it, counted."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest

from samspil.contracts.plan import LifeArea, PlanFollowUpOpened, PlanReviewDue, PlanReviewWithdrawn
from samspil.plan.domain.plan import Goal, Intervention, Plan
from samspil.plan.domain.settle import Brought, settle, take_back
from samspil.plan.domain.stay import Beginning, Correction, End, Stay
from samspil.plan.domain.support_question import QuestionState
from samspil.testkit.builders import MONDAY, RULES, sealed
from samspil.vocabulary.legal_basis import LegalBasis

STAY, ANOTHER = UUID(int=1), UUID(int=2)
HOME = End(datetime(2026, 11, 24, 9, tzinfo=UTC), at_home=True, times=1)
AWAY = End(HOME.at, at_home=False, times=1)
LATER = HOME.at + timedelta(seconds=1)

SEEN = [
    # told, retracted, ends: never was, goes on, came home at
    (0, 0, (), (False, False, None)),
    (1, 0, (), (False, True, None)),
    (2, 1, (), (False, True, None)),
    (1, 1, (), (True, False, None)),
    (0, 1, (), (True, False, None)),
    (2, 2, (), (True, False, None)),
    (0, 0, (HOME,), (False, False, HOME.at)),
    (1, 0, (HOME,), (False, False, HOME.at)),
    (2, 1, (HOME,), (False, False, HOME.at)),
    (1, 1, (HOME,), (True, False, None)),
    (0, 1, (HOME,), (True, False, None)),
    (1, 0, (AWAY,), (False, False, None)),
    (1, 0, (HOME._replace(times=-1),), (False, True, None)),
    (1, 0, (HOME, AWAY._replace(at=LATER)), (False, False, None)),
    (1, 0, (AWAY, HOME._replace(at=LATER)), (False, False, LATER)),
    (1, 0, (HOME._replace(at=LATER), AWAY), (False, False, LATER)),
    (1, 0, (AWAY, HOME), (False, False, None)),
    (1, 0, (HOME, AWAY), (False, False, None)),
    (1, 0, (HOME, AWAY._replace(times=-1, at=LATER)), (False, False, HOME.at)),
    (1, 0, (HOME._replace(times=2),), (False, False, HOME.at)),
]


@pytest.mark.parametrize(("told", "retracted", "ends", "seen"), SEEN)
def test_a_stay_is_what_was_told_of_it_more_often_than_taken_back(
    told: int, retracted: int, ends: tuple[End, ...], seen: tuple[bool, bool, datetime | None]
) -> None:
    stay = Stay(STAY, told, retracted, ends)

    assert (stay.never_was, stay.goes_on, stay.came_home_at) == seen


def test_what_is_told_is_counted_and_an_end_that_was_taken_back_as_often_is_forgotten() -> None:
    stay = Stay(STAY, 1, 1, (HOME,))

    assert stay.admitted_once_more() == Stay(STAY, 2, 1, (HOME,))
    assert stay.retracted_once_more() == Stay(STAY, 1, 2, (HOME,))
    assert stay.ended_once_more(HOME.at, at_home=True) == Stay(STAY, 1, 1, (HOME._replace(times=2),))
    assert stay.ended_once_more(HOME.at, at_home=True, by=-1) == Stay(STAY, 1, 1, ())
    assert stay.ended_once_more(HOME.at, at_home=False) == Stay(STAY, 1, 1, (AWAY, HOME))
    late, early = (Stay(STAY).ended_once_more(at, at_home=True) for at in (LATER, HOME.at))
    assert late.ended_once_more(HOME.at, at_home=True) == early.ended_once_more(LATER, at_home=True)


PLAN = Plan(
    UUID(int=5),
    UUID(int=6),
    MONDAY,
    {UUID(int=3): Goal(UUID(int=3), LifeArea.HOME, sealed(), "planner", agreed=True)},
    {
        UUID(int=4): Intervention(
            UUID(int=4), UUID(int=3), LegalBasis.SEL_85, "1", "worker", sealed("name"), "planner", agreed=True
        )
    },
)
GOES_ON = Stay(STAY, 1)
CAME_HOME = Stay(STAY, 1, 0, (HOME,))
MOVED_ON = Stay(STAY, 1, 0, (AWAY,))
NEVER_WAS = Stay(STAY, 1, 1, (HOME,))
ONLY_TAKEN_BACK = Stay(STAY, 0, 0, (HOME._replace(times=-1),))

OPEN, CLOSED, WITHDRAWN = QuestionState.OPEN, QuestionState.CLOSED, QuestionState.WITHDRAWN

SETTLED = [
    # was known, is known: the question, whether somebody follows up, how much is said
    (GOES_ON, GOES_ON, OPEN, False, 0),
    (GOES_ON, CAME_HOME, CLOSED, True, 1),
    (GOES_ON, MOVED_ON, CLOSED, False, 0),
    (GOES_ON, NEVER_WAS, WITHDRAWN, False, 1),
    (GOES_ON, ONLY_TAKEN_BACK, CLOSED, False, 0),
    (CAME_HOME, GOES_ON, OPEN, False, 1),
    (CAME_HOME, CAME_HOME, CLOSED, True, 0),
    (CAME_HOME, MOVED_ON, CLOSED, False, 1),
    (CAME_HOME, NEVER_WAS, WITHDRAWN, False, 2),
    (MOVED_ON, GOES_ON, OPEN, False, 0),
    (MOVED_ON, CAME_HOME, CLOSED, True, 1),
    (NEVER_WAS, GOES_ON, OPEN, False, 1),
    (NEVER_WAS, CAME_HOME, WITHDRAWN, True, 1),
    (NEVER_WAS, MOVED_ON, WITHDRAWN, False, 0),
    (NEVER_WAS, NEVER_WAS, WITHDRAWN, False, 0),
]


def known(*stays: Stay) -> Brought:
    """What these brought, one after the other, beside another stay's open question and follow-up."""
    brought, _ = settle(PLAN, Brought({}, {}, {}), Stay(ANOTHER, 1), RULES, MONDAY)
    other, _ = settle(PLAN, Brought({}, {}, {}), Stay(ANOTHER, 1, 0, (HOME,)), RULES, MONDAY)
    brought = Brought(brought.questions, other.follow_ups, {})
    for stay in stays:
        brought, _ = settle(PLAN, brought, stay, RULES, MONDAY)
    return brought


def stands(brought: Brought) -> list[tuple[UUID, QuestionState | bool]]:
    """Each question's state, then whether each follow-up waits."""
    return [
        *((one.stay_id, one.state) for one in brought.questions.values()),
        *((one.stay_id, True) for one in brought.follow_ups.values() if one.waits),
    ]


@pytest.mark.parametrize(("was", "is_", "question", "followed_up", "count"), SETTLED)
def test_whatever_was_known_of_a_stay_people_are_asked_what_is_known_of_it_now(
    was: Stay, is_: Stay, question: QuestionState, followed_up: bool, count: int
) -> None:
    before = known(GOES_ON, was)

    after, facts = settle(PLAN, before, is_, RULES, MONDAY)
    facts = tuple(one for one in facts if not isinstance(one, PlanReviewDue | PlanReviewWithdrawn))

    assert stands(after) == [
        (ANOTHER, OPEN),
        (STAY, question),
        (ANOTHER, True),
        *([(STAY, True)] if followed_up else []),
    ]
    assert len(facts) == count


@pytest.mark.parametrize(("was", "is_", "question", "followed_up", "count"), SETTLED)
def test_taking_back_asks_nobody_anything_new_and_takes_back_what_settling_would(
    was: Stay, is_: Stay, question: QuestionState, followed_up: bool, count: int
) -> None:
    before = known(GOES_ON, was)

    after, facts = take_back(PLAN, before, is_, MONDAY)

    if is_ is GOES_ON:
        assert (after, facts) == (before, ())
        return
    waits = followed_up and was is CAME_HOME
    assert stands(after) == [
        (ANOTHER, OPEN),
        (STAY, question),
        (ANOTHER, True),
        *([(STAY, True)] if waits else []),
    ]
    assert len(facts) == count - (followed_up and was is not CAME_HOME)


def test_a_stay_that_never_was_and_is_over_asks_nobody_who_was_not_asked() -> None:
    for stay in (CAME_HOME, MOVED_ON, NEVER_WAS, ONLY_TAKEN_BACK):
        assert settle(PLAN, Brought({}, {}, {}), stay, RULES, MONDAY)[0].questions == {}


def test_of_two_discharges_the_later_one_is_followed_up_from() -> None:
    brought, _ = settle(PLAN, Brought({}, {}, {}), CAME_HOME, RULES, MONDAY)
    later = replace(CAME_HOME, ends=(HOME, HOME._replace(at=HOME.at + timedelta(days=1))))

    after, facts = settle(PLAN, brought, later, RULES, MONDAY)

    assert [one.due_on for one in after.follow_ups.values()] == [date(2026, 12, 2)]
    assert [type(one) for one in facts] == [PlanFollowUpOpened, PlanReviewDue]


BEGAN = Beginning(HOME.at - timedelta(days=3), "inpatient")
MOVED = Beginning(HOME.at - timedelta(days=2), "acute_ambulant")


def test_of_several_corrections_the_one_with_the_highest_number_holds_whichever_comes_first() -> None:
    stay = Stay(STAY).admitted_once_more(BEGAN)
    first, second = stay.corrected_to(1, MOVED), stay.corrected_to(2, BEGAN)

    assert (stay.begins, first.begins, second.begins) == (BEGAN, MOVED, BEGAN)
    assert first.corrected_to(2, BEGAN) == second.corrected_to(1, MOVED)
    assert first.beginnings == {BEGAN, MOVED}
    assert Stay(STAY).corrected_to(1, MOVED).admitted_once_more(BEGAN) == first


def test_what_two_files_tell_of_one_stay_is_joined_by_each_beginning_that_was_told() -> None:
    first, other = Stay(STAY).admitted_once_more(BEGAN), Stay(ANOTHER).admitted_once_more(MOVED)

    both = first.corrected_to(1, MOVED).told_also(other)

    assert (both.admitted, both.begins) == (2, MOVED)
    assert first.told_also(other.corrected_to(3, BEGAN)).corrected == Correction(3, BEGAN)
