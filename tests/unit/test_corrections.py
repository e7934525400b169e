"""What a partner was told of a thing and is otherwise by now is corrected, under a receipt of its own."""

from datetime import date, timedelta

import pytest
from hypothesis import event as seen
from hypothesis import given
from hypothesis import strategies as st

from deliveries_told import TODAY, ended, hold, person, told
from samspil.contracts.delivery import Told
from samspil.exchange.correct import CORRECTED, corrects
from samspil.exchange.delivery import Content, Deliveries, State
from samspil.jobcenter_bridge.partner.task_words import correction, new_task

LATER = hold(date(2026, 12, 8))


def is_corrected(deliveries: Deliveries, today: date = TODAY) -> list[bool]:
    return [corrects(one, deliveries, today) for one in deliveries]


def then(*wanted: Content | None, state: State = State.ACKNOWLEDGED) -> Deliveries:
    """One disclosure after the other; each is told, and ends so, before the next. None: sharing ends."""
    deliveries: Deliveries = ()
    for seq, content in enumerate(wanted, 1):
        items = {} if content is None else {"contact_hold": content}
        deliveries = told(ended(deliveries, state), seq, shares=content is not None, **items)
    return deliveries


def test_a_pause_that_is_moved_corrects_the_one_that_was_told() -> None:
    assert is_corrected(then(hold(), LATER)) == [False, True]
    assert is_corrected(then(hold(), LATER, hold())) == [False, True, True]
    assert is_corrected(then(hold(), hold(ask="ask-2"))) == [False, True]


@pytest.mark.parametrize(
    ("state", "is_one"), [(State.ACKNOWLEDGED, True), (State.EXPIRED, True), (State.REFUSED, False)]
)
def test_only_what_the_partner_knows_or_may_know_is_corrected(state: State, is_one: bool) -> None:
    assert is_corrected(then(hold(), LATER, state=state)) == [False, is_one]


def test_what_was_overtaken_before_it_left_is_not_corrected() -> None:
    first = told((), 1, contact_hold=hold())

    assert is_corrected(told(first, 2, contact_hold=LATER)) == [False, False]


def test_a_pause_after_one_that_ended_corrects_nothing() -> None:
    deliveries = ended(told(ended(told((), 1, contact_hold=hold())), 2))
    assert [one.content.told for one in deliveries] == [Told.CONTACT_HOLD, Told.CONTACT_HOLD_ENDED]

    assert is_corrected(told(deliveries, 3, contact_hold=LATER)) == [False, False, False]
    by_its_own_day = then(hold(), LATER)
    assert is_corrected(by_its_own_day, date(2026, 12, 1)) == [False, True]
    assert is_corrected(by_its_own_day, date(2026, 12, 2)) == [False, False]


def test_after_sharing_ended_it_is_told_anew_and_not_corrected() -> None:
    assert is_corrected(then(hold(), None, LATER)) == [False, False, False]


def test_another_thing_is_not_corrected() -> None:
    deliveries = told(ended(told((), 1, contact_hold=hold())), 2, contact_hold=hold(), person=person())

    assert is_corrected(deliveries) == [False, False]


STEPS = st.lists(st.sampled_from([hold(), LATER, hold(ask="ask-2"), None]), min_size=2, max_size=6)


@given(STEPS)
def test_each_correction_says_something_else_than_what_stood_before_it(wanted: list[Content | None]) -> None:
    deliveries = then(*wanted)
    found = is_corrected(deliveries)
    seen(f"{sum(found)} corrected")

    for place, one in enumerate(deliveries):
        before = deliveries[place - 1].content if place else None
        assert found[place] == (before is not None and before.told is one.content.told is Told.CONTACT_HOLD)
        assert not found[place] or not one.content.says_the_same_as(before)


def test_every_kind_is_either_corrected_or_a_step_of_its_own() -> None:
    steps = {
        *(Told.CONTACT_HOLD_ENDED, Told.SHARING_ENDED, Told.REFERRAL_INFORMATION, Told.REFERRAL_CANCELLED),
        *(Told.REFERRAL_CLOSED, Told.CANCELLATION_REQUESTED, Told.REQUEST_ANSWERED, Told.MEETING_CANCELLED),
    }
    never_there = {Told.PLAN, Told.CRISIS_PLAN, Told.MESSAGE, Told.ADMISSION_REPORT, Told.AGREEMENT}

    assert CORRECTED | steps | never_there == set(Told)
    assert not CORRECTED & (steps | never_there)


def test_a_correction_says_that_it_is_one_and_never_why() -> None:
    task = new_task("Kontaktpause", "Borgeren skal ikke kontaktes.", "ORIENTERING", TODAY + timedelta(1))

    assert correction(task) == {
        "title": "Rettelse: Kontaktpause",
        "description": "Dette gælder i stedet for det, I fik at vide før. Borgeren skal ikke kontaktes.",
        "deadline": "2026-11-24",
        "taskType": "ORIENTERING",
    }
